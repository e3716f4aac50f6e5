import * as v from 'valibot';
import type { Service } from '#server/connection/service.ts';
import { SEEN_AS } from '#server/hub/seen-as.ts';
import type { ListedDecision } from '#server/store/decision-rows.ts';
import { nextRound } from '#server/web/turns.ts';
import type { AccessPolicy, Person, PolicyResource } from '#shared/what-if/access-policy.ts';
import { type ReplayResult, replayDecisions } from '#shared/what-if/replay-decisions.ts';
import { personOf, policyOf } from './access-policy.ts';

/** Decisions that are read at once; others have their turn in between. */
const AT_ONCE = 500;

/** People that are held at once. */
const MOST_PEOPLE = 20_000;

/** The recorded decisions of a connection, the newest first. */
export async function* recordedDecisions({
  store,
  clock,
  settings,
}: Service): AsyncGenerator<readonly ListedDecision[]> {
  const connection = settings.prefix;
  let before: number | null = null;
  for (;;) {
    const part: readonly ListedDecision[] = await store.listDecisions({ connection, before, limit: AT_ONCE }, clock());
    if (part.length > 0) yield part;
    if (part.length < AT_ONCE) return;
    before = part.at(-1)?.number ?? null;
    await nextRound();
  }
}

/**
 * Decides all that is recorded of a connection again, by what the connection would be: who gains, who loses. Attributes
 * are those of then, whatever the attribute map would make of them now.
 *
 * @param after as it would be
 */
export async function replayRecorded(before: Service, after: Service): Promise<ReplayResult> {
  const policy = policyOf(after);
  const replay = replayDecisions({ rules: policy.rules, find: finderIn(policy), hasTables: true });
  const people = peopleOf(before);
  for await (const part of recordedDecisions(before))
    for (const decision of part) replay.add(decision, decision.seenAs === null ? null : await people(decision.seenAs));
  return replay.result();
}

/** By what decisions call them: `App_sales`. */
function finderIn({ resources }: AccessPolicy): (name: string) => PolicyResource | null {
  const byName = new Map(resources.map((one) => [`${one.kind === 'app' ? 'App' : 'Stream'}_${one.id}`, one]));
  return (name) => byName.get(name) ?? null;
}

/** Each is read once, as long as there is room. */
function peopleOf({ store, settings }: Service): (seenAs: string) => Promise<Person | null> {
  const known = new Map<string, Person | null>();
  return async (seenAs) => {
    const before = known.get(seenAs);
    if (before !== undefined) return before;
    const read = v.safeParse(SEEN_AS, await store.decidedAs(settings.prefix, seenAs));
    const person = read.success ? toPerson(read.output) : null;
    if (known.size >= MOST_PEOPLE) known.clear();
    known.set(seenAs, person);
    return person;
  };
}

function toPerson({ ip, secureRequest, kept, ...carrier }: v.InferOutput<typeof SEEN_AS>): Person {
  return personOf(carrier, { ip, secureRequest }, kept === null ? null : { attributes: kept });
}
