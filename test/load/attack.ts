import { hostileRequests, openIdle, send } from './hostile.ts';

/** A process of its own that attacks until it is ended: `node attack.ts posts|idle PORT COUNT`. */
const [kind = '', port = '0', count = '0'] = process.argv.slice(2);
if (kind === 'posts') posts(Number(port), Number(count));
else idle(Number(port), Number(count));

/** So many at any moment. */
function posts(to: number, atOnce: number): void {
  const requests = hostileRequests();
  for (let place = 0; place < atOnce; place++) void again(to, requests, place);
  process.send?.('ready');
}

async function again(to: number, requests: ReturnType<typeof hostileRequests>, place: number): Promise<void> {
  for (let turn = place; ; turn++) {
    const request = requests[turn % requests.length];
    if (request !== undefined) await send(to, request);
  }
}

/** Opened again as they are closed: on what says nothing the server gives up. */
function idle(to: number, sockets: number): void {
  void openIdle(to, sockets).then((opened) => {
    for (const socket of opened) socket.once('close', () => idle(to, 1)).on('data', () => undefined);
    process.send?.('ready');
  });
}
