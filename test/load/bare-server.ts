import { createServer } from 'node:http';
import { endWithParent } from './end-with-parent.ts';

/** The yardstick: a server that does nothing but answer, in a process of its own on the same machine. */
endWithParent();
const server = createServer((_, response) => response.end('ok'));
server.listen(0, '127.0.0.1', () => {
  const bound = server.address();
  process.send?.({ url: typeof bound === 'object' && bound !== null ? `http://127.0.0.1:${bound.port}/` : '' });
});
