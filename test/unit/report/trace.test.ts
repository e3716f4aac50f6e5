import { beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { Report } from '#shared/report/report.ts';
import { outlineReport } from '#shared/report/report-outline.ts';
import { createTrace } from '#shared/report/trace.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { ACS, exchangeOf, makeWorld, recordLogin, recordLogout, START, type World } from '#test/fixtures/recording.ts';

let world: World;
let knowledge: Knowledge;
beforeAll(async () => {
  world = await makeWorld();
  knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] });
});

async function reportOf(exchanges: readonly Exchange[], known = knowledge): Promise<Report> {
  const trace = createTrace({ knowledge: known });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report();
}

const kinds = (report: Report) => report.messages.map(({ message }) => message?.kind);
const flowsOf = (report: Report) =>
  report.flows.map(({ kind, outcome, initiator, messages }) => ({ kind, outcome, initiator, messages }));
const troubles = (report: Report) =>
  report.findings.filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info').map(({ code }) => code);

describe('a healthy login and logout', () => {
  it('is one login and one logout, each message once, without an error or a warning', async () => {
    const report = await reportOf([...(await recordLogin(world)), ...(await recordLogout(world))]);
    expect(kinds(report)).toEqual(['AuthnRequest', 'Response', 'LogoutRequest', 'LogoutResponse']);
    expect(flowsOf(report)).toEqual([
      { kind: 'login', outcome: 'succeeded', initiator: 'sp', messages: [0, 1] },
      { kind: 'logout', outcome: 'succeeded', initiator: 'sp', messages: [2, 3] },
    ]);
    expect(troubles(report)).toEqual([]);
  });

  it('has every signature verified by the metadata, those of the queries included', async () => {
    const report = await reportOf([...(await recordLogin(world)), ...(await recordLogout(world))]);
    expect(report.messages.map(({ redirectSignature }) => redirectSignature?.outcome)).toEqual([
      'valid',
      undefined,
      'valid',
      'valid',
    ]);
    expect(report.messages[1]?.signatures.map(({ on, outcome }) => [on, outcome])).toEqual([['Assertion', 'valid']]);
  });

  it('knows binding and relay state, in UTF-8', async () => {
    const report = await reportOf(await recordLogin(world));
    expect(report.messages.map(({ wire }) => [wire?.binding, wire?.relayState])).toEqual([
      ['redirect', '/hub/é'],
      ['post', '/hub/é'],
    ]);
  });

  it('starts and ends with its exchanges', async () => {
    const report = await reportOf(await recordLogin(world));
    expect(report.flows[0]).toMatchObject({ startedAt: START + 100, endedAt: START + 2050 });
  });

  it('takes an IdP-initiated login for one', async () => {
    const report = await reportOf(await recordLogin(world, { requestId: null }));
    expect(flowsOf(report)).toEqual([{ kind: 'login', outcome: 'succeeded', initiator: 'idp', messages: [0] }]);
  });
});

