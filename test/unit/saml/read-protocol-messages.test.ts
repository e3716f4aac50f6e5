import { describe, expect, test } from 'vitest';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';

const NS = 'xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion"';
const HEAD = `${NS} ID="_1" Version="2.0" IssueInstant="2026-01-01T00:00:00Z"`;
const SUBJECT = '<a:Subject><a:NameID Format="urn:f">anne</a:NameID></a:Subject>';
const SUCCESS = '<p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></p:Status>';

const read = (xml: string) => readMessage(parseXml(xml));
const message = (name: string, content: string, attributes = '') =>
  read(`<p:${name} ${HEAD} ${attributes}><a:Issuer>https://sp</a:Issuer>${content}</p:${name}>`);

describe('protocol messages of saml-core 3', () => {
  test.each([
    [
      'AssertionIDRequest',
      '<a:AssertionIDRef>_a</a:AssertionIDRef><a:AssertionIDRef>_b</a:AssertionIDRef>',
      { assertionIdRefs: ['_a', '_b'] },
    ],
    ['SubjectQuery', SUBJECT, { subject: { nameId: { value: 'anne' } } }],
    [
      'AuthnQuery',
      `${SUBJECT}<p:RequestedAuthnContext Comparison="minimum"><a:AuthnContextClassRef>urn:c</a:AuthnContextClassRef></p:RequestedAuthnContext>`,
      {
        sessionIndex: 's',
        requestedAuthnContext: { comparison: 'minimum', classRefs: ['urn:c'], declarationRefs: [] },
      },
    ],
    [
      'AttributeQuery',
      `${SUBJECT}<a:Attribute Name="mail" FriendlyName="Mail"/>`,
      { attributes: [{ name: 'mail', friendlyName: 'Mail', values: [] }] },
    ],
    [
      'AuthzDecisionQuery',
      `${SUBJECT}<a:Action Namespace="urn:n">Read</a:Action><a:Evidence><a:AssertionIDRef>_e</a:AssertionIDRef></a:Evidence>`,
      { actions: [{ namespace: 'urn:n', value: 'Read' }], evidence: { assertionIdRefs: ['_e'] } },
    ],
    ['ArtifactResolve', '<p:Artifact>AAQAAA==</p:Artifact>', { artifact: 'AAQAAA==', parts: null }],
    [
      'ManageNameIDRequest',
      '<a:NameID>anne</a:NameID><p:NewID>new</p:NewID>',
      { nameId: { value: 'anne' }, newId: 'new', terminate: false },
    ],
    ['ManageNameIDRequest', '<a:NameID>anne</a:NameID><p:Terminate/>', { newId: null, terminate: true }],
    ['ManageNameIDResponse', SUCCESS, { status: { codes: ['urn:oasis:names:tc:SAML:2.0:status:Success'] } }],
    [
      'NameIDMappingRequest',
      '<a:NameID>anne</a:NameID><p:NameIDPolicy Format="urn:f" AllowCreate="1"/>',
      { nameIdPolicy: { format: 'urn:f', allowCreate: true } },
    ],
    [
      'NameIDMappingRequest',
      '<a:BaseID NameQualifier="q">x</a:BaseID>',
      { nameId: null, baseId: { nameQualifier: 'q', text: 'x' } },
    ],
    ['NameIDMappingResponse', `${SUCCESS}<a:NameID>new</a:NameID>`, { nameId: { value: 'new' } }],
  ])('%s: %s', (name, content, expected) => {
    const attributes = name === 'AuthnQuery' ? 'SessionIndex="s"' : '';
    expect(message(name, content, attributes)).toMatchObject({
      kind: name,
      id: '_1',
      issuer: { value: 'https://sp' },
      ...expected,
    });
  });

  test('an ArtifactResponse and the message inside, which is never that of an Extensions (saml-core 3.5.2)', () => {
    const inner = `<p:LogoutRequest ${HEAD.replace(NS, '').replace('_1', '_2')}><a:NameID>anne</a:NameID></p:LogoutRequest>`;
    expect(message('ArtifactResponse', `<p:Extensions><p:Response/></p:Extensions>${SUCCESS}${inner}`)).toMatchObject({
      kind: 'ArtifactResponse',
      content: { kind: 'LogoutRequest', id: '_2', nameId: { value: 'anne' } },
    });
    expect(message('ArtifactResponse', SUCCESS)).toMatchObject({ content: null });
    expect(message('ArtifactResponse', `${SUCCESS}<p:ArtifactResponse/>`)).toMatchObject({ content: null });
  });

  test('what an AuthnRequest asks for beyond the usual: subject, scoping, attributes (saml-core 3.4.1)', () => {
    const scoping =
      '<p:Scoping ProxyCount="2"><p:IDPList><p:IDPEntry ProviderID="urn:idp" Name="n"/><p:GetComplete>https://list</p:GetComplete></p:IDPList><p:RequesterID>urn:sp</p:RequesterID></p:Scoping>';
    expect(message('AuthnRequest', SUBJECT + scoping, 'AttributeConsumingServiceIndex="3"')).toMatchObject({
      subject: { nameId: { value: 'anne' } },
      attributeConsumingServiceIndex: '3',
      scoping: {
        proxyCount: 2,
        idps: [{ providerId: 'urn:idp', name: 'n', location: null }],
        getComplete: 'https://list',
        requesterIds: ['urn:sp'],
      },
    });
  });
});

