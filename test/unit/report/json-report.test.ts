import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import schema from '#shared/report/json-report.schema.json' with { type: 'json' };
import { toJsonReport } from '#shared/report/json-report.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import {
  ACS,
  exchangeOf,
  IDP,
  makeWorld,
  recordLogin,
  recordLogout,
  responseXml,
  START,
  type World,
} from '#test/fixtures/recording.ts';

let world: World;
let knowledge: Knowledge;
beforeAll(async () => {
  world = await makeWorld();
  knowledge = await knowledgeFrom({ metadataTexts: [world.idpMetadata, world.spMetadata] });
});

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

async function reportOf(input: string, all = false) {
  return toJsonReport(await inspectInput(input, knowledge), { all });
}

describe('toJsonReport', () => {
  it('gives a login as the contract says', async () => {
    const report = await reportOf(writeHar(await recordLogin(world)));
    expect(report.version).toBe(2);
    expect(report.input).toEqual({ kind: 'har', exchanges: 3 });
    expect(report.flows).toMatchObject([
      { kind: 'login', outcome: 'succeeded', initiator: 'sp', messages: [0, 1], cause: null, protocol: 'saml' },
    ]);
    const { xml, details, ...response } = report.messages[1] ?? { xml: null, details: [] };
    expect(details.map(({ name }) => name)).toContain('audience');
    expect(response).toEqual({
      samlVersion: '2.0',
      index: 1,
      kind: 'Response',
      binding: 'post',
      id: '_response-a',
      issuer: IDP,
      destination: ACS,
      inResponseTo: '_request-a',
      issueInstant: '2026-01-10T12:00:01.500Z',
      relayState: '/hub/é',
      status: { codes: [STATUS_CODE.success], message: null },
      subject: {
        nameId: {
          value: 'anne',
          format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
          nameQualifier: null,
          spNameQualifier: null,
        },
      },
      sessionIndexes: ['session-a'],
      attributes: [{ name: 'groups', friendlyName: null, nameFormat: null, values: ['Sales', 'Ops', 'Zoë'] }],
      signatures: [
        {
          on: 'Assertion',
          id: '_assertion-a',
          algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
          digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
          outcome: 'valid',
          reason: null,
          certificate: world.idp.certificate.sha256,
        },
      ],
      encrypted: false,
      decoding: ['percent escapes decoded', 'base64', 'UTF-8'],
    });
    expect(xml).toContain('<saml:AttributeValue>Zoë</saml:AttributeValue>');
  });

  it('has the signature of a redirect message among the others', async () => {
    const [request] = (await reportOf(writeHar(await recordLogin(world)))).messages;
    expect(request?.signatures).toEqual([
      {
        on: 'query',
        id: null,
        algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        digest: null,
        outcome: 'valid',
        reason: null,
        certificate: world.sp.certificate.sha256,
      },
    ]);
  });

  it('puts the cause first, with its words, and names it in the flow', async () => {
    const report = await reportOf(writeHar(await recordLogin(world, { audience: 'https://other.example' })));
    expect(report.flows[0]).toMatchObject({ outcome: 'refused', cause: 'audience-mismatch' });
    expect(report.findings[0]).toEqual({
      code: 'audience-mismatch',
      severity: 'error',
      outcome: 'fail',
      message: 1,
      path: '/Response/Assertion/Conditions/AudienceRestriction',
      title: expect.stringContaining('https://other.example'),
      expected: 'https://sp.example/saml/metadata',
      received: 'https://other.example',
      clause: 'saml-core 2.5.1.4',
      fix: expect.stringMatching(/entity ID/),
      owner: 'idp',
      confidence: 'certain',
      consequenceOf: null,
    });
  });

  it('has passed checks only with all, and they come last', async () => {
    const har = writeHar(await recordLogin(world));
    expect((await reportOf(har)).findings.filter(({ outcome }) => outcome === 'pass')).toEqual([]);
    const outcomes = (await reportOf(har, true)).findings.map(({ outcome }) => outcome);
    expect(outcomes.length).toBeGreaterThan(20);
    expect(outcomes.slice(outcomes.indexOf('pass')).every((outcome) => outcome === 'pass')).toBe(true);
  });

  it('says in an unreadable message what is known, and why in a finding', async () => {
    const body = { mimeType: null, text: 'SAMLResponse=AAAA&RelayState=x', params: null };
    const report = await reportOf(writeHar([exchangeOf('1', START, { method: 'POST', url: ACS, requestBody: body })]));
    expect(report.messages[0]).toMatchObject({
      index: 0,
      kind: null,
      binding: 'post',
      id: null,
      xml: null,
      signatures: [],
    });
    expect(report.findings[0]).toMatchObject({ code: 'message-unreadable', severity: 'error', message: 0 });
    expect(report.findings[0]?.title).toMatch(/^A message could not be read\. /);
  });

  it('says what is encrypted', async () => {
    const sealed = (await responseXml(world, null)).replace(
      '</samlp:Response>',
      '<saml:EncryptedAssertion><e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#"/></saml:EncryptedAssertion></samlp:Response>',
    );
    expect((await reportOf(sealed)).messages[0]?.encrypted).toBe(true);
    expect((await reportOf(await responseXml(world, null))).messages[0]?.encrypted).toBe(false);
  });

  it('fits its JSON schema whatever the input', async () => {
    const login = await recordLogin(world);
    const broken = { ...login[2], id: 'broken', requestBody: { mimeType: null, text: 'SAMLResponse=%', params: null } };
    const inputs = [
      writeHar([...login, ...(await recordLogout(world))]),
      writeHar([]),
      writeHar([broken as NonNullable<(typeof login)[0]>]),
      writeHar(await recordLogin(world, { acsStatus: 403 })),
      writeHar(await recordLogin(world, { statusCodes: [STATUS_CODE.requester, STATUS_CODE.noPassive] })),
      await responseXml(world, null),
      world.idpMetadata,
      '<a xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>',
      login[1]?.url ?? '',
    ];
    for (const input of inputs) {
      const report: unknown = JSON.parse(JSON.stringify(await reportOf(input, true)));
      validate(report);
      expect(validate.errors).toBeNull();
    }
  });

  it('does not fit its schema with a field too many or one of another type', () => {
    expect(validate({ version: 2, input: { kind: 'har', exchanges: 0 }, messages: [], flows: [], findings: [] })).toBe(
      true,
    );
    expect(validate({ version: 1, input: { kind: 'har', exchanges: 0 }, messages: [], flows: [], findings: [] })).toBe(
      false,
    );
    expect(
      validate({ version: 2, input: { kind: 'har', exchanges: 0 }, messages: [], flows: [], findings: [], more: 1 }),
    ).toBe(false);
  });
});
