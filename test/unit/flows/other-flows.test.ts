import { beforeAll, describe, expect, it } from 'vitest';
import { encodeBase64 } from '#shared/base/base64.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { expectLinear } from '#test/fixtures/growth.ts';
import { ACS, exchangeOf, makeWorld, recordLogin, responseXml, START, type World } from '#test/fixtures/recording.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

async function reportOf(exchanges: readonly Exchange[]): Promise<Report> {
  const trace = createTrace({
    knowledge: await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] }),
  });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report();
}
const flowsOf = (report: Report) =>
  report.flows.map(({ kind, protocol, outcome, initiator, steps }) => [
    `${kind} ${protocol} ${outcome} ${initiator}`,
    steps.map(({ role }) => role).join(' '),
  ]);
const errors = (report: Report) =>
  report.findings.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'error').map(({ code }) => code);

/** Type 4, endpoint 0, any source and handle (saml-bindings 3.6.4). */
const ARTIFACT = encodeBase64(Uint8Array.from({ length: 44 }, (_, at) => (at === 1 ? 4 : at < 4 ? 0 : at)));
const NAMESPACES =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const HEAD = `Version="2.0" IssueInstant="${new Date(START + 2000).toISOString()}"`;
const soap = (content: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${content}</s:Body></s:Envelope>`;

describe('a login by artifact (saml-profiles 5)', () => {
  const browserPart = async (status = 302) => {
    const [begin, asking] = await recordLogin(world);
    const url = `${ACS}?${new URLSearchParams({ SAMLart: ARTIFACT, RelayState: '/hub/é' })}`;
    const sent = exchangeOf('art', START + 2000, { url, status, redirectUrl: 'https://sp.example/hub' });
    return [begin, asking === undefined ? undefined : { ...asking, responseText: null }, sent].filter(
      (each) => each !== undefined,
    );
  };

  it('is one flow with its request, as far as the browser sees it', async () => {
    const report = await reportOf(await browserPart());
    expect(flowsOf(report)).toEqual([['login saml succeeded sp', 'begin request artifact']]);
    expect(errors(report)).toEqual([]);
    expect(report.findings.filter(({ code }) => code === 'relay-state-changed')).toEqual([]);
  });

  it('has failed where the SP turned the artifact away', async () => {
    const report = await reportOf(await browserPart(403));
    expect(report.flows[0]).toMatchObject({ outcome: 'refused', cause: { code: 'receiver-refused' } });
  });

  it('joins what goes over the back channel: ArtifactResolve by the artifact, ArtifactResponse by InResponseTo', async () => {
    const resolve = `<samlp:ArtifactResolve ${NAMESPACES} ID="_resolve" ${HEAD}><saml:Issuer>https://sp.example/saml/metadata</saml:Issuer><samlp:Artifact>${ARTIFACT}</samlp:Artifact></samlp:ArtifactResolve>`;
    const answer = `<samlp:ArtifactResponse ${NAMESPACES} ID="_answer" InResponseTo="_resolve" ${HEAD}><saml:Issuer>https://idp.example/metadata</saml:Issuer><samlp:Status><samlp:StatusCode Value="${STATUS_CODE.success}"/></samlp:Status>${await responseXml(world, '_request-a')}</samlp:ArtifactResponse>`;
    const call = exchangeOf('soap', START + 2010, {
      method: 'POST',
      url: 'https://idp.example/artifact',
      requestBody: { mimeType: 'text/xml', text: soap(resolve), params: null },
      responseText: soap(answer),
    });
    const report = await reportOf([...(await browserPart()), call]);
    expect(report.flows).toHaveLength(1);
    expect(report.flows[0]).toMatchObject({ outcome: 'succeeded', initiator: 'sp' });
    const kinds = report.flows[0]?.messages.map((index) => report.messages[index]?.message?.kind ?? 'artifact');
    expect(kinds).toEqual(['AuthnRequest', 'artifact', 'ArtifactResolve', 'ArtifactResponse', 'Response']);
  });
});

