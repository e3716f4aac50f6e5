import { endWithParent } from './end-with-parent.ts';
import { crumbs, type Hostile, hostileRequests, openIdle, requestsAhead, send, smallForm } from './hostile.ts';

/** A process of its own that attacks until it is ended: `node attack.ts PORT once|posts|large|crumbs|ahead|addresses|idle COUNT`. */
endWithParent();
const [to, kind = '', count] = [Number(process.argv[2]), process.argv[3], Number(process.argv[4])];
const all = hostileRequests();
const large = all.filter(({ bytes }) => bytes.length > 4_000_000);
const kinds: Readonly<Record<string, readonly Hostile[]>> = {
  posts: all,
  crumbs: [crumbs()],
  ahead: [requestsAhead()],
  addresses: [smallForm()],
};
if (kind === 'idle') idle(count);
else for (let place = 0; place < count; place++) void post(kinds[kind] ?? large, place);

/** So many at any moment, or once. */
async function post(requests: readonly Hostile[], place: number): Promise<void> {
  for (let turn = place; turn === place || kind !== 'once'; turn++) {
    const request = requests[turn % requests.length];
    if (request !== undefined) await send(to, request, kind === 'addresses' ? addressOf(place) : undefined);
  }
}

/** Of the loopback network; the observers come from the first one. */
function addressOf(place: number): string {
  return `127.0.${1 + Math.floor(place / 250)}.${1 + (place % 250)}`;
}

/** Opened again as they are closed: on what says nothing the server gives up. */
function idle(sockets: number): void {
  void openIdle(to, sockets).then((opened) => {
    for (const socket of opened) socket.once('close', () => idle(1)).on('data', () => undefined);
  });
}
