import type { StatusRow } from './status-row.ts';

const WHOSE = 'By what was recorded it is neither the SP’s nor the identity provider’s.';
const ASK =
  'Ask whoever runs that host (a proxy of the network, a second factor, a broker): the exchange before it shows who led there.';

/** What a status means at a host on the way that is neither side's: nothing of the message was looked at there. */
export const AT_OTHER: readonly StatusRow[] = [
  {
    status: 403,
    suggests: true,
    topic: 'firewall',
    owner: 'network',
    means: `That host lets the browser through no further. ${WHOSE}`,
    fix: ASK,
  },
  {
    status: 404,
    topic: 'unreachable',
    owner: 'network',
    means: `There is nothing at that address. ${WHOSE}`,
    fix: `Look at the exchange before it, which led there. ${ASK}`,
  },
  { status: 500, topic: 'unreachable', owner: 'network', means: `That host failed by itself. ${WHOSE}`, fix: ASK },
  {
    status: 502,
    topic: 'unreachable',
    owner: 'network',
    means: `A proxy got no sound answer from the server behind that host. ${WHOSE}`,
    fix: ASK,
  },
  {
    status: 503,
    topic: 'temporary',
    owner: 'network',
    means: `For the moment that host takes no requests: it is down, being deployed, or overloaded. ${WHOSE}`,
    fix: `Try again. ${ASK}`,
  },
  {
    status: 504,
    topic: 'unreachable',
    owner: 'network',
    means: `Behind a proxy, the server of that host did not answer in time. ${WHOSE}`,
    fix: ASK,
  },
];
