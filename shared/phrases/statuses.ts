import type { Exchange } from '#shared/http/exchange.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';
import type { Phrase } from './engine/phrase.ts';
import { STATUS_TABLE, statusName } from './status-table.ts';
import type { StatusPlace, StatusWhen } from './statuses/status-row.ts';

/** A status as a phrase, and what else was seen that decided on it. */
export interface StatusPhrase extends Pick<Phrase, 'says' | 'topic' | 'owner'> {
  readonly when: StatusWhen | null;
  /** The status is used for this mostly, and does not say it. */
  readonly isSuggested: boolean;
}

/** What names itself so in `Server` answers by itself, and never passes on what the server behind it calls itself. */
const IN_FRONT =
  /^(?:awselb|cloudfront|amazons3|akamaighost|akamainetstorage|big-?ip|sucuri|netlify|vercel|github\.com|varnish|azure-?blob|windows-azure-blob)/i;

const SEEN: Readonly<Record<StatusWhen, (exchange: Exchange, isNamed: boolean) => boolean>> = {
  'in-front': ({ responseHeaders }) => IN_FRONT.test(headerValue(responseHeaders, 'server') ?? ''),
  allow: ({ responseHeaders, method }) => {
    const allow = headerValue(responseHeaders, 'allow');
    return (
      allow !== null &&
      !allow
        .toUpperCase()
        .split(/[\s,]+/)
        .includes(method.toUpperCase())
    );
  },
  'no-cookie': ({ requestHeaders }) => headerValue(requestHeaders, 'cookie') === null,
  named: (_, isNamed) => isNamed,
  posted: ({ method }) => method === 'POST',
  got: ({ method }) => method === 'GET',
};
const RECEIVERS: Readonly<Record<StatusPlace, StatusPhrase['owner']>> = {
  acs: 'sp',
  logout: 'sp',
  landing: 'sp',
  idp: 'idp',
  page: 'idp',
  other: 'network',
};
const WHEN: readonly StatusWhen[] = ['in-front', 'named', 'allow', 'no-cookie', 'posted', 'got'];

/**
 * What the status of an answer means at the place where the message was sent; null where it means nothing by itself.
 *
 * @param isNamed whether the side that answers had named this very address itself
 */
export function statusPhrase(exchange: Exchange, place: StatusPlace, isNamed = false): StatusPhrase | null {
  const { status } = exchange;
  const when = WHEN.find(
    (each) => STATUS_TABLE[place].has(statusName(status, place, each)) && SEEN[each](exchange, isNamed),
  );
  const says = statusName(status, place, when);
  const row = STATUS_TABLE[place].get(says);
  if (row === undefined) return null;
  const owner = row.owner === 'receiver' ? RECEIVERS[place] : row.owner;
  return { says, topic: row.topic, owner, when: when ?? null, isSuggested: row.suggests === true };
}
