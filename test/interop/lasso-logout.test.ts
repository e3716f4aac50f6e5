import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Companion, startCompanion } from '#server/companion/start.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { type LassoIdp, type LassoMessage, type LogoutBinding, startLassoIdp } from '#test/fixtures/lasso/lasso-idp.ts';

/** Where lasso's browser addresses are; nobody listens there, the test carries what goes to them. */
const AWAY = 'http://lasso.example';

interface World {
  readonly idp: LassoIdp;
  readonly companion: Companion;
  readonly browser: HttpBrowser;
  close(): Promise<void>;
}

let world: World | null = null;
const defects: unknown[] = [];
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (_: string, error: unknown) => void defects.push(error),
};

afterEach(async () => {
  await world?.close();
  world = null;
  expect(defects).toEqual([]);
});

/** A companion whose identity provider is lasso, which takes logouts by one binding alone. */
async function start(binding: LogoutBinding): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'lasso-'));
  const soap = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { body: answer } = await idp.takeRequest(body);
    response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
  });
  await new Promise<void>((done) => soap.listen(0, '127.0.0.1', done));
  const address = soap.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const idp = await startLassoIdp({ [binding]: binding === 'soap' ? `http://127.0.0.1:${port}/slo` : `${AWAY}/slo` });
  await writeFile(join(folder, 'idp.xml'), idp.metadata);
  await writeFile(
    join(folder, 'companion.yaml'),
    `connections:
  - { prefix: hub, idp: { metadata: idp.xml }, user: { id: NameID, directory: '[CORP]' }, attributes: [], logout: { allowHosts: [127.0.0.1] } }`,
  );
  const config = join(folder, 'companion.yaml');
  const companion = await startCompanion({ config, port: 0, stateFolder: join(folder, 'state'), log });
  idp.know(companion.metadata[0] ?? '');
  const close = async () => {
    await Promise.all([companion.close(), idp.close()]);
    soap.closeAllConnections();
    soap.close();
    await rm(folder, { recursive: true });
  };
  return { idp, companion, browser: new HttpBrowser(), close };
}

const goesAway = ({ url }: { url: string }) => url.startsWith(AWAY);

/** What a page of ours sends away: of a redirect the query, of a form its fields. */
function sentAway(page: HttpPage, field: 'SAMLRequest' | 'SAMLResponse') {
  const location = page.headers.get('location');
  if (location !== null) return { message: new URL(location).search.slice(1), relayState: '' };
  const fields = page.forms.find(({ action }) => action.startsWith(AWAY))?.fields ?? {};
  return { message: fields[field] ?? '', relayState: fields['RelayState'] ?? '' };
}

/** Carries a message of lasso's in the browser to the companion. */
function carry(browser: HttpBrowser, { url, body, relayState }: LassoMessage, field: string): Promise<HttpPage> {
  if (body === null) return browser.open(url ?? '', goesAway);
  const form = new URLSearchParams({ [field]: body, ...(relayState === null ? {} : { RelayState: relayState }) });
  const step = { method: 'POST', url: url ?? '', body: String(form), initiator: new URL(AWAY).hostname } as const;
  return browser.send(step, goesAway);
}

async function logIn({ idp, companion, browser }: World): Promise<void> {
  const asked = await browser.open(`${companion.url}/hub/`, goesAway);
  const page = await carry(browser, await idp.login(sentAway(asked, 'SAMLRequest').message), 'SAMLResponse');
  expect(page.text).toContain('Welcome');
}

async function isLoggedIn({ companion, browser }: World): Promise<boolean> {
  return (await browser.open(`${companion.url}/hub/qps/user`)).text.includes('userId');
}

const BINDINGS: readonly LogoutBinding[] = ['redirect', 'post', 'soap'];

describe.each(BINDINGS)('logout with lasso as the identity provider, by %s', (binding) => {
  test('begun at the companion: lasso verifies our request and ends its session, and we verify its answer', async () => {
    world = await start(binding);
    const { idp, companion, browser } = world;
    await logIn(world);
    expect(await idp.isOpen()).toBe(true);
    const left = await browser.open(`${companion.url}/hub/logout`, goesAway);
    let page = left;
    if (binding !== 'soap') {
      const { message, relayState } = sentAway(left, 'SAMLRequest');
      page = await carry(browser, await idp.takeRequest(message, relayState), 'SAMLResponse');
    }
    expect(page.text).toContain('lasso.example says that the other applications were told');
    expect([await idp.isOpen(), await isLoggedIn(world)]).toEqual([false, false]);
  });

  test('begun at lasso: the session here ends, and lasso verifies our answer', async () => {
    world = await start(binding);
    const { idp, browser } = world;
    await logIn(world);
    const begun = await idp.begin(binding, 'state of lasso');
    if (binding === 'soap') {
      const headers = { 'content-type': 'text/xml' };
      const answer = await fetch(begun.url ?? '', { method: 'POST', body: begun.body, headers });
      expect(answer.status).toBe(200);
      expect(await idp.takeAnswer(await answer.text())).toBe(STATUS_CODE.success);
    } else {
      const page = await carry(browser, begun, 'SAMLRequest');
      expect(await idp.takeAnswer(sentAway(page, 'SAMLResponse').message)).toBe(STATUS_CODE.success);
    }
    expect(await isLoggedIn(world)).toBe(false);
  });
});

test('lasso refuses our request when it was changed on its way', async () => {
  world = await start('redirect');
  const { idp, companion, browser } = world;
  await logIn(world);
  const { message } = sentAway(await browser.open(`${companion.url}/hub/logout`, goesAway), 'SAMLRequest');
  await expect(idp.takeRequest(message.replace(/RelayState=\w/, 'RelayState=~'))).rejects.toThrow(/signature/i);
  expect(await idp.isOpen()).toBe(true);
});
