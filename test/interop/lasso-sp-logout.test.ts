import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type RunningIdp, startIdp } from '#server/idp/start.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { carryMessage, messageSent } from '#test/fixtures/lasso/carry-message.ts';
import type { LogoutBinding } from '#test/fixtures/lasso/lasso-peer.ts';
import { type LassoSp, startLassoSp } from '#test/fixtures/lasso/lasso-sp.ts';
import { openSoapDoor } from '#test/fixtures/lasso/soap-door.ts';

/** Where lasso's browser addresses are; nobody listens there, the test carries what goes to them. */
const AWAY = 'http://lasso-sp.example';

interface World {
  readonly idp: RunningIdp;
  readonly sp: LassoSp;
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

/** The test identity provider with one service provider, lasso, which takes logouts by one binding alone. */
async function start(binding: LogoutBinding): Promise<World> {
  const stateFolder = await mkdtemp(join(tmpdir(), 'lasso-sp-'));
  const soap = await openSoapDoor(() => sp);
  const place = binding === 'soap' ? soap.url : `${AWAY}/slo`;
  const sp = await startLassoSp(`${AWAY}/acs`, { [binding]: place });
  const idp = await startIdp({ port: 0, stateFolder, serviceProviders: [sp.metadata], log });
  sp.know(idp.metadata);
  const close = async () => {
    await Promise.all([idp.close(), sp.close()]);
    soap.close();
    await rm(stateFolder, { recursive: true });
  };
  return { idp, sp, browser: new HttpBrowser(), close };
}

const goesAway = ({ url }: { url: string }) => url.startsWith(AWAY);

/** lasso asks for a login, verifies the answer and has a session. */
async function logIn({ sp, browser }: World): Promise<void> {
  const page = await browser.open((await sp.askLogin()).url ?? '');
  const { message } = messageSent(await browser.press(page, 'Anne', goesAway), AWAY, 'SAMLResponse');
  expect(await sp.takeLogin(message)).not.toBe('');
  expect([await sp.isOpen(), await isOpenAtIdp(world)]).toEqual([true, true]);
}

async function isOpenAtIdp(of: World | null): Promise<boolean> {
  return of !== null && (await of.browser.open(of.idp.url)).text.includes('Logged in as');
}

describe.each(['redirect', 'post', 'soap'] as const)('lasso as the service provider, asked by %s', (binding) => {
  test('logout begun at the test identity provider: lasso verifies its request, ends its session, and its answer counts', async () => {
    world = await start(binding);
    const { idp, sp, browser } = world;
    await logIn(world);
    let page = await browser.press(await browser.open(idp.url), 'Log out everywhere', goesAway);
    if (binding !== 'soap') {
      const { message } = messageSent(page, AWAY, 'SAMLRequest');
      page = await carryMessage(browser, await sp.takeRequest(message), { from: AWAY, field: 'SAMLResponse' });
    }
    expect(page.text).toContain(`${sp.entityId} logged out`);
    expect([await sp.isOpen(), await isOpenAtIdp(world)]).toEqual([false, false]);
  });
});

describe.each(['redirect', 'post'] as const)('lasso as the service provider, by %s in both directions', (binding) => {
  test('logout begun at lasso: the test identity provider verifies its request, and lasso the answer', async () => {
    world = await start(binding);
    const { sp, browser } = world;
    await logIn(world);
    const begun = await sp.begin(binding, 'state of lasso');
    const page = await carryMessage(browser, begun, { from: AWAY, field: 'SAMLRequest' });
    const { message, relayState } = messageSent(page, AWAY, 'SAMLResponse');
    expect(await sp.takeAnswer(message)).toBe(STATUS_CODE.success);
    expect(relayState).toBe('state of lasso');
    // Its own session is for the application around it to end.
    expect(await isOpenAtIdp(world)).toBe(false);
  });
});

test('the test identity provider refuses lasso’s request when it was changed on its way', async () => {
  world = await start('redirect');
  const { sp, browser } = world;
  await logIn(world);
  const { url } = await sp.begin('redirect', 'state');
  const page = await browser.open((url ?? '').replace('RelayState=state', 'RelayState=other'), goesAway);
  expect([page.status, await isOpenAtIdp(world), await sp.isOpen()]).toEqual([403, true, true]);
});