describe('each message counts once', () => {
  it('shows what a page or a redirect announces until its request is there, then the request in its place', async () => {
    const [begin, page, post] = await recordLogin(world);
    const trace = createTrace({ knowledge });
    const seen: unknown[] = [];
    for (const exchange of [begin, page, post]) {
      if (exchange) await trace.add(exchange);
      seen.push(trace.report().messages.map(({ index, exchange: at }) => [index, at?.id]));
    }
    expect(seen).toEqual([
      [[0, 'a-1']],
      [
        [0, 'a-2'],
        [1, 'a-2'],
      ],
      [
        [0, 'a-2'],
        [1, 'a-3'],
      ],
    ]);
  });

  it('does not count an announcement that arrives after its request', async () => {
    const [begin, page, post] = await recordLogin(world);
    const report = await reportOf([post, page, begin].flatMap((exchange) => exchange ?? []));
    expect(kinds(report)).toEqual(['Response', 'AuthnRequest']);
  });

  it('keeps the message of a page whose form was never sent', async () => {
    const [begin, page] = await recordLogin(world);
    const report = await reportOf([begin, page].flatMap((exchange) => exchange ?? []));
    expect(kinds(report)).toEqual(['AuthnRequest', 'Response']);
  });

  it('takes a newer version of an exchange in the place of the older one', async () => {
    const exchanges = await recordLogin(world);
    const trace = createTrace({ knowledge });
    for (const exchange of exchanges)
      await trace.add({ ...exchange, status: null, responseText: null, redirectUrl: null });
    for (const exchange of exchanges) await trace.add(exchange);
    const report = trace.report();
    expect(kinds(report)).toEqual(['AuthnRequest', 'Response']);
    expect(report.messages[1]?.exchange?.status).toBe(302);
    expect(trace.exchanges()).toEqual(exchanges);
    expect(troubles(report)).toEqual([]);
  });

  it('keeps the objects of messages and flows that did not change', async () => {
    const trace = createTrace({ knowledge });
    for (const exchange of await recordLogin(world)) await trace.add(exchange);
    const before = trace.report();
    for (const exchange of await recordLogin(world, { name: 'b', at: START + 10_000 })) await trace.add(exchange);
    const after = trace.report();
    expect(after.messages).toHaveLength(4);
    expect(after.messages[0]).toBe(before.messages[0]);
    expect(after.messages[1]).toBe(before.messages[1]);
    expect(after.flows[0]).toBe(before.flows[0]);
    expect(trace.report()).toBe(after);
  });

  it('makes itself again when a newer version has lost a message', async () => {
    const [, , post] = await recordLogin(world);
    const [, , other] = await recordLogin(world, { name: 'b' });
    const trace = createTrace({ knowledge });
    if (post && other) for (const exchange of [post, other, { ...post, requestBody: null }]) await trace.add(exchange);
    expect(trace.report().messages.map(({ index, message }) => [index, message?.id])).toEqual([[0, '_response-b']]);
  });
});

const replayOf = (report: Report) => {
  const finding = report.findings.find(({ code, outcome }) => code === 'assertion-replayed' && outcome === 'fail');
  return finding === undefined ? null : [finding.severity, finding.message];
};

