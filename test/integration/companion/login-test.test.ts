import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { forged, isAcs, postInstead, responseOf } from './forge.ts';
import { beginTest, callApi, referenceOn, reportUnder } from './reports-world.ts';

let world: CompanionWorld;
let token: string;

beforeAll(async () => {
  world = await makeCompanionWorld({
    attributes: '      - { from: groups, to: group }\n      - { from: email, to: email, required: true }',
  });
  token = world.companion().newToken ?? '';
});

afterAll(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

const isLoggedIn = async (browser: HttpBrowser) =>
  'userId' in JSON.parse((await browser.open(`${world.url()}/hub/qps/user`)).html);

/** A test on its way back to the companion, as Anne. */
async function beforeAnswer(browser: HttpBrowser) {
  const begun = await beginTest(world, token);
  const page = await browser.open(begun.startUrl, isAcs);
  return { begun, page: await browser.press(page, 'Anne', isAcs) };
}

describe('a login test', () => {
  test('that would log somebody in: report, mapping and rules, and no session', async () => {
    const browser = new HttpBrowser();
    const { begun, page } = await beforeAnswer(browser);
    const result = await postInstead(page, responseOf(page), browser);
    expect(result.text).toContain('The login test passed');
    expect(result.url).toBe(`${world.url()}/hub/saml/login-test/${begun.reference}`);
    expect(result.text).toContain('SalesUS');
    expect(result.text).toContain('What the rules would open, and what of the data');
    expect(referenceOn(result)).toBe(begun.reference);
    expect(await isLoggedIn(browser)).toBe(false);
    expect(await reportUnder(world, token, begun.reference)).toMatchObject({
      ...{ kind: 'test', outcome: 'passed', user: 'CORP\\anne', connection: 'hub' },
    });
    // What it brought is used up: it logs nobody in afterwards.
    const again = await postInstead(page, responseOf(page), browser);
    expect(again.html).toContain('<code>in-response-to-unknown</code>');
    const { body } = await callApi(world, token, '/api/audit?limit=1');
    expect(body).toMatchObject({ entries: [{ action: 'login-tested', subject: 'hub' }] });
  });

  test('shows its values to the session of the console that began it, and to no other', async () => {
    const signIn = async (): Promise<Readonly<Record<string, string>>> => {
      const ours = { Origin: world.url(), 'X-Workbench-Console': '1', 'Content-Type': 'application/json' };
      const body = JSON.stringify({ token });
      const { headers } = await fetch(`${world.url()}/console/login`, { method: 'POST', headers: ours, body });
      return { ...ours, Cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' };
    };
    const [own, other] = [await signIn(), await signIn()];
    const begun = await fetch(`${world.url()}/api/connections/hub/login-test`, { method: 'POST', headers: own });
    const { startUrl, reference } = (await begun.json()) as { startUrl: string; reference: string };
    const browser = new HttpBrowser();
    const page = await browser.press(await browser.open(startUrl, isAcs), 'Anne', isAcs);
    await postInstead(page, responseOf(page), browser);
    const values = (headers: HeadersInit, prefix = 'hub') =>
      fetch(`${world.url()}/api/connections/${prefix}/tested-values?reference=${reference}`, { headers });
    const answer = await values(own);
    const { attributes } = (await answer.json()) as { attributes: readonly { name: string; values: string[] }[] };
    expect(attributes.find(({ name }) => name === 'groups')?.values).toEqual(['SalesUS']);
    expect(attributes.find(({ name }) => name === 'displayName')?.values).toEqual(['Anne Foster']);
    for (const headers of [other, { Authorization: `Bearer ${token}` }]) {
      const refused = await values(headers);
      expect([refused.status, await refused.text()]).toEqual([404, expect.not.stringContaining('SalesUS')]);
    }
    expect((await values({})).status).toBe(401);
    expect((await values(own, 'no-other')).status).toBe(404);
  });

  test('is recorded for the inspector of whoever is signed in, by the connection with its whole map', async () => {
    const browser = new HttpBrowser();
    const { begun, page } = await beforeAnswer(browser);
    await postInstead(page, responseOf(page), browser);
    const path = `/api/logins/${begun.reference}/recording`;
    const { status, body } = await callApi(world, token, path);
    expect([status, body]).toMatchObject([200, { reference: begun.reference, connection: { attributes: [{}, {}] } }]);
    expect(JSON.stringify(body)).not.toContain('PRIVATE KEY');
    expect((await fetch(`${world.url()}${path}`)).status).toBe(401);
    expect((await callApi(world, token, '/api/logins/AAAAA-AAAAA/recording')).status).toBe(404);
  });

  test.each([
    ['attribute-required-missing', (xml: string) => xml.replace('"email"', '"urn:oid:0.9.2342.19200300.100.1.3"')],
    ['status-not-success', (xml: string) => xml.replace('status:Success', 'status:Responder')],
  ])('that is refused: %s, with the message for whoever must act', async (code, change) => {
    const browser = new HttpBrowser();
    const { begun, page } = await beforeAnswer(browser);
    const result = await postInstead(page, await forged(world, page, change), browser);
    const report = await reportUnder(world, token, begun.reference);
    expect(report).toMatchObject({ kind: 'test', outcome: 'refused', code });
    expect(result.status).toBe(200);
    expect(result.text).toContain('The login test was refused');
    expect(result.text).toContain(report.title);
    expect(result.text).toContain('For whoever has to act');
    expect(await isLoggedIn(browser)).toBe(false);
  });

  test('ends as a test also where the identity provider loses RelayState or sends what cannot be read', async () => {
    const browser = new HttpBrowser();
    const { begun, page } = await beforeAnswer(browser);
    const [form] = page.forms;
    if (form === undefined) throw new Error('there is no form');
    const lost = await browser.submit(page, { ...form, fields: { SAMLResponse: form.fields['SAMLResponse'] ?? '' } });
    expect(referenceOn(lost)).toBe(begun.reference);

    const other = new HttpBrowser();
    const broken = await beforeAnswer(other);
    const unread = await postInstead(broken.page, '<a', other);
    expect(referenceOn(unread)).toBe(broken.begun.reference);
    expect(unread.text).toContain('The login test was refused');
  });

  test('belongs to the browser that began it, begins once, and only by an administrator', async () => {
    const browser = new HttpBrowser();
    const { begun, page } = await beforeAnswer(browser);
    const result = await postInstead(page, responseOf(page), browser);
    const stranger = new HttpBrowser();
    for (const path of [result.url, `${world.url()}/hub/saml/login-trace?reference=${begun.reference}`])
      expect((await stranger.open(path)).text).not.toContain('anne');
    expect((await stranger.open(result.url)).html).toContain('<code>login-test-over</code>');
    expect((await stranger.open(begun.startUrl)).html).toContain('<code>login-test-over</code>');
    expect((await browser.open(`${world.url()}/hub/saml/login-trace?reference=${begun.reference}`)).status).toBe(200);
    const path = '/api/connections/hub/login-test';
    expect((await fetch(`${world.url()}${path}`, { method: 'POST' })).status).toBe(401);
    expect((await callApi(world, token, '/api/connections/none/login-test', 'POST')).status).toBe(404);
  });

  test('is over after five minutes', async () => {
    let ahead = 0;
    const later = await makeCompanionWorld({ clock: () => Date.now() + ahead });
    const begun = await beginTest(later, later.companion().newToken ?? '');
    ahead = 5 * 60_000 + 1000;
    expect((await new HttpBrowser().open(begun.startUrl)).html).toContain('<code>login-test-over</code>');
    await later.close();
  });
});
