import { inflateRawSync } from 'node:zlib';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JUDGED_ANSWER, KNOWN_ANSWER, REPLAY_ANSWER, type ReplayAnswer } from '#shared/api/link.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { parseConnection } from '#shared/saml/connection/read-connection.ts';
import { type ApiClient, administrator, consoleClient } from '#test/fixtures/api-client.ts';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import type { Reach } from '../../../extension/messaging/reach.ts';
import { linkWith } from '../../../extension/store/link/companion-link.ts';
import { judgeByCompanion } from '../../../extension/store/link/judge-by-companion.ts';
import { createTrust } from '../../../extension/store/trust/trust.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beforeAcs, postInstead, responseOf } from './forge.ts';

let world: CompanionWorld;
let admin: ApiClient;
let token: string;

beforeAll(async () => {
  world = await makeCompanionWorld();
  token = world.companion().newToken ?? '';
  admin = administrator(world.url, token);
});
afterAll(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

const bodyOf = (xml: string) => `SAMLResponse=${encodeURIComponent(Buffer.from(xml).toString('base64'))}`;
const idOf = (xml: string) => /\sID="([^"]+)"/.exec(xml)?.[1] ?? '';
async function replayed(raw: string, more: object = {}): Promise<ReplayAnswer> {
  const { status, body } = await admin.call('POST', '/api/connections/hub/replay', { binding: 'form', raw, ...more });
  expect([status, status === 200 ? '' : body]).toEqual([200, '']);
  return v.parse(REPLAY_ANSWER, body);
}
async function known(ids: readonly string[]) {
  const { status, body } = await admin.call('POST', '/api/link/known', { ids });
  expect(status).toBe(200);
  return v.parse(KNOWN_ANSWER, body);
}
/** A login that waits for its Response, by a browser of its own. */
async function waiting(): Promise<{ browser: HttpBrowser; page: HttpPage; xml: string }> {
  const browser = new HttpBrowser();
  const page = await beforeAcs(world, 'Anne', browser);
  return { browser, page, xml: responseOf(page) };
}

