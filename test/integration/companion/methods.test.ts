import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Companion, startCompanion } from '#server/companion/start.ts';
import { makeLog } from '#server/log/log.ts';
import { head, type RawAnswer, sendRaw } from '#test/fixtures/raw-http.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

/** What every path takes besides OPTIONS. */
const COMPANION: Readonly<Record<string, readonly string[]>> = {
  '/': ['GET', 'HEAD'],
  '/healthz': ['GET', 'HEAD'],
  '/api/knowledge': ['GET', 'HEAD'],
  '/api/about': ['GET', 'HEAD'],
  '/api/audit': ['GET', 'HEAD'],
  '/api/console-entry': ['GET', 'HEAD'],
  '/hub/console': ['GET'],
  '/api/client-keys': ['GET', 'HEAD', 'POST'],
  '/api/client-keys/x': ['DELETE'],
  '/api/connections': ['GET', 'HEAD', 'POST'],
  '/api/connections/x': ['DELETE', 'GET', 'HEAD', 'PUT'],
  '/api/connections/x/what-if': ['POST'],
  '/api/connections/x/history': ['GET', 'HEAD'],
  '/api/connections/x/history/1': ['GET', 'HEAD'],
  '/api/connections/x/metadata': ['POST'],
  '/api/connections/x/restore': ['POST'],
  '/api/connections/x/login-test': ['POST'],
  '/api/connections/x/seen-attributes': ['GET', 'HEAD'],
  '/api/metadata': ['POST'],
  '/api/console-session': ['DELETE', 'GET', 'HEAD'],
  '/api/connections/x/keys': ['GET', 'HEAD', 'POST'],
  '/api/connections/x/keys/x.pem': ['GET', 'HEAD'],
  '/api/sessions': ['DELETE', 'GET', 'HEAD'],
  '/api/sessions/x': ['DELETE', 'GET', 'HEAD'],
  '/api/logouts': ['GET', 'HEAD'],
  '/api/logouts/x': ['GET', 'HEAD'],
  '/api/logouts/x/signed': ['GET', 'HEAD'],
  '/api/logins': ['GET', 'HEAD'],
  '/api/logins/x': ['GET', 'HEAD'],
  '/api/logins/x/trace': ['GET', 'HEAD'],
  '/api/logins/x/recording': ['GET', 'HEAD'],
  '/api/connections/x/tested-values': ['GET', 'HEAD'],
  '/api/connections/x/judged': ['GET', 'HEAD'],
  '/api/connections/x/replay': ['POST'],
  '/api/link/known': ['POST'],
  '/api/access': ['GET', 'HEAD'],
  '/api/decisions/export': ['GET', 'HEAD'],
  '/api/access/value': ['GET', 'HEAD'],
  '/api/access/resource': ['GET', 'HEAD'],
  '/api/access/tables': ['GET', 'HEAD'],
  '/api/access/view-as': ['POST'],
  '/api/access/explain': ['POST'],
  '/api/decisions': ['GET', 'HEAD'],
  '/api/unused-rules': ['GET', 'HEAD'],
  '/api/reviews': ['GET', 'HEAD', 'POST'],
  '/api/reviews/draft': ['GET', 'HEAD'],
  '/api/reviews/1.csv': ['GET', 'HEAD'],
  '/console/': ['GET', 'HEAD'],
  '/console/keys': ['GET', 'HEAD'],
  '/console/login': ['POST'],
  '/favicon.ico': ['GET', 'HEAD'],
  '/pages/style.css': ['GET', 'HEAD'],
  '/pages/icon.svg': ['GET', 'HEAD'],
  '/pages/session.js': ['GET', 'HEAD'],
  '/inspect': ['GET', 'HEAD'],
  '/inspect/': ['GET', 'HEAD'],
  '/hub/': ['GET'],
  '/hub/app/us': ['GET'],
  '/hub/app/us/rows.csv': ['GET'],
  '/hub/app/us/view-as': ['GET', 'POST'],
  '/hub/saml/login': ['GET'],
  '/hub/saml/acs': ['POST'],
  '/hub/saml/arrive': ['GET'],
  '/hub/saml/login-test': ['GET'],
  '/hub/saml/login-test/x': ['GET'],
  '/hub/saml/login-trace': ['GET'],
  '/hub/saml/slo': ['GET', 'POST'],
  '/hub/saml/slo/soap': ['POST'],
  '/hub/saml/metadata': ['GET'],
  '/hub/logout': ['GET', 'POST'],
  '/hub/logout/continue': ['GET'],
  '/hub/logout/done': ['GET'],
  '/hub/logout/receipt': ['GET'],
  '/hub/session/events': ['GET'],
  '/hub/session/state': ['GET'],
  '/hub/qps/user': ['DELETE', 'GET'],
  '/qps/openapi.json': ['GET', 'HEAD'],
  '/qps/hub/ticket': ['POST'],
  '/qps/hub/session': ['GET', 'HEAD', 'POST'],
  '/qps/hub/session/x': ['DELETE', 'GET', 'HEAD'],
  '/qps/hub/user/x/y': ['DELETE', 'GET', 'HEAD'],
};