describe('an assertion with every statement and condition (saml-core 2)', () => {
  const assertion = (content: string) => {
    const found = read(`<a:Assertion ${NS}>${content}</a:Assertion>`);
    return found.kind === 'Assertion' ? found.assertion : null;
  };

  test('conditions, those that nobody knows included', () => {
    const conditions =
      '<a:Conditions><a:OneTimeUse/><a:ProxyRestriction Count="1"><a:Audience>urn:x</a:Audience></a:ProxyRestriction><a:Condition/><x xmlns="urn:x"/></a:Conditions>';
    expect(assertion(conditions)?.conditions).toMatchObject({
      oneTimeUse: true,
      proxyRestriction: { count: 1, audiences: ['urn:x'] },
      others: [{ name: 'a:Condition' }, { name: 'x' }],
    });
    expect(assertion('<a:Conditions/>')?.conditions).toMatchObject({
      oneTimeUse: false,
      proxyRestriction: null,
      others: [],
    });
  });

  test('advice is told, and never consumed', () => {
    const advice = `<a:Advice><a:AssertionIDRef>_r</a:AssertionIDRef><a:AssertionURIRef>urn:r</a:AssertionURIRef><a:Assertion ID="_evil">${SUBJECT}</a:Assertion></a:Advice>`;
    const read = assertion(advice);
    expect(read).toMatchObject({
      subject: null,
      attributes: [],
      advice: { assertionIdRefs: ['_r'], assertionUriRefs: ['urn:r'] },
    });
    expect(read?.advice?.assertions).toHaveLength(1);
  });

  test('statements of authentication and of decisions', () => {
    const statements =
      '<a:AuthnStatement AuthnInstant="2026-01-01T00:00:00Z"><a:SubjectLocality Address="10.0.0.1" DNSName="pc"/><a:AuthnContext><a:AuthnContextClassRef>urn:c</a:AuthnContextClassRef><a:AuthnContextDecl><x xmlns=""/></a:AuthnContextDecl><a:AuthenticatingAuthority>urn:other</a:AuthenticatingAuthority></a:AuthnContext></a:AuthnStatement><a:AuthzDecisionStatement Resource="urn:r" Decision="Permit"><a:Action Namespace="urn:n">Read</a:Action></a:AuthzDecisionStatement>';
    expect(assertion(statements)).toMatchObject({
      authnStatements: [
        {
          classRef: 'urn:c',
          declaration: { localName: 'AuthnContextDecl' },
          authenticatingAuthorities: ['urn:other'],
          locality: { address: '10.0.0.1', dnsName: 'pc' },
        },
      ],
      authzDecisionStatements: [
        { resource: 'urn:r', decision: 'Permit', actions: [{ value: 'Read' }], evidence: null },
      ],
    });
  });

  test('a subject of another kind, and one who confirms for it', () => {
    const subject =
      '<a:Subject><a:BaseID xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="x:T">b</a:BaseID><a:SubjectConfirmation Method="urn:m"><a:NameID>proxy</a:NameID><a:SubjectConfirmationData><k:KeyInfo xmlns:k="http://www.w3.org/2000/09/xmldsig#"/></a:SubjectConfirmationData></a:SubjectConfirmation></a:Subject>';
    expect(assertion(subject)?.subject).toMatchObject({
      nameId: null,
      baseId: { type: 'x:T', text: 'b' },
      confirmations: [{ nameId: { value: 'proxy' }, data: { keyInfos: [{ localName: 'KeyInfo' }] } }],
    });
  });
});

describe('SAML 1.1 under the names of SAML 2.0', () => {
  test('a response with its status and assertions (saml-core-1.1 3.4)', () => {
    const xml =
      '<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:1.0:assertion" ResponseID="_r" InResponseTo="_q" Recipient="https://sp" MajorVersion="1" MinorVersion="1"><Status><StatusCode Value="samlp:Requester"><StatusCode Value="x:Sub"/></StatusCode><StatusMessage>no</StatusMessage></Status><a:Assertion AssertionID="_a" Issuer="https://idp"><a:Conditions><a:DoNotCacheCondition/></a:Conditions><a:AuthenticationStatement AuthenticationMethod="urn:m" AuthenticationInstant="2026-01-01T00:00:00Z"><a:Subject><a:NameIdentifier NameQualifier="q">anne</a:NameIdentifier><a:SubjectConfirmation><a:ConfirmationMethod>urn:cm:bearer</a:ConfirmationMethod></a:SubjectConfirmation></a:Subject><a:SubjectLocality IPAddress="10.0.0.1"/></a:AuthenticationStatement></a:Assertion></Response>';
    expect(read(xml)).toMatchObject({
      kind: 'Response11',
      id: '_r',
      version: '1.1',
      inResponseTo: '_q',
      destination: 'https://sp',
      status: { codes: ['samlp:Requester', 'x:Sub'], message: 'no' },
      assertions: [
        {
          id: '_a',
          issuer: { value: 'https://idp' },
          conditions: { oneTimeUse: true },
          subject: {
            nameId: { value: 'anne', nameQualifier: 'q' },
            confirmations: [{ method: 'urn:cm:bearer', data: null }],
          },
          authnStatements: [{ classRef: 'urn:m', locality: { address: '10.0.0.1' } }],
        },
      ],
    });
  });
});