describe('a login by WS-Federation (ws-federation 13)', () => {
  const REALM = 'https://wsfed.example/';
  const token = async () => {
    const xml = await responseXml(world, null);
    const assertion = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)?.[0] ?? '';
    return `<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"><t:RequestedSecurityToken>${assertion.replace('<saml:Assertion ', '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ')}</t:RequestedSecurityToken></t:RequestSecurityTokenResponse>`;
  };
  const login = async (context: string | null, reply: string | null = null) => {
    const query = new URLSearchParams({
      wa: 'wsignin1.0',
      wtrealm: REALM,
      ...(context === null ? {} : { wctx: context }),
      ...(reply === null ? {} : { wreply: reply }),
    });
    const url = `https://idp.example/wsfed?${query}`;
    const form = new URLSearchParams({
      wa: 'wsignin1.0',
      wresult: await token(),
      ...(context === null ? {} : { wctx: context }),
    });
    return [
      exchangeOf('w-1', START, { url: `${REALM}start`, status: 302, redirectUrl: url }),
      exchangeOf('w-2', START + 100, { url }),
      exchangeOf('w-3', START + 2000, {
        method: 'POST',
        url: reply ?? REALM,
        status: 302,
        responseHeaders: [{ name: 'Set-Cookie', value: 'session=1; Path=/; Secure; HttpOnly' }],
        requestBody: { mimeType: 'application/x-www-form-urlencoded', text: form.toString(), params: null },
      }),
    ];
  };

  it('is joined by wctx', async () => {
    const report = await reportOf(await login('rm=0&id=passive'));
    expect(flowsOf(report)).toEqual([['login ws-federation succeeded sp', 'begin request response']]);
    expect(report.flows[0]?.participants).toMatchObject([
      { role: 'sp', entityId: REALM, hosts: ['wsfed.example'] },
      { role: 'idp', hosts: ['idp.example'] },
    ]);
  });

  it('is joined by where the answer goes where there is no wctx', async () => {
    expect(flowsOf(await reportOf(await login(null)))).toEqual([
      ['login ws-federation succeeded sp', 'begin request response'],
    ]);
    expect(flowsOf(await reportOf(await login(null, 'https://wsfed.example/signin')))).toHaveLength(1);
  });

  it('keeps a token for another place apart', async () => {
    const [begin, asking, post] = await login(null);
    const elsewhere = post === undefined ? [] : [{ ...post, url: 'https://elsewhere.test/' }];
    const report = await reportOf([begin, asking].flatMap((each) => each ?? []).concat(elsewhere));
    expect(report.flows.map(({ initiator }) => initiator)).toEqual(['sp', 'idp']);
  });
});

describe('the time line', () => {
  it('has every exchange once, in order, with the time to the next, and the page where the browser came to', async () => {
    const login = await recordLogin(world);
    const landing = exchangeOf('hub', START + 2060, { url: 'https://sp.example/hub' });
    const password = exchangeOf('pw', START + 1500, { method: 'POST', url: 'https://idp.example/login' });
    const picture = exchangeOf('png', START + 1600, {
      url: 'https://idp.example/logo.png',
      responseHeaders: [{ name: 'Content-Type', value: 'image/png' }],
    });
    const [flow] = (
      await reportOf([...login, landing, password, picture].toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0)))
    ).flows;
    expect(flow?.steps.map(({ role, exchange, latency }) => [role, exchange, latency])).toEqual([
      ['begin', 'a-1', 100],
      ['request', 'a-2', 1400],
      ['page', 'pw', 500],
      ['response', 'a-3', 60],
      ['landing', 'hub', null],
    ]);
    expect(flow?.participants).toEqual([
      { role: 'sp', entityId: 'https://sp.example/saml/metadata', hosts: ['sp.example'] },
      { role: 'idp', entityId: 'https://idp.example/metadata', hosts: ['idp.example'] },
    ]);
  });

  it('is the same whatever the order of arrival', async () => {
    const login = await recordLogin(world);
    const steps = async (exchanges: readonly Exchange[]) =>
      (await reportOf(exchanges)).flows[0]?.steps.map(({ message, ...step }) => ({
        ...step,
        carries: message !== null,
      }));
    expect(await steps(login.toReversed())).toEqual(await steps(login));
  });
});

describe('work in proportion', { timeout: 60_000 }, () => {
  /** Pairs of a page and a response. */
  const recording = (count: number, idOf: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => {
      const time = START + 60_000 * at;
      const xml = `<samlp:Response ${NAMESPACES} ID="${idOf(at)}" ${HEAD}/>`;
      const text = `SAMLResponse=${encodeURIComponent(writePostValue(xml))}`;
      const requestBody = { mimeType: null, text, params: null };
      return [
        exchangeOf(`p-${at}`, time, { url: `https://sp.example/page/${at}` }),
        exchangeOf(`s-${at}`, time + 10, { method: 'POST', url: ACS, requestBody }),
      ];
    });

  it.each<[string, (at: number) => string]>([
    ['of its own', (at) => `_id-${at}`],
    ['that is always the same', () => '_always'],
  ])('a response with an ID %s costs the same to add and to report behind many as behind few', async (_, idOf) => {
    const knowledge = await knowledgeFrom({});
    await expectLinear(
      (count) => recording(count, idOf),
      async (pairs) => {
        const trace = createTrace({ knowledge });
        for (const [page, response] of pairs) {
          if (page !== undefined) await trace.add(page);
          if (response !== undefined) await trace.add(response);
          trace.report();
        }
      },
      20,
    );
  });
});
