import { LIMITS } from '#shared/base/limits.ts';
import { decodePercent } from '#shared/wire/percent.ts';
import { makeStep } from '#shared/wire/steps.ts';
import { namePlace } from './name-place.ts';
import type { Passage } from './passage.ts';
import { plainLines } from './plain-lines.ts';
import { messageValue } from './query-kind.ts';
import { scanText } from './scan-text.ts';

/** Bare base64 that is tried as deflated data: more is not a log of logins. */
const MOST_INFLATIONS = 1000;

/** The base64 that stands for the message, so that the same under its name and without is one; null where there is none. */
function base64Of({ kind, text }: Passage): string | null {
  if (kind === 'parameter') return text.replace(/\s+/g, '');
  const raw = kind === 'form' ? messageValue(text) : null;
  return raw === null ? null : decodePercent(raw, true).text.replace(/\s+/g, '');
}

/**
 * The messages in any text: a log, a mail, a command, an export of a tool. Each once, in order, at most `LIMITS.pastedMessages`;
 * empty where there is none. Takes time in proportion to the text.
 */
export function findPassages(text: string): readonly Passage[] {
  const plain = plainLines(text);
  const budget = { passages: LIMITS.pastedMessages, inflations: MOST_INFLATIONS };
  const steps = [makeStep('found-in', { place: namePlace(plain.text) }), ...plain.steps];
  const found = new Map<string, Passage>();
  for (const passage of scanText(plain.text, budget)) {
    const key = base64Of(passage) ?? `${passage.kind} ${passage.text}`;
    if (!found.has(key)) found.set(key, { ...passage, steps: [...steps, ...passage.steps] });
  }
  return [...found.values()];
}
