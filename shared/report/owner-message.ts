import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';
import type { Owner } from '#shared/inspection/owner.ts';
import { codeSpan, escapeMarkdown } from './markdown-report.ts';
import type { Row } from './outline.ts';

/** One thing that whoever must act is told of. Every text may hold values out of messages. */
export interface OwnerEvent {
  /** What happened, in a sentence. */
  readonly what: string;
  /** When, between whom, how it is called there. */
  readonly facts: readonly Row[];
  /** What is wrong, in prose. */
  readonly wrong: string;
  /** What was expected, what came, where it stands, and what was seen. */
  readonly evidence: readonly Row[];
  /** What to change and where; empty where nothing is known to be changed. */
  readonly change: string;
}

/** A message for the person who must act. */
export interface OwnerMessage {
  /** Null where nobody can tell who that is. */
  readonly to: Owner | null;
  readonly events: readonly OwnerEvent[];
}

/**
 * The message in Markdown (CommonMark), for a ticket or a mail: whatever may hold text out of a message stands in code spans, so
 * nothing of it is a link or markup, and it reads the same where it is shown as plain text. Empty where there is nothing to tell. Ends with a line break.
 */
export function writeOwnerMessage({ to, events }: OwnerMessage): string {
  if (events.length === 0) return '';
  const head = to === null ? [] : [`# To ${OWNER_WORDS[to]}`, ''];
  return `${[...head, ...events.flatMap(eventLines)].join('\n').trimEnd()}\n`;
}

function eventLines({ what, facts, wrong, evidence, change }: OwnerEvent): readonly string[] {
  return [
    `## ${escapeMarkdown(what)}`,
    '',
    ...paragraph('What is wrong', wrong),
    ...paragraph('What to change', change),
    ...facts.flatMap(rowLines),
    ...evidence.flatMap(rowLines),
    '',
  ];
}

function paragraph(label: string, text: string): readonly string[] {
  return text === '' ? [] : [`**${label}:** ${codeSpan(text)}`, ''];
}

function rowLines({ label, values }: Row): readonly string[] {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return [`- ${label}: ${codeSpan(only)}`];
  return [`- ${label}:`, ...values.map((value) => `  - ${codeSpan(value)}`)];
}

/**
 * The same message with other texts.
 *
 * @param replace gets all of its texts at once and gives as many, in the same order
 */
export async function withTexts(
  message: OwnerMessage,
  replace: (texts: readonly string[]) => Promise<readonly string[]> | readonly string[],
): Promise<OwnerMessage> {
  const texts: string[] = [];
  mapTexts(message, (text) => {
    texts.push(text);
    return text;
  });
  const others = await replace(texts);
  let at = 0;
  return mapTexts(message, () => others[at++] ?? '');
}

function mapTexts({ to, events }: OwnerMessage, map: (text: string) => string): OwnerMessage {
  const row = ({ label, values, tone }: Row): Row => ({ label, values: values.map(map), tone });
  return {
    to,
    events: events.map(({ what, facts, wrong, evidence, change }) => ({
      what,
      facts: facts.map(row),
      wrong: map(wrong),
      evidence: evidence.map(row),
      change: map(change),
    })),
  };
}