describe('several flows', () => {
  it('keeps two interleaved logins of two tabs apart', async () => {
    const one = await recordLogin(world, { name: 'a' });
    const two = await recordLogin(world, { name: 'b', at: START + 50 });
    const report = await reportOf(one.flatMap((exchange, index) => [exchange, two[index] ?? exchange]));
    expect(report.flows.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'login succeeded',
      'login succeeded',
    ]);
    expect(report.flows.map(({ messages }) => messages.map((index) => report.messages[index]?.message?.id))).toEqual([
      ['_request-a', '_response-a'],
      ['_request-b', '_response-b'],
    ]);
    expect(troubles(report)).toEqual([]);
  });

  it('joins a response that was recorded before its request, and checks it again then', async () => {
    const [, asking, post] = await recordLogin(world);
    const report = await reportOf(
      [post, asking].flatMap((exchange) => (exchange ? [{ ...exchange, responseText: null }] : [])),
    );
    expect(kinds(report)).toEqual(['Response', 'AuthnRequest']);
    expect(flowsOf(report)).toEqual([{ kind: 'login', outcome: 'succeeded', initiator: 'sp', messages: [1, 0] }]);
    expect(
      report.findings.filter(({ code, outcome }) => code.startsWith('in-response-to') && outcome !== 'pass'),
    ).toEqual([]);
  });

  it('names a replay, in the same flow, and the login has succeeded all the same', async () => {
    const login = await recordLogin(world);
    const [, , post] = login;
    const again = { ...(post ?? exchangeOf('x', 0)), id: 'again', startedAt: START + 9000 };
    const report = await reportOf([...login, again]);
    expect(flowsOf(report)).toEqual([{ kind: 'login', outcome: 'succeeded', initiator: 'sp', messages: [0, 1, 2] }]);
    expect(replayOf(report)).toEqual(['info', 2]);
  });

  it('names it as an error where it was refused the second time, and then so is the login', async () => {
    const login = await recordLogin(world);
    const [, , post] = login;
    const again = {
      ...(post ?? exchangeOf('x', 0)),
      id: 'again',
      startedAt: START + 9000,
      status: 403,
      redirectUrl: null,
    };
    const report = await reportOf([...login, again]);
    expect(report.flows[0]).toMatchObject({ outcome: 'refused', cause: { code: 'assertion-replayed' } });
    expect(replayOf(report)).toEqual(['error', 2]);
  });

  it.each([
    ['the connection was reset and the browser sent it again', { status: null, error: 'net::ERR_CONNECTION_RESET' }],
    ['a double click, whose first sending the browser gave up', { status: null, error: 'net::ERR_ABORTED' }],
    ['the application was just starting', { status: 503 }],
  ])('minds no repeat whose last delivery was taken: %s', async (_, first) => {
    const [start, asking, post] = await recordLogin(world);
    const dropped = { ...(post ?? exchangeOf('x', 0)), ...first, id: 'first', redirectUrl: null, responseHeaders: [] };
    const again = { ...(post ?? exchangeOf('x', 0)), startedAt: (post?.startedAt ?? START) + 400 };
    const report = await reportOf([start, asking, dropped, again].flatMap((each) => each ?? []));
    expect(flowsOf(report).map(({ outcome }) => outcome)).toEqual(['succeeded']);
    expect(troubles(report)).toEqual([]);
  });

  it('begins a new flow for a request with a known ID and another IssueInstant', async () => {
    const report = await reportOf([
      ...(await recordLogin(world, { name: 'a', requestId: '_always' })),
      ...(await recordLogin(world, { name: 'b', requestId: '_always', at: START + 20_000 })),
    ]);
    expect(report.flows.map(({ messages }) => messages)).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });
});

describe('logouts', () => {
  it('knows who began one, by metadata', async () => {
    const report = await reportOf([
      ...(await recordLogout(world, { name: 'y', from: 'idp' })),
      ...(await recordLogout(world, { name: 'z', from: 'sp' })),
    ]);
    expect(report.flows.map(({ initiator }) => initiator)).toEqual(['idp', 'sp']);
  });

  it('learns it from a login in the same trace, even one that comes later', async () => {
    const nothing = await knowledgeFrom({});
    const logout = await recordLogout(world, { from: 'idp' });
    const trace = createTrace({ knowledge: nothing });
    for (const exchange of logout) await trace.add(exchange);
    expect(trace.report().flows[0]?.initiator).toBe('sp');
    for (const exchange of await recordLogin(world)) await trace.add(exchange);
    expect(trace.report().flows.map(({ kind, initiator }) => [kind, initiator])).toEqual([
      ['logout', 'idp'],
      ['login', 'sp'],
    ]);
  });

  it('gives each pair of a chain of the IdP its own flow', async () => {
    const chain = await Promise.all(
      ['1', '2', '3'].map((name, index) => recordLogout(world, { name, from: 'idp', at: START + index * 1000 })),
    );
    const report = await reportOf(chain.flat());
    expect(flowsOf(report)).toEqual([
      { kind: 'logout', outcome: 'succeeded', initiator: 'idp', messages: [0, 1] },
      { kind: 'logout', outcome: 'succeeded', initiator: 'idp', messages: [2, 3] },
      { kind: 'logout', outcome: 'succeeded', initiator: 'idp', messages: [4, 5] },
    ]);
  });

  it('is incomplete without an answer', async () => {
    const report = await reportOf(await recordLogout(world, { answered: false }));
    expect(flowsOf(report)).toEqual([{ kind: 'logout', outcome: 'unknown', initiator: 'sp', messages: [0] }]);
  });

  it('has failed with PartialLogout, which stands below Success (saml-core 3.7.3.2)', async () => {
    const report = await reportOf(
      await recordLogout(world, { statusCodes: [STATUS_CODE.success, STATUS_CODE.partialLogout] }),
    );
    expect(report.flows[0]?.outcome).toBe('refused');
    expect(report.flows[0]?.cause?.code).toBe('status-not-success');
    // It is a warning of the message; of the logout it is what went wrong, and is told first.
    expect(outlineReport(report, { all: false })[0]?.title).toMatch(/^The logout was only partial/);
  });
});

