import { beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { Report } from '#shared/report/report.ts';
import { outlineReport } from '#shared/report/report-outline.ts';
import { createTrace } from '#shared/report/trace.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { ACS, exchangeOf, makeWorld, recordLogin, recordLogout, START, type World } from '#test/fixtures/recording.ts';
import { flowsOf, kinds, reportOf as reportOfAll, troubles } from './report-of.ts';

let world: World;
let knowledge: Knowledge;
beforeAll(async () => {
  world = await makeWorld();
  knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] });
});

const reportOf = (exchanges: readonly Exchange[], known = knowledge) => reportOfAll(exchanges, known);

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
    // That no answer came, and no error, is all that there is to say.
    expect(await answered(null)).toEqual([['unknown', 'flow-broken-off']]);
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
