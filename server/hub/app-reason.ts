import type { LoginValue } from '#server/store/login-session.ts';
import { listFirst, pluralOf } from '#shared/base/count-words.ts';
import { type Person, personWords, reductionWords } from '#shared/explain/words/reduction-reasons.ts';
import type { AppAccess } from './decide-access.ts';
import type { GrantingValue } from './granting-values.ts';
import type { AppReading } from './read-app.ts';

/** Values that a sentence names. */
const NAMED = 4;

/** What a sentence about an app is made of. */
export interface AppReason {
  readonly access: AppAccess;
  /** What of the session the rules were true for; made up: it came from nowhere. */
  readonly because: readonly (GrantingValue & { readonly isMadeUp?: boolean })[];
  /** Null: the app shows no data. */
  readonly reading: AppReading | null;
  readonly person: Person;
}

/**
 * Why somebody may open an app, by which rule and through which values, and what of its data they see by which rows: `You
 * may open Sales by the rule “…”, because group = SalesUS came from the IdP’s groups; you see United States only, by row 3
 * of the access table.`
 */
export function appReason({ access: { name, decision }, because, reading, person }: AppReason): string {
  const quoted = decision.by.map((rule) => `“${rule}”`);
  const rules = `${pluralOf(quoted.length, 'rule', 'rules')} ${listFirst(quoted, NAMED)}`;
  const opens = `${personWords(person, ['may', 'may'])} open ${name} by the ${rules}${becauseWords(because)}`;
  const sees = reading === null ? '' : `; ${reductionWords(reading.decision, person, reading.data.fields)}`;
  return `${opens}${sees}.`.replace(/^you/, 'You');
}

/**
 * What comes of it for somebody who is looked at: why the app opens to them and what they see, or why not.
 * @param isMadeUp their attributes come from nowhere
 */
export function judgedWords(
  { access, because, reading }: Pick<AppReason, 'access' | 'because' | 'reading'>,
  name: string,
  isMadeUp: boolean,
): { readonly isOpen: boolean; readonly words: string } {
  const person = { isReader: false, name } as const;
  if (!access.decision.allowed) return { isOpen: false, words: `No rule opens ${access.name} to ${name}.` };
  if (reading !== null && !reading.decision.allowed) {
    const reason = reductionWords(reading.decision, person, reading.data.fields);
    return { isOpen: false, words: `${name} may open ${access.name} by rule, but ${reason}.` };
  }
  const told = because.map((one) => ({ ...one, isMadeUp }));
  return { isOpen: true, words: appReason({ access, because: told, reading, person }) };
}

function becauseWords(because: AppReason['because']): string {
  if (because.length === 0) return '';
  const told = because.map(({ name, value, isMadeUp = false }) => {
    return `${name} = ${value.value}${isMadeUp ? '' : ` came ${sourceWords(value)}`}`;
  });
  return `, because ${listFirst(told, NAMED)}`;
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