const IDP: Readonly<Record<string, readonly string[]>> = {
  '/': ['GET', 'HEAD'],
  '/metadata': ['GET', 'HEAD'],
  '/favicon.ico': ['GET', 'HEAD'],
  '/pages/style.css': ['GET', 'HEAD'],
  '/pages/icon.svg': ['GET', 'HEAD'],
  '/faults.json': ['GET', 'HEAD'],
  '/fault/unsigned': ['GET', 'HEAD'],
  '/fault/unsigned/login': ['GET'],
  '/start': ['GET'],
  '/login': ['POST'],
  '/logout': ['POST'],
  '/logout/skip': ['POST'],
  '/sso': ['GET', 'POST'],
  '/sso/x': ['GET'],
  '/slo': ['GET', 'POST'],
};

/** Each matter's calls have a file of their own. */
const API_FILES = (await readdir('server/api')).filter((name) => name.endsWith('-calls.ts'));

/** Where routes are, below which path, and the table above that has them. */
const ROUTES = [
  ['server/companion/root-app.ts', '', COMPANION],
  ['server/companion/connection-app.ts', '/hub', COMPANION],
  ['server/companion/console-app.ts', '/console', COMPANION],
  ['server/companion/companion-api.ts', '/api', COMPANION],
  ['server/access/qps-app.ts', '/qps', COMPANION],
  ...API_FILES.map((file) => [`server/api/${file}`, '/api', COMPANION] as const),
  ['server/idp/app.ts', '', IDP],
] as const;

test.each(ROUTES)('every route of %s is in the table', async (file, base, table) => {
  const routes = [...(await readFile(file, 'utf8')).matchAll(/\brouter\.(get|post|put|patch|delete)\('([^']+)'/g)];
  const named = Object.entries(table).flatMap(([path, methods]) => methods.map((method) => `${method} ${path}`));
  const missing = routes.flatMap(([, method = '', path = '']) => {
    const form = new RegExp(`^${method.toUpperCase()} ${base}${path.replaceAll(/:\w+/g, '[^/]+')}$`);
    return named.some((each) => form.test(each)) ? [] : [`${method} ${path}`];
  });
  expect(routes.length).toBeGreaterThan(0);
  expect(missing, 'add to test/integration/companion/methods.test.ts a line of each').toEqual([]);
});

let world: CompanionWorld;
let folder: string;
let companion: Companion;

beforeAll(async () => {
  world = await makeCompanionWorld();
  folder = await mkdtemp(join(tmpdir(), 'methods-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Inspector</title>');
  companion = await startCompanion({
    config: join(world.folder, 'companion.yaml'),
    port: 0,
    stateFolder: join(folder, 'state'),
    log: makeLog({ write: () => undefined }),
    inspectorFolder: folder,
    consoleFolder: folder,
  });
});

afterAll(async () => {
  await Promise.all([companion.close(), world.close()]);
  await rm(folder, { recursive: true });
});

async function ask(port: number, method: string, path: string): Promise<RawAnswer> {
  const { answers } = await sendRaw(port, head(`${method} ${path} HTTP/1.1`, 'Host: localhost', 'Content-Length: 0'));
  const [answer] = answers;
  if (answer === undefined) throw new Error(`no answer to ${method} ${path}`);
  return answer;
}

async function expectTrueAllow(port: number, path: string, methods: readonly string[]): Promise<void> {
  const allow = [...methods, 'OPTIONS'].join(', ');
  for (const method of METHODS) {
    const { status, headers } = await ask(port, method, path);
    expect(headers.get('x-frame-options'), method).toBe('DENY');
    if (method === 'OPTIONS') expect([method, status, headers.get('allow')]).toEqual([method, 204, allow]);
    else if (methods.includes(method)) expect([method, status], method).not.toEqual([method, 405]);
    else expect([method, status, headers.get('allow')]).toEqual([method, 405, allow]);
  }
}

describe('what Allow lists works, and what it does not list is refused', () => {
  test.each(Object.entries(COMPANION))('by the companion: %s', async (path, methods) => {
    await expectTrueAllow(companion.port, path, methods);
  });

  test.each(Object.entries(IDP))('by the test IdP: %s', async (path, methods) => {
    await expectTrueAllow(Number(new URL(world.idp.url).port), path, methods);
  });
});

test('a redirect to the right case has the security headers', async () => {
  for (const path of ['/HUB/', '/hub', '/HuB/app/us?x=%2f']) {
    const { status, headers } = await ask(companion.port, 'POST', path);
    expect([status, headers.get('x-content-type-options')]).toEqual([308, 'nosniff']);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  }
});

test('an address that is none, or is written in another case, is a 404, whatever the method', async () => {
  for (const path of ['/nowhere', '/hub/nowhere', '/pages/nothing.css', '/hub/LOGOUT', '/hub/Saml/login', '/Healthz']) {
    for (const method of METHODS) expect((await ask(companion.port, method, path)).status).toBe(404);
  }
});
