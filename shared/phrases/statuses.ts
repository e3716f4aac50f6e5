import { definePhrases, type Phrase } from './engine/phrase.ts';
import { STATUS_TABLE, type StatusPlace } from './status-table.ts';

/** What names itself so in `Server` answers by itself, and never passes on what the server behind it calls itself. */
const IN_FRONT = /^(?:awselb|cloudfront|akamaighost|big-?ip|sucuri)/i;
const REFUSED_IN_FRONT: readonly Phrase[] = definePhrases(
  { product: 'HTTP', source: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html' },
  [
    {
      says: 'HTTP 403 of what stands in front',
      topic: 'firewall',
      owner: 'network',
      means:
        'A load balancer or firewall in front of the server turned the message away; it never reached the application.',
      fix: 'Look at its rules (AWS WAF: sampled requests of the web ACL), find the one that matched at that time, and except the path from it: a SAMLResponse is long base64 by design.',
    },
  ],
);

const OF: Readonly<Record<StatusPlace, string>> = { acs: '', logout: ' of a logout', idp: ' of a request' };
const PLACES: readonly StatusPlace[] = ['acs', 'logout', 'idp'];

function phrasesAt(place: StatusPlace): readonly Phrase[] {
  return definePhrases(
    { product: 'HTTP', source: 'https://www.rfc-editor.org/rfc/rfc9110' },
    STATUS_TABLE[place].map(({ status, ...row }) => ({ says: `HTTP ${status}${OF[place]}`, ...row })),
  );
}

const BY_NAME: ReadonlyMap<string, Phrase> = new Map(
  [...PLACES.flatMap(phrasesAt), ...REFUSED_IN_FRONT].map((phrase) => [phrase.says, phrase]),
);

/**
 * What a status means at this place; undefined where it means nothing by itself.
 * @param server what answered, as it calls itself
 */
export function statusPhrase(status: number | null, place: StatusPlace, server: string | null): Phrase | undefined {
  if (status === 403) return server !== null && IN_FRONT.test(server) ? REFUSED_IN_FRONT[0] : undefined;
  return BY_NAME.get(`HTTP ${status}${OF[place]}`) ?? BY_NAME.get(`HTTP ${status}`);
}

/** One of these by what it is called in a finding. */
export function namedStatus(says: string): Phrase | undefined {
  return BY_NAME.get(says);
}
