import { beforeAll, describe, expect, it } from 'vitest';
import { encodeBase64 } from '#shared/base/base64.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Report } from '#shared/report/report.ts';
import { createTrace } from '#shared/report/trace.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { ACS, exchangeOf, IDP, makeWorld, SP, START, type World } from '#test/fixtures/recording.ts';
import { response11 } from '#test/fixtures/saml11.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const TARGET = 'https://sp.example/app?x=1';
const made = (inResponseTo: string | null = null) =>
  response11({ idp: IDP, audience: SP, recipient: ACS, now: START + 1000, inResponseTo });
const formBody = (fields: Record<string, string>) => ({
  mimeType: 'application/x-www-form-urlencoded',
  text: new URLSearchParams(fields).toString(),
  params: null,
});

async function reportOf(exchanges: readonly Exchange[]): Promise<Report> {
  const knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] });
  const trace = createTrace({ knowledge });
  for (const exchange of exchanges) await trace.add(exchange);
  return trace.report();
}

describe('a login by the Browser/POST profile of SAML 1.1 (saml-bindings-1.1 4.1.2)', () => {
  const login = async (xml: string, status = 302) => {
    const value = writePostValue(await world.idp.sign(xml, '_response'));
    const page = `<form method="post" action="${ACS}"><input name="SAMLResponse" value="${value}"/><input name="TARGET" value="${TARGET}"/></form>`;
    return [
      exchangeOf('1', START, {
        url: `https://idp.example/sso?TARGET=${encodeURIComponent(TARGET)}`,
        responseText: page,
      }),
      exchangeOf('2', START + 2000, {
        method: 'POST',
        url: ACS,
        status,
        requestBody: formBody({ SAMLResponse: value, TARGET }),
        redirectUrl: status === 302 ? TARGET : null,
      }),
      exchangeOf('3', START + 2100, { url: TARGET }),
    ];
  };

  it('is a flow with its participants, its time line and the TARGET it leads to', async () => {
    const report = await reportOf(await login(made()));
    expect(report.flows).toMatchObject([{ kind: 'login', protocol: 'saml', outcome: 'succeeded', initiator: 'idp' }]);
    const [flow] = report.flows;
    expect(flow?.participants).toEqual([
      { role: 'sp', entityId: SP, hosts: ['sp.example'] },
      { role: 'idp', entityId: IDP, hosts: [] },
    ]);
    expect(flow?.steps.map(({ role }) => role)).toEqual(['response', 'landing']);
    expect(report.messages.map(({ wire }) => wire?.relayState)).toEqual([TARGET]);
    expect(report.findings.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'error')).toEqual([]);
  });

  it('has failed where the IdP says so, and the status is the cause', async () => {
    const xml = made()
      .replace('"samlp:Success"', '"samlp:Responder"')
      .replace(/<saml:Assertion [\s\S]*<\/saml:Assertion>/, '');
    const [flow] = (await reportOf(await login(xml))).flows;
    expect(flow).toMatchObject({ outcome: 'refused', cause: { code: 'status-not-success' } });
  });

  it('has failed where the SP turned it away', async () => {
    const [flow] = (await reportOf(await login(made(), 500))).flows;
    expect(flow).toMatchObject({ outcome: 'refused', cause: { code: 'idp-initiated-refused' } });
  });

  it('that is posted a second time is a replay', async () => {
    const exchanges = await login(made());
    const again = exchanges.slice(1, 2).map((each) => ({ ...each, id: '9', startedAt: START + 9000 }));
    const report = await reportOf([...exchanges, ...again]);
    expect(report.flows).toHaveLength(1);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'assertion-replayed', outcome: 'fail', variant: 'response' }),
    );
  });
});

describe('a login by the Browser/Artifact profile of SAML 1.1 (saml-bindings-1.1 4.1.1)', () => {
  const ARTIFACT = encodeBase64(Uint8Array.from({ length: 42 }, (_, at) => (at === 1 ? 1 : at)));
  const soap = (content: string) =>
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${content}</s:Body></s:Envelope>`;

  it('joins the artifact, the request that resolves it and the answer', async () => {
    const request = `<samlp:Request xmlns:samlp="urn:oasis:names:tc:SAML:1.0:protocol" RequestID="_ask" MajorVersion="1" MinorVersion="1" IssueInstant="2026-01-10T12:00:01Z"><samlp:AssertionArtifact>${ARTIFACT}</samlp:AssertionArtifact></samlp:Request>`;
    const answer = soap(await world.idp.sign(made('_ask'), '_response'));
    const report = await reportOf([
      exchangeOf('1', START, { url: `${ACS}?${new URLSearchParams({ SAMLart: ARTIFACT, TARGET })}`, status: 302 }),
      exchangeOf('2', START + 1000, {
        method: 'POST',
        url: 'https://idp.example/responder',
        requestBody: { mimeType: 'text/xml', text: soap(request), params: null },
        responseText: answer,
      }),
    ]);
    expect(report.flows).toMatchObject([{ kind: 'login', outcome: 'succeeded' }]);
    expect(report.flows[0]?.messages).toHaveLength(3);
    expect(report.flows[0]?.participants).toMatchObject([{ entityId: SP }, { entityId: IDP }]);
  });
});

describe('a login by WS-Federation with a token of SAML 1.1 (ws-federation 13)', () => {
  const REALM = 'https://sp.example/saml/metadata';
  const token = async () => {
    const signed = await world.idp.sign(made(), '_assertion');
    const assertion = /<saml:Assertion [\s\S]*<\/saml:Assertion>/.exec(signed)?.[0] ?? '';
    return assertion.replace(
      '<saml:Assertion ',
      '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" xmlns:samlp="urn:oasis:names:tc:SAML:1.0:protocol" ',
    );
  };
  const login = (content: string, context: string, status = 302) => [
    exchangeOf('1', START, {
      url: `https://idp.example/wsfed?${new URLSearchParams({ wa: 'wsignin1.0', wtrealm: REALM, wctx: context })}`,
    }),
    exchangeOf('2', START + 2000, {
      method: 'POST',
      url: ACS,
      status,
      responseHeaders: status === 302 ? [{ name: 'Set-Cookie', value: 'session=1; Path=/; Secure' }] : [],
      requestBody: formBody({
        wa: 'wsignin1.0',
        wctx: context,
        wresult: `<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"><t:RequestedSecurityToken>${content}</t:RequestedSecurityToken></t:RequestSecurityTokenResponse>`,
      }),
    }),
  ];

  it('is one flow with its request, by wctx, and knows both parties', async () => {
    const report = await reportOf(login(await token(), 'rm=0&id=1'));
    expect(report.flows).toMatchObject([{ protocol: 'ws-federation', outcome: 'succeeded', initiator: 'sp' }]);
    expect(report.flows[0]?.participants).toMatchObject([
      { role: 'sp', entityId: REALM, hosts: ['sp.example'] },
      { role: 'idp', entityId: IDP, hosts: ['idp.example'] },
    ]);
    expect(report.findings.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'error')).toEqual([]);
  });

  it('without its request names the SP by the audience of the token', async () => {
    const report = await reportOf(login(await token(), 'rm=0').slice(1));
    expect(report.flows[0]?.participants).toMatchObject([
      { role: 'sp', entityId: SP },
      { role: 'idp', entityId: IDP },
    ]);
  });

  it('with a changed token has failed', async () => {
    const changed = (await token()).replaceAll('>anne@', '>eve@');
    expect((await reportOf(login(changed, 'x', 403))).flows[0]).toMatchObject({
      outcome: 'refused',
      cause: { code: 'signature-invalid' },
    });
  });
});
