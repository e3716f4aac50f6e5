import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOGIN_TRACE } from '#shared/api/login-trace.ts';
import { LOGIN_LIST } from '#shared/api/logins.ts';
import { SEEN_ATTRIBUTES } from '#shared/api/seen-attributes.ts';
import { OWNER_WORDS } from '#shared/explain/words/verdict-words.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import type { Report } from '#shared/report/report.ts';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beforeAcs, forged, idOf, idpSigner, postInstead, responseOf, unsigned } from './forge.ts';
import { idpLogoutRequest, sloUrl } from './idp-messages.ts';
import { callApi, referenceOn, reportUnder } from './reports-world.ts';

let world: CompanionWorld;
let token: string;

beforeAll(async () => {
  world = await makeCompanionWorld({
    attributes: [
      '      - { from: groups, to: group, values: { SalesUS: Sales of the States } }',
      '      - { from: email, to: email, required: true, fold: upper }',
    ].join('\n'),
  });
  token = world.companion().newToken ?? '';
});

afterAll(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

const lastRefusal = () => JSON.parse(world.lines.findLast((line) => line.includes('"event":"refused"')) ?? '{}');
const post = (browser: HttpBrowser, path: string, fields: Record<string, string>) => {
  const body = new URLSearchParams(fields).toString();
  return browser.send({ method: 'POST', url: `${world.url()}${path}`, body, initiator: 'idp.example' });
};
const NAME = { value: 'anne', format: null, nameQualifier: null, spNameQualifier: null };
const base64 = (xml: string) => Buffer.from(xml).toString('base64');

/** Every way in which a login or logout is refused: how it is brought about; the page that says so. */
const REFUSALS: readonly (readonly [code: string, bring: (browser: HttpBrowser) => Promise<HttpPage>])[] = [
  ['attribute-required-missing', withResponse((xml) => xml.replace('"email"', '"mail"'))],
  ['user-unreadable', withResponse((xml) => xml.replace('"uid"', '"id"'))],
  ['audience-mismatch', withResponse((xml) => xml.replace(/<saml:Audience>[^<]*/, '<saml:Audience>https://other'))],
  ['status-not-success', withResponse((xml) => xml.replace('status:Success', 'status:Responder'))],
  ['signature-missing', withAsItIs((xml) => unsigned(xml))],
  ['signature-invalid', withAsItIs((xml) => xml.replace('>SalesUS<', '>SalesAUS<'))],
  ['in-response-to-unknown', twice],
  ['xml-not-well-formed', (browser) => post(browser, '/hub/saml/acs', { SAMLResponse: base64('<a') })],
  ['message-kind-unexpected', (browser) => post(browser, '/hub/saml/acs', { SAMLRequest: base64(LOGOUT) })],
  ['login-of-another-browser', inAnotherBrowser],
  ['arrival-over', (browser) => browser.open(`${world.url()}/hub/saml/arrive?token=x`)],
  ['idp-other', (browser) => browser.open(`${world.url()}/hub/saml/login?entityID=https://x`)],
  ['login-option-invalid', (browser) => browser.open(`${world.url()}/hub/saml/login?forceAuthn=2`)],
  ['goodbye-over', (browser) => browser.open(`${world.url()}/hub/logout/done?token=x`)],
];

const LOGOUT = '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_x" Version="2.0"/>';

function withResponse(change: (xml: string) => string) {
  return async (browser: HttpBrowser): Promise<HttpPage> => {
    const page = await beforeAcs(world, 'Anne', browser);
    return postInstead(page, await forged(world, page, change), browser);
  };
}

function withAsItIs(change: (xml: string) => string) {
  return async (browser: HttpBrowser): Promise<HttpPage> => {
    const page = await beforeAcs(world, 'Anne', browser);
    return postInstead(page, change(responseOf(page)), browser);
  };
}

async function twice(browser: HttpBrowser): Promise<HttpPage> {
  const page = await beforeAcs(world, 'Anne', browser);
  await postInstead(page, responseOf(page), browser);
  return postInstead(page, responseOf(page), browser);
}

async function inAnotherBrowser(browser: HttpBrowser): Promise<HttpPage> {
  const page = await beforeAcs(world, 'Anne', new HttpBrowser());
  return postInstead(page, responseOf(page), browser);
}

describe('page, report and log name the same cause and the same owner', () => {
  test.each(REFUSALS)('%s', async (code, bring) => {
    const page = await bring(new HttpBrowser());
    const reference = referenceOn(page);
    expect(page.html).toContain(`<code>${code}</code>`);
    const logged = lastRefusal();
    const report = await reportUnder(world, token, reference);
    expect([logged.code, logged.reference, logged.owner]).toEqual([code, reference, report.owner]);
    expect(report).toMatchObject({
      reference,
      code,
      outcome: 'refused',
      connection: 'hub',
      page: { status: page.status },
    });
    expect(report.owner).not.toBeNull();
    expect(page.text).toContain(`Who can mend it: ${OWNER_WORDS[report.owner ?? 'user']}.`);
    expect(page.text).toContain(report.title.replaceAll(/\s+/g, ' '));
    expect(report.message).toContain(report.title);
    expect(report.message).toContain(reference);
    expect(report.reasons.map((reason) => reason.code)).toEqual(logged.codes ?? []);
  });
});

/** What the inspector says of the recording, with the metadata alone and with the connection's attribute map not known. */
async function causeInInspector(trace: string): Promise<string> {
  return (await inInspector(trace)).findings[0]?.code ?? '';
}

async function inInspector(trace: string): Promise<Report> {
  const metadataTexts = [world.idp.metadata, ...world.companion().metadata];
  return await inspectInput(trace, await knowledgeFrom({ metadataTexts }));
}

describe('a report', () => {
  test('of a login: what came, each value with where it came from, what the rules open, and the flow as succeeded', async () => {
    const browser = new HttpBrowser();
    expect((await world.logIn('Anne', browser)).text).toContain('Welcome, anne');
    const line = JSON.parse(world.lines.findLast((each) => each.includes('"event":"login"')) ?? '{}');
    const report = await reportUnder(world, token, line.reference);
    expect(report).toMatchObject({ outcome: 'logged-in', code: null, owner: null, user: 'CORP\\anne', page: null });
    expect(report.mapping?.attributes.find(({ name }) => name === 'group')?.values[0]).toEqual({
      value: 'Sales of the States',
      raw: 'SalesUS',
      from: { name: 'groups', friendlyName: 'group', nameFormat: expect.any(String) },
      changed: ['values'],
    });
    expect(report.mapping?.unused.map(({ name }) => name)).toContain('displayName');
    expect(report.access?.length).toBeGreaterThan(0);
    expect(report.report).toMatchObject({ flows: [{ kind: 'login', outcome: 'succeeded' }] });
    expect(report.connectionChanged).toBe(false);

    const trace = await browser.open(`${world.url()}/hub/saml/login-trace`);
    expect([trace.status, trace.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { trace: text, connection } = v.parse(LOGIN_TRACE, JSON.parse(trace.html));
    expect(JSON.parse(text).exchanges).toHaveLength(2);
    expect(JSON.stringify(connection)).not.toContain('PRIVATE KEY');
    expect(JSON.stringify(connection)).toContain('Sales of the States');
    const cookies = browser.cookies.header({ url: new URL(`${world.url()}/hub/`), method: 'GET', initiator: null });
    const secrets = [...cookies.matchAll(/=([^;]{20,})/g)].map(([, value]) => value ?? '');
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(trace.html).not.toContain(secret);
    expect((await new HttpBrowser().open(`${world.url()}/hub/saml/login-trace`)).status).toBe(404);
  });

  test('of a refusal: the inspector opened on the recording comes to the same cause', async () => {
    for (const [code, bring] of REFUSALS.filter(([each]) =>
      ['signature-invalid', 'audience-mismatch'].includes(each),
    )) {
      const browser = new HttpBrowser();
      const page = await bring(browser);
      const link = page.links.find(({ text }) => text === 'Inspect this login')?.href ?? '';
      expect(link).toContain(`/inspect/#login=/hub/saml/login-trace?reference=${referenceOn(page)}`);
      const path = link.slice(link.indexOf('#login=') + '#login='.length);
      const trace = await browser.open(`${world.url()}${path}`);
      const { trace: text, connection } = v.parse(LOGIN_TRACE, JSON.parse(trace.html));
      expect(await causeInInspector(text)).toBe(code);
      // Strangers are not told how a connection is set up.
      expect(connection === null).toBe(code === 'signature-invalid');
      expect((await new HttpBrowser().open(`${world.url()}${path}`)).status).toBe(404);
    }
  });

  test('of a refused logout, by redirect and by POST: what came is there to be inspected, and the inspector finds the same in it', async () => {
    const xml = idpLogoutRequest(world, { nameId: NAME, sessionIndex: 's' });
    const signed = await (await idpSigner(world)).sign(xml, idOf(xml, 'samlp:LogoutRequest'));
    const browser = new HttpBrowser();
    const pages = [
      await browser.open(await sloUrl(world, { parameter: 'SAMLRequest', xml, signer: null })),
      await post(browser, '/hub/saml/slo', { SAMLRequest: base64(signed.replace('>s<', '>other<')) }),
    ];
    for (const page of pages) {
      expect(page.status).toBe(403);
      const report = await reportUnder(world, token, referenceOn(page));
      expect([report.kind, report.hasTrace]).toEqual(['logout', true]);
      const { body } = await callApi(world, token, `/api/logins/${report.reference}/trace`);
      const { findings, flows } = await inInspector(JSON.stringify(body));
      expect([findings[0]?.code, flows[0]?.outcome, flows[0]?.owner]).toEqual([report.code, 'refused', report.owner]);
      expect(page.links.map(({ text }) => text)).toContain('Inspect this logout');
    }
  });

  test('needs the administrator; a number that nobody has is 404', async () => {
    expect((await callApi(world, 'wrong-token-wrong-token', '/api/logins')).status).toBe(401);
    expect((await callApi(world, token, '/api/logins/00000-00000')).status).toBe(404);
    expect((await callApi(world, token, '/api/logins/nonsense')).status).toBe(404);
  });

  test('stands in a list, the newest first, by connection and outcome', async () => {
    const page = await withAsItIs(unsigned)(new HttpBrowser());
    const first = v.parse(LOGIN_LIST, (await callApi(world, token, '/api/logins?outcome=refused&limit=1')).body);
    expect(first.logins.map(({ reference }) => reference)).toEqual([referenceOn(page)]);
    const next = v.parse(LOGIN_LIST, (await callApi(world, token, `/api/logins?limit=2&before=${first.next}`)).body);
    expect(next.logins.map(({ reference }) => reference)).not.toContain(referenceOn(page));
    const none = v.parse(LOGIN_LIST, (await callApi(world, token, '/api/logins?connection=other')).body);
    expect(none.logins).toEqual([]);
    expect((await callApi(world, token, '/api/logins?outcome=maybe')).status).toBe(400);
  });

  test('is not pushed out by a stranger who posts much', async () => {
    const browser = new HttpBrowser();
    await world.logIn('Grace', browser);
    const line = JSON.parse(world.lines.findLast((each) => each.includes('"event":"login"')) ?? '{}');
    const junk = new HttpBrowser();
    for (let count = 0; count < 60; count += 1) await post(junk, '/hub/saml/acs', { SAMLResponse: base64('<a') });
    expect((await reportUnder(world, token, line.reference)).user).toBe('CORP\\grace');
    const { logins } = v.parse(LOGIN_LIST, (await callApi(world, token, '/api/logins?limit=200')).body);
    expect(logins.filter(({ code }) => code === 'xml-not-well-formed').length).toBeLessThanOrEqual(40);
  });

  test('never puts a value into the log; attributes are remembered by name and count', async () => {
    expect(world.lines.join('\n')).not.toContain('SalesUS');
    const { body } = await callApi(world, token, '/api/connections/hub/seen-attributes');
    const { attributes } = v.parse(SEEN_ATTRIBUTES, body);
    expect(attributes.find(({ name }) => name === 'groups')).toMatchObject({ friendlyName: 'group' });
    expect(attributes.find(({ name }) => name === 'groups')?.logins).toBeGreaterThan(1);
    expect(JSON.stringify(body)).not.toContain('SalesUS');
  });
});