describe('what failed', () => {
  it('has the finding that explains it as its cause: the status', async () => {
    const report = await reportOf(
      await recordLogin(world, { statusCodes: [STATUS_CODE.responder, STATUS_CODE.authnFailed] }),
    );
    expect(report.flows[0]).toMatchObject({ outcome: 'refused', cause: { code: 'status-not-success', message: 1 } });
  });

  it('has the finding that explains it as its cause: the audience', async () => {
    const report = await reportOf(await recordLogin(world, { audience: 'https://sp.example/saml/metadata/' }));
    expect(report.flows[0]).toMatchObject({ outcome: 'refused', cause: { code: 'audience-mismatch' } });
    expect(report.findings[0]?.code).toBe('audience-mismatch');
  });

  it('has failed when the ACS turned it away though no check knows why, and says so', async () => {
    const report = await reportOf(await recordLogin(world, { acsStatus: 500 }));
    expect(report.flows[0]).toMatchObject({
      outcome: 'refused',
      cause: {
        code: 'receiver-refused',
        variant: 'response',
        message: 1,
        facts: { status: '500', host: 'sp.example' },
      },
    });
    expect(report.findings[0]).toBe(report.flows[0]?.cause);
  });

  it('has the finding as its cause, not the refusal that followed from it', async () => {
    const report = await reportOf(await recordLogin(world, { acsStatus: 403, audience: 'https://other.example' }));
    expect(report.flows[0]).toMatchObject({ outcome: 'refused', cause: { code: 'audience-mismatch' } });
    expect(report.findings.map(({ code }) => code)).not.toContain('receiver-refused');
  });

  it('has failed when the IdP turned the request away, but not when it asked for Kerberos (401)', async () => {
    const [, asking] = await recordLogin(world);
    const answered = async (status: number | null, error: string | null = null) => {
      const exchange = { ...(asking ?? exchangeOf('x', 0)), status, error, responseText: null };
      return (await reportOf([exchange])).flows.map(({ outcome, cause }) => [outcome, cause?.code ?? null]);
    };
    expect(await answered(404)).toEqual([['refused', 'receiver-refused']]);
    expect(await answered(401)).toEqual([['unknown', null]]);
    expect(await answered(200)).toEqual([['unknown', null]]);
    expect(await answered(null)).toEqual([['unknown', null]]);
    expect(await answered(null, 'net::ERR_CONNECTION_REFUSED')).toEqual([['broken-off', 'receiver-refused']]);
  });

  it('keeps an unreadable message as a finding and reads the others (never a crash)', async () => {
    const broken = exchangeOf('broken', START, {
      method: 'POST',
      url: ACS,
      requestBody: { mimeType: null, text: 'SAMLResponse=%%%&RelayState=x', params: null },
    });
    const report = await reportOf([broken, ...(await recordLogin(world))]);
    expect(report.messages[0]).toMatchObject({ message: null, error: { name: 'WorkbenchError' } });
    expect(
      report.findings.filter(({ message }) => message === 0).map(({ code, severity }) => [code, severity]),
    ).toEqual([['message-unreadable', 'error']]);
    expect(report.flows[0]?.outcome).toBe('succeeded');
  });

  it.each([
    ['<order><item/></order>', ['error', 'other']],
    ['<samlp:Odd xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>', null],
  ])('says of XML that is no message of SAML what it is: %s', async (xml, wanted) => {
    const text = `SAMLResponse=${encodeURIComponent(Buffer.from(xml).toString('base64'))}`;
    const requestBody = { mimeType: 'application/x-www-form-urlencoded', text, params: null };
    const report = await reportOf([exchangeOf('other', START, { method: 'POST', url: ACS, requestBody })]);
    const found = report.findings.find(({ code }) => code === 'message-unreadable');
    expect(found === undefined ? null : [found.severity, found.variant]).toEqual(wanted);
  });
});

