import type { PhraseWords } from './phrase-words.ts';
import { STATUS_TABLE } from './status-table.ts';
import type { StatusPlace } from './statuses/status-row.ts';

/** Whom a message was sent to, and where, as sentences have it. */
const SIDES: Readonly<Record<StatusPlace, Readonly<Record<string, string>>>> = {
  acs: { side: 'the SP', address: 'the ACS URL', message: 'the message' },
  logout: { side: 'the SP', address: 'the SP’s logout address', message: 'the message' },
  idp: { side: 'the identity provider', address: 'the identity provider’s address', message: 'the message' },
  landing: { side: 'the SP', address: 'that page', message: 'the request' },
  page: { side: 'the identity provider', address: 'that page', message: 'the request' },
  other: { side: 'that host', address: 'that address', message: 'the request' },
};
const PLACES: readonly StatusPlace[] = ['acs', 'logout', 'idp', 'landing', 'page', 'other'];

/** What is meant by a status that a finding names; undefined where it names none. It is apart from what finds it, as the book's words are. */
export function namedStatus(says: string): PhraseWords | undefined {
  const place = PLACES.find((each) => STATUS_TABLE[each].has(says));
  const row = place === undefined ? undefined : STATUS_TABLE[place].get(says);
  if (place === undefined || row === undefined) return undefined;
  const fill = (text: string) => {
    const filled = text.replace(/\{(\w+)\}/g, (all, name: string) => SIDES[place][name] ?? all);
    return filled.charAt(0).toUpperCase() + filled.slice(1);
  };
  return { means: fill(row.means), fix: fill(row.fix) };
}
