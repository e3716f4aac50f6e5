import type { LoginValue } from '#server/store/login-session.ts';
import { listFirst, pluralOf } from '#shared/base/count-words.ts';
import { type Person, personWords, reductionWords } from '#shared/explain/words/reduction-reasons.ts';
import type { AppAccess } from './decide-access.ts';
import type { ClosedByRule } from './explain-closed.ts';
import type { GrantingPart } from './granting-values.ts';
import type { AppReading } from './read-app.ts';

/** Values that a sentence names. */
const NAMED = 4;

/** What a sentence about an app is made of. */
export interface AppReason {
  readonly access: AppAccess;
  /** What of the user the rules were true for. */
  readonly because: readonly GrantingPart[];
  /** The attributes came from nowhere. */
  readonly isMadeUp?: boolean;
  /** Null: the app shows no data. */
  readonly reading: AppReading | null;
  readonly person: Person;
}

/**
 * Why somebody may open an app, by which rule and through which values, and what of its data they see by which rows: `You
 * may open Sales by the rule “…”, because group = SalesUS came from the IdP’s groups; you see United States only, by row 3
 * of the access table.`
 */
export function appReason({ access: { name, decision }, because, reading, person, isMadeUp }: AppReason): string {
  const quoted = decision.by.map((rule) => `“${rule}”`);
  const rules = `${pluralOf(quoted.length, 'rule', 'rules')} ${listFirst(quoted, NAMED)}`;
  const opens = `${personWords(person, ['may', 'may'])} open ${name} by the ${rules}${becauseWords(because, isMadeUp)}`;
  const sees = reading === null ? '' : `; ${reductionWords(reading.decision, person, reading.data.fields)}`;
  return `${opens}${sees}.`.replace(/^you/, 'You');
}

/**
 * What comes of it for somebody who is looked at: why the app opens to them and what they see, or why not.
 * @param isMadeUp their attributes come from nowhere
 */
export function judgedWords(
  { access, because, reading, closed }: JudgedReason,
  name: string,
  isMadeUp: boolean,
): { readonly isOpen: boolean; readonly words: string } {
  const person = { isReader: false, name } as const;
  if (!access.decision.allowed)
    return { isOpen: false, words: `No rule opens ${access.name} to ${name}.${closedWords(closed)}` };
  if (reading !== null && !reading.decision.allowed) {
    const reason = reductionWords(reading.decision, person, reading.data.fields);
    return { isOpen: false, words: `${name} may open ${access.name} by rule, but ${reason}.` };
  }
  return { isOpen: true, words: appReason({ access, because, reading, person, isMadeUp }) };
}

/** What an app came to for somebody. */
type JudgedReason = Pick<AppReason, 'access' | 'because' | 'reading'> & { readonly closed: readonly ClosedByRule[] };

/**
 * What rules were true for, as the end of a sentence: `, because group = SalesUS came from the IdP’s groups`; empty where
 * they are true whatever the user has.
 */
export function becauseWords(because: readonly GrantingPart[], isMadeUp = false): string {
  if (because.length === 0) return '';
  return `, because ${listFirst(
    because.map((part) => partWords(part, isMadeUp)),
    NAMED,
  )}`;
}

function partWords(part: GrantingPart, isMadeUp: boolean): string {
  if (part.kind === 'other') return part.words;
  const { name, value } = part;
  return `${name} = ${value.value}${isMadeUp ? '' : ` came ${sourceWords(value)}`}`;
}

/** The rule that the least change would make true, with that change; without one the first that is false. */
function closedWords([first]: readonly ClosedByRule[]): string {
  if (first === undefined) return ' There is none for it.';
  const least = first.change === null ? '' : ` The least that would open it: ${first.change}.`;
  return ` “${first.rule}” is false: ${first.words}.${least}`;
}

/** Where a value came from, as the end of a sentence. */
function sourceWords({ from }: LoginValue): string {
  if (!('way' in from)) return `from the IdP’s ${isUri(from.name) ? (from.friendlyName ?? from.name) : from.name}`;
  return SOURCES[from.way];
}

/** Names that are URIs have a friendly one for people (saml-core 2.7.3.1). */
function isUri(name: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(name);
}

const SOURCES = {
  ticket: 'with the ticket',
  session: 'with the session call',
  jwt: 'from the token',
} as const;
