import * as v from 'valibot';
import type { RuleObject } from '#shared/rules/attributes.ts';
import type { Person, PolicyResource } from './access-policy.ts';
import { HistoryError } from './history-error.ts';
import type { RecordedDecision } from './replay-decisions.ts';

const OBJECT = v.custom<RuleObject>(
  (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
  'must be an object',
);

const RESOURCE = v.object({ resource: v.string(), is: v.array(OBJECT) });
const PERSON = v.object({ person: v.string(), is: OBJECT });
const DECISION = v.object({
  at: v.number(),
  user: v.string(),
  as: v.nullable(v.string()),
  resource: v.string(),
  action: v.string(),
  allowed: v.boolean(),
  by: v.array(v.string()),
});

type Line = v.InferOutput<typeof RESOURCE> | v.InferOutput<typeof PERSON> | v.InferOutput<typeof DECISION>;

/** A history of decisions, line by line: what was decided, and who and what that was about. */
export interface HistoryReader {
  /**
   * Reads the next line; null: it is no decision, but what later ones speak of.
   * @throws WorkbenchError `history-invalid` with the line and the reason
   */
  read(line: string): { readonly decision: RecordedDecision; readonly person: Person | null } | null;
  /** The resource of that name; null: no line has told it. */
  find(resource: string): PolicyResource | null;
}

/** People that are held at once: beyond, whoever was told first is forgotten, and counts as not known. */
const MOST_PEOPLE = 200_000;

/** Access tables are not part of it: a person's side for them is empty. */
const NO_REDUCTION = { userDirectory: '', userId: '', emails: [], groups: [] };

/** Begins to read a history as the companion exports it (`GET /api/decisions/export`). */
export function readHistory(): HistoryReader {
  const people = new Map<string, Person>();
  const resources = new Map<string, PolicyResource>();
  let number = 0;
  return {
    read: (text) => {
      number += 1;
      if (text.trim() === '') return null;
      const line = readLine(text, number);
      if ('person' in line) {
        people.delete(line.person);
        const [oldest] = people.keys();
        if (people.size >= MOST_PEOPLE && oldest !== undefined) people.delete(oldest);
        people.set(line.person, { user: line.is, reduction: NO_REDUCTION });
        return null;
      }
      if ('is' in line) {
        const { resource: id, is: targets } = line;
        resources.set(id, { kind: '', id, name: id, targets, data: null });
        return null;
      }
      return { decision: line, person: line.as === null ? null : (people.get(line.as) ?? null) };
    },
    find: (resource) => resources.get(resource) ?? null,
  };
}

function readLine(text: string, line: number): Line {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new HistoryError('history-invalid', { line, reason: 'is no JSON' });
  }
  const read = v.safeParse(schemaOf(data), data);
  if (!read.success) throw new HistoryError('history-invalid', { line, reason: `is wrong: ${read.issues[0].message}` });
  return read.output;
}

/** By what it has: a million lines are not tried one way after the other. */
function schemaOf(data: unknown): v.GenericSchema<unknown, Line> {
  if (typeof data !== 'object' || data === null || !('is' in data)) return DECISION;
  return 'person' in data ? PERSON : RESOURCE;
}