describe('a recorded message, judged by the gate', () => {
  test('says what its user would see, and nothing comes of it: the login goes on as if nobody had asked', async () => {
    const { browser, page, xml } = await waiting();
    for (const _ of [1, 2]) {
      const answer = await replayed(bodyOf(xml));
      expect(answer).toMatchObject({ verdict: 'accept', message: 'Response', reasons: [], isUsed: false });
      expect(answer.mapping?.user).toEqual({ userId: 'anne', userDirectory: 'CORP' });
      expect(answer.access?.find(({ stream }) => stream === 'SalesUS')).toMatchObject({ allowed: true });
    }
    const { body: before } = await admin.call('GET', '/api/logins?limit=1');
    const arrived = await postInstead(page, xml, browser);
    expect(arrived.url).toBe(`${world.url()}/hub/`);
    expect(before).toMatchObject({ logins: [] });
    expect(await replayed(bodyOf(xml))).toMatchObject({ verdict: 'accept', isUsed: true });
    const { body } = await admin.call('GET', '/api/audit?limit=1');
    expect(body).toMatchObject({ entries: [{ action: 'login-replayed', subject: 'hub', facts: { code: 'accept' } }] });
  });

  test('is refused for what it is refused for in earnest, with what to change; times are judged at the moment that is given', async () => {
    const { xml } = await waiting();
    const changed = await replayed(bodyOf(xml.replace('anne.foster@', 'ANNE.FOSTER@')));
    expect(changed).toMatchObject({ verdict: 'reject', mapping: null, access: null });
    expect(changed.reasons[0]).toMatchObject({ code: 'signature-invalid', outcome: 'fail' });
    expect(changed.reasons[0]?.fix).not.toBe('');
    const late = await replayed(bodyOf(xml), { at: Date.now() + 86_400_000 });
    expect(late.reasons.map(({ code }) => code)).toContain('issue-instant');
    // Who it says it is can be told all the same: the signature holds.
    expect(late.mapping?.user?.userId).toBe('anne');
  });

  test('is for the administrator alone, and takes no more than a form may have', async () => {
    const question = { binding: 'form', raw: bodyOf('<a/>') };
    for (const path of ['/api/connections/hub/replay', '/api/link/known'])
      expect((await fetch(`${world.url()}${path}`, { method: 'POST', body: JSON.stringify(question) })).status).toBe(
        401,
      );
    expect((await fetch(`${world.url()}/api/connections/hub/judged`)).status).toBe(401);
    const large = { binding: 'form', raw: `SAMLResponse=${'A'.repeat(1024 * 1024 + 1)}` };
    expect(await admin.call('POST', '/api/connections/hub/replay', large)).toMatchObject({ status: 400 });
    for (const wrong of [{}, { binding: 'soap', raw: 'x' }, { ...question, more: 1 }, { ...question, at: -1 }])
      expect(await admin.call('POST', '/api/connections/hub/replay', wrong)).toMatchObject({ status: 400 });
    expect(await admin.call('POST', '/api/connections/nobody/replay', question)).toMatchObject({ status: 404 });
    const unreadable = { binding: 'form', raw: 'SAMLResponse=%%%' };
    expect((await admin.call('POST', '/api/connections/hub/replay', unreadable)).status).toBe(400);
  });

  test('of a page of another site nothing is answered that it could read', async () => {
    const headers = { Authorization: `Bearer ${token}`, Origin: 'https://evil.example' };
    const answer = await fetch(`${world.url()}/api/connections`, { headers });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    const asked = await fetch(`${world.url()}/api/link/known`, { method: 'OPTIONS', headers });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('what became of messages', () => {
  test('is found by their IDs: what was accepted and what was refused, each with its recording', async () => {
    const [good, bad] = [await waiting(), await waiting()];
    await postInstead(good.page, good.xml, good.browser);
    const tampered = bad.xml.replace('anne.foster@', 'ANNE.FOSTER@');
    await postInstead(bad.page, tampered, bad.browser);
    const { logins, logouts } = await known([idOf(good.xml), idOf(bad.xml), '_nobody']);
    const outcomes = new Map(logins.map(({ message, login }) => [message, [login.outcome, login.code]]));
    expect(Object.fromEntries(outcomes)).toEqual({
      [idOf(good.xml)]: ['logged-in', null],
      [idOf(bad.xml)]: ['refused', 'signature-invalid'],
    });
    expect(logouts).toEqual([]);
    for (const { trace } of logins) expect(JSON.parse(trace ?? '')).toBeTypeOf('object');
    // Where a secret of ours stood, a word stands for it.
    expect(JSON.stringify(logins)).toContain('=not-kept');
  });

  test('a logout is found by the request that went out for it, with what is known at each participant', async () => {
    const { browser, page, xml } = await waiting();
    const hub = await postInstead(page, xml, browser);
    await browser.click(hub, 'Log out');
    const out = browser.visits
      .map(({ url }) => new URL(url).searchParams.get('SAMLRequest'))
      .findLast((each) => each !== null);
    const id = idOf(inflateRawSync(Buffer.from(out ?? '', 'base64')).toString());
    const { logouts } = await known([id]);
    expect(logouts.map(({ message, receipt }) => [message, receipt.connection])).toEqual([[id, 'hub']]);
    expect(logouts[0]?.receipt.parts.find(({ who }) => who === 'idp')?.asked).toBe('redirect');
    // By the session that ended, too: over the back channel no browser sees a request.
    const session = /SessionIndex="([^"]+)"/.exec(xml)?.[1] ?? '';
    expect((await known([session])).logouts.map(({ receipt }) => receipt.reference)).toEqual([
      logouts[0]?.receipt.reference,
    ]);
  });

  test('no more IDs are looked for than a flow has', async () => {
    const ids = Array.from({ length: 51 }, (_, index) => `_${index}`);
    expect((await admin.call('POST', '/api/link/known', { ids })).status).toBe(400);
    expect((await admin.call('POST', '/api/link/known', { ids: ['x'.repeat(301)] })).status).toBe(400);
  });
});

describe('a panel that is linked', () => {
  const reach: Reach = {
    span: 'any',
    ask: async () => ({ isGranted: true, giveBack: async () => undefined }),
    request: async ({ url, ...options }) => {
      const answer = await fetch(url, { ...options, headers: { ...options.headers } });
      return { status: answer.status, text: await answer.text() };
    },
  };
  const inspected = async (input: string) => {
    const [message] = (await inspectInput(input, await knowledgeFrom({}))).messages;
    if (message === undefined) throw new Error('there is a message');
    return message;
  };

  test('replays what was recorded by a form and what was pasted alike, judges by the connection, and hears what became of it', async () => {
    const link = await linkWith(reach, ` ${world.url()}/ `, ` ${token}\n`);
    expect(link.connections).toEqual([{ prefix: 'hub', description: expect.any(String), idp: world.idp.entityId }]);
    const { browser, page, xml } = await waiting();
    const pasted = await inspected(xml);
    expect(await link.replay(pasted, null)).toMatchObject({ verdict: 'accept', isUsed: false });
    const posted = await inspected(bodyOf(xml));
    expect(await link.replay(posted, Date.now())).toMatchObject({ verdict: 'accept', isUsed: false });
    await postInstead(page, xml, browser);
    expect((await link.known([idOf(xml)])).logins.map(({ login }) => login.outcome)).toEqual(['logged-in']);
    const trust = createTrust();
    await judgeByCompanion(link, trust);
    expect(trust.knowledge.value.connection?.sp.acs).toBe(`${world.url()}/hub/saml/acs`);
    expect(trust.items.value.map(({ kind, text }) => [kind, text])).toEqual([['connection', null]]);
  });

  test('adds a row to the map as a version of its own, with its author, and takes it back', async () => {
    const link = await linkWith(reach, world.url(), token);
    const rows = async () => trustedRows(await link.judged());
    const before = await rows();
    const takeBack = await link.addRow({ from: 'department', to: 'department' });
    expect(await rows()).toEqual([...before, 'department']);
    const { body } = await admin.call('GET', '/api/audit?limit=1');
    expect(body).toMatchObject({
      entries: [{ action: 'connection-changed', subject: 'hub', actor: { name: "the administrator's token" } }],
    });
    await takeBack();
    expect(await rows()).toEqual(before);
  });

  test('says in one line what is wrong with a token, an address, and what answers there', async () => {
    await expect(linkWith(reach, world.url(), 'wrong-token')).rejects.toMatchObject({ code: 'link-token' });
    await expect(linkWith(reach, world.idp.url, token)).rejects.toMatchObject({ code: 'link-unknown' });
    const link = await linkWith(reach, world.url(), token);
    await expect(link.choose('nobody').judged()).rejects.toMatchObject({ code: 'link-refused' });
  });
});

/** Names of what the map of a connection makes. */
function trustedRows(connection: unknown): readonly string[] {
  const rows = v.parse(v.object({ attributes: v.array(v.object({ to: v.string() })) }), connection);
  return rows.attributes.map(({ to }) => to);
}

describe('the connection to judge by', () => {
  test('reads as a connection file, and has no key in it', async () => {
    const { body } = await (await consoleClient(world.url, token)).call('GET', '/api/connections/hub/judged');
    const { connection } = v.parse(JUDGED_ANSWER, body);
    expect(JSON.stringify(connection)).not.toContain('PRIVATE KEY');
    const asItIs = async (text: string) => text;
    const read = await parseConnection(connection, { metadata: asItIs, pem: asItIs });
    expect([read.idp.entityId, read.sp.acs, read.sp.key]).toEqual([
      world.idp.entityId,
      `${world.url()}/hub/saml/acs`,
      null,
    ]);
  });
});