describe('what is known', () => {
  it('is unknown without keys and valid after learning the metadata', async () => {
    const trace = createTrace({ knowledge: await knowledgeFrom({}) });
    for (const exchange of await recordLogin(world)) await trace.add(exchange);
    expect(trace.report().messages[1]?.signatures[0]?.outcome).toBe('unknown');
    await trace.learn(knowledge);
    expect(trace.report().messages[1]?.signatures[0]?.outcome).toBe('valid');
    expect(troubles(trace.report())).toEqual([]);
  });

  it("does not hold the IdP's pasted certificate against what the SP signed", async () => {
    const pasted = await knowledgeFrom({ certificatePems: [world.idp.certificatePem] });
    const report = await reportOf([...(await recordLogin(world)), ...(await recordLogout(world))], pasted);
    expect(report.messages.map(({ redirectSignature }) => redirectSignature?.outcome ?? null)).toEqual([
      'unknown',
      null,
      'unknown',
      'valid',
    ]);
    expect(report.messages[1]?.signatures[0]?.outcome).toBe('valid');
    expect(troubles(report)).toEqual([]);
  });

  it("holds it against the IdP's own messages: a response that another key signed is refused", async () => {
    const pasted = await knowledgeFrom({ certificatePems: [world.idp.certificatePem] });
    const forged = await recordLogin({ ...world, idp: world.sp }, { acsStatus: 403 });
    const report = await reportOf(forged, pasted);
    expect(report.messages[1]?.signatures[0]).toMatchObject({ outcome: 'invalid', reason: 'wrong-key' });
    expect(report.flows[0]?.outcome).toBe('refused');
  });

  it('takes no key of another entity for the issuer of a message (saml-metadata 2.4.1.1)', async () => {
    const forged = await recordLogin({ ...world, idp: world.sp }, { acsStatus: 403 });
    const report = await reportOf(forged);
    expect(report.messages[1]?.signatures[0]?.outcome).toBe('invalid');
  });
});

describe('order and end', () => {
  it('keeps the order of overlapping calls', async () => {
    const trace = createTrace({ knowledge });
    const logins = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name, index) => recordLogin(world, { name, at: START + index * 5000 })),
    );
    await Promise.all(logins.flat().map((exchange) => trace.add(exchange)));
    expect(trace.exchanges().map(({ id }) => id)).toEqual(logins.flat().map(({ id }) => id));
    expect(trace.report().flows.map(({ messages }) => messages)).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
    ]);
  });

  it('forgets everything at once when cleared, calls under way included', async () => {
    const trace = createTrace({ knowledge });
    const login = await recordLogin(world);
    const adding = login.map((exchange) => trace.add(exchange));
    trace.clear();
    await Promise.all(adding);
    expect(trace.report().messages).toEqual([]);
    expect(trace.exchanges()).toEqual([]);
    for (const exchange of login) await trace.add(exchange);
    expect(kinds(trace.report())).toEqual(['AuthnRequest', 'Response']);
  });

  it('keeps the same flow ids while it grows', async () => {
    const trace = createTrace({ knowledge });
    const ids: string[][] = [];
    for (const name of ['a', 'b', 'c']) {
      for (const exchange of await recordLogin(world, { name })) await trace.add(exchange);
      ids.push(trace.report().flows.map(({ id }) => id));
    }
    expect(ids[1]?.slice(0, 1)).toEqual(ids[0]);
    expect(ids[2]?.slice(0, 2)).toEqual(ids[1]);
    expect(new Set(ids[2]).size).toBe(3);
  });
});
