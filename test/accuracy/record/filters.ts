import {
  request as ask,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import type Router from '@koa/router';
import Koa from 'koa';
import type { Front } from './pair.ts';

/** What a filter answers in place of the server behind it; null: it lets the request through. */
export interface FilterAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A small server in front of another one, that answers itself what it does not let through. */
export async function startFilter(
  behind: string,
  decide: (request: IncomingMessage) => FilterAnswer | null,
  options: ServerOptions = {},
): Promise<Front> {
  const server = createServer(options, (request, response) => {
    const own = decide(request);
    if (own === null) return pass(behind, request, response);
    request.resume();
    response.writeHead(own.status, { 'content-type': 'text/html; charset=utf-8', ...own.headers }).end(own.body);
  });
  return listen(server);
}

/** A Koa application in front of another server, to which it leads whatever it has no route for. */
export function startKoa(behind: string, router: Router): Promise<Front> {
  const app = new Koa().use(router.routes()).use(router.allowedMethods());
  app.use((context) => {
    // A path that it has is its own, by whichever method: allowedMethods answers.
    if (router.match(context.path, 'GET').path.length > 0) return;
    context.respond = false;
    pass(behind, context.req, context.res);
  });
  return listen(createServer(app.callback()));
}

async function listen(server: Server): Promise<Front> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function pass(behind: string, request: IncomingMessage, response: ServerResponse): void {
  const { host, port } = new URL(behind);
  const headers = { ...request.headers, host };
  const passed = ask({ host: 'localhost', port, method: request.method, path: request.url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.writeHead(502).end());
  request.pipe(passed);
}
