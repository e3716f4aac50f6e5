import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Companion, startCompanion } from '#server/companion/start.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { carryMessage, messageSent } from '#test/fixtures/lasso/carry-message.ts';
import { type LassoIdp, startLassoIdp } from '#test/fixtures/lasso/lasso-idp.ts';
import type { LogoutBinding } from '#test/fixtures/lasso/lasso-peer.ts';
import { openSoapDoor } from '#test/fixtures/lasso/soap-door.ts';

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
  const soap = await openSoapDoor(() => idp);
  const idp = await startLassoIdp({ [binding]: binding === 'soap' ? soap.url : `${AWAY}/slo` });
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
    soap.close();
    await rm(folder, { recursive: true });
  };
  return { idp, companion, browser: new HttpBrowser(), close };
}

const goesAway = ({ url }: { url: string }) => url.startsWith(AWAY);

async function logIn({ idp, companion, browser }: World): Promise<void> {
  const asked = await browser.open(`${companion.url}/hub/`, goesAway);
  const page = await carryMessage(browser, await idp.login(messageSent(asked, AWAY, 'SAMLRequest').message), {
    from: AWAY,
    field: 'SAMLResponse',
  });
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
      const { message, relayState } = messageSent(left, AWAY, 'SAMLRequest');
      page = await carryMessage(browser, await idp.takeRequest(message, relayState), {
        from: AWAY,
        field: 'SAMLResponse',
      });
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
      const page = await carryMessage(browser, begun, { from: AWAY, field: 'SAMLRequest' });
      expect(await idp.takeAnswer(messageSent(page, AWAY, 'SAMLResponse').message)).toBe(STATUS_CODE.success);
    }
    expect(await isLoggedIn(world)).toBe(false);
  });
});

test('lasso refuses our request when it was changed on its way', async () => {
  world = await start('redirect');
  const { idp, companion, browser } = world;
  await logIn(world);
  const { message } = messageSent(await browser.open(`${companion.url}/hub/logout`, goesAway), AWAY, 'SAMLRequest');
  await expect(idp.takeRequest(message.replace(/RelayState=\w/, 'RelayState=~'))).rejects.toThrow(/signature/i);
  expect(await idp.isOpen()).toBe(true);
});
