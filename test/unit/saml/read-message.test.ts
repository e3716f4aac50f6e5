import { describe, expect, test } from 'vitest';
import type { Response, SamlMessage } from '#shared/saml/messages.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';

const P = 'xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"';
const A = 'xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion"';
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

function read(xml: string): SamlMessage {
  return readMessage(parseXml(xml));
}

function readResponse(content: string): Response {
  const message = read(`<p:Response ${P} ${A} ${XSI} ID="_r" Version="2.0">${content}</p:Response>`);
  if (message.kind !== 'Response') throw new Error(`It is a ${message.kind}.`);
  return message;
}

function attributesOf(statement: string) {
  const { assertions } = readResponse(
    `<a:Assertion><a:AttributeStatement>${statement}</a:AttributeStatement></a:Assertion>`,
  );
  return assertions[0]?.attributes.map(({ name, values }) => [name, ...values]);
}

describe('what a document is goes by its expanded name', () => {
  test.each([
    ['AuthnRequest', `<AuthnRequest xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>`],
    ['Response', `<p:Response ${P}/>`],
    ['LogoutRequest', `<p:LogoutRequest ${P}/>`],
    ['LogoutResponse', `<p:LogoutResponse ${P}/>`],
    ['Assertion', `<a:Assertion ${A}/>`],
    ['Metadata', '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>'],
    ['Metadata', '<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>'],
    ['Other', '<Response/>'],
    ['Other', '<p:Response xmlns:p="urn:evil"/>'],
    ['Other', `<a:Response ${A}/>`],
    ['ArtifactResolve', `<p:ArtifactResolve ${P}/>`],
    ['Other', `<p:Unheard ${P}/>`],
    ['Response11', '<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol"/>'],
    ['Assertion11', '<Assertion xmlns="urn:oasis:names:tc:SAML:1.0:assertion"/>'],
    ['SoapFault', '<Fault xmlns="http://schemas.xmlsoap.org/soap/envelope/"/>'],
    ['Other', '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"/>'],
  ])('%s: %s', (kind, xml) => {
    expect(read(xml).kind).toBe(kind);
  });

  test('and so does everything in it: an Issuer of another namespace is none', () => {
    expect(readResponse('<Issuer>evil</Issuer><a:Issuer>good</a:Issuer>').issuer?.value).toBe('good');
    expect(readResponse('<Issuer>evil</Issuer>').issuer).toBeNull();
  });

  test('attributes of another namespace are not SAML’s', () => {
    expect(read(`<p:Response ${P} p:ID="_no" ID="_yes"/>`).id).toBe('_yes');
    expect(read(`<p:Response ${P} p:ID="_no"/>`).id).toBeNull();
  });
});

describe('other messages', () => {
  test('have a name, and the head that they have (saml-core 3.2.1)', () => {
    const message = read(
      `<p:Unheard ${P} ${A} ID="_1" Version="2.0" IssueInstant="2026-01-01T00:00:00Z" Destination=" https://x "><a:Issuer> https://sp\n</a:Issuer></p:Unheard>`,
    );
    expect(message).toMatchObject({
      kind: 'Other',
      name: 'Unheard',
      id: '_1',
      version: '2.0',
      destination: 'https://x',
      issuer: { value: 'https://sp' },
      issueInstant: { text: '2026-01-01T00:00:00Z', time: Date.UTC(2026, 0, 1) },
    });
  });

  test('SAML 1.1 spells its head otherwise', () => {
    const xml =
      '<Request xmlns="urn:oasis:names:tc:SAML:1.0:protocol" RequestID="_1" MajorVersion="1" MinorVersion="1" Issuer="https://idp" IssueInstant="2026-01-01T00:00:00Z"/>';
    expect(read(xml)).toMatchObject({
      kind: 'Other',
      name: 'Request',
      id: '_1',
      version: '1.1',
      issuer: { value: 'https://idp' },
    });
  });
});

describe('a response', () => {
  test('has its own assertions only, none from deeper down (XSW 7, 8)', () => {
    const { assertions, encryptedAssertions } = readResponse(
      '<p:Extensions><a:Assertion ID="_deep"/><a:EncryptedAssertion/></p:Extensions><a:Assertion ID="_own"><a:Advice><a:Assertion ID="_advice"/></a:Advice></a:Assertion>',
    );
    expect(assertions.map(({ id }) => id)).toEqual(['_own']);
    expect(encryptedAssertions).toEqual([]);
  });

  test('has the codes of its status from the outermost inwards (saml-core 3.2.2.2)', () => {
    const { status } = readResponse(
      '<p:Status><p:StatusCode Value="top"><p:StatusCode Value="second"/></p:StatusCode><p:StatusMessage> no </p:StatusMessage><p:StatusDetail><x>a</x>\n <y>b</y></p:StatusDetail></p:Status>',
    );
    expect(status).toMatchObject({ codes: ['top', 'second'], message: 'no', detail: 'a b' });
  });

  test('is not led on for ever by codes within codes', () => {
    const codes = '<p:StatusCode Value="x">'.repeat(50) + '</p:StatusCode>'.repeat(50);
    expect(readResponse(`<p:Status>${codes}</p:Status>`).status?.codes).toHaveLength(8);
  });

  test('of nothing has nothing', () => {
    expect(readResponse('')).toMatchObject({
      status: null,
      issuer: null,
      assertions: [],
      issueInstant: null,
      inResponseTo: null,
    });
  });
});

describe('an assertion', () => {
  test('has a NameID to the last space, for logout needs it unchanged', () => {
    const { assertions } = readResponse(
      '<a:Assertion><a:Subject><a:NameID Format="f" NameQualifier="n" SPNameQualifier="s" SPProvidedID="p"> anne\n</a:NameID></a:Subject></a:Assertion>',
    );
    expect(assertions[0]?.subject?.nameId).toMatchObject({
      value: ' anne\n',
      format: 'f',
      nameQualifier: 'n',
      spNameQualifier: 's',
      spProvidedId: 'p',
    });
  });

  test('has a NameID that no comment cuts (CVE-2017-11427)', () => {
    const { assertions } = readResponse(
      '<a:Assertion><a:Subject><a:NameID>admin<!-- x -->@evil<![CDATA[.example]]></a:NameID></a:Subject></a:Assertion>',
    );
    expect(assertions[0]?.subject?.nameId?.value).toBe('admin@evil.example');
  });

  test('keeps each audience restriction apart (saml-core 2.5.1.4)', () => {
    const { assertions } = readResponse(
      '<a:Assertion><a:Conditions NotBefore="x"><a:AudienceRestriction><a:Audience> 1 </a:Audience><a:Audience>2</a:Audience></a:AudienceRestriction><a:AudienceRestriction><a:Audience>3</a:Audience></a:AudienceRestriction><a:OneTimeUse/></a:Conditions></a:Assertion>',
    );
    expect(assertions[0]?.conditions).toMatchObject({
      notBefore: { text: 'x', time: null },
      notOnOrAfter: null,
      oneTimeUse: true,
      audienceRestrictions: [{ audiences: ['1', '2'] }, { audiences: ['3'] }],
    });
  });

  test('has its statements', () => {
    const { assertions } = readResponse(
      '<a:Assertion><a:AuthnStatement AuthnInstant="2026-01-01T00:00:00Z" SessionIndex="s" SessionNotOnOrAfter="2026-01-01T08:00:00Z"><a:AuthnContext><a:AuthnContextClassRef> c </a:AuthnContextClassRef></a:AuthnContext></a:AuthnStatement></a:Assertion>',
    );
    expect(assertions[0]?.authnStatements).toMatchObject([
      { sessionIndex: 's', classRef: 'c', sessionNotOnOrAfter: { text: '2026-01-01T08:00:00Z' } },
    ]);
  });

  test('has its confirmations, with and without data', () => {
    const { assertions } = readResponse(
      '<a:Assertion><a:Subject><a:EncryptedID/><a:SubjectConfirmation Method=" m "><a:SubjectConfirmationData Recipient=" r " InResponseTo="i" NotOnOrAfter="n" Address="1.2.3.4"/></a:SubjectConfirmation><a:SubjectConfirmation/></a:Subject></a:Assertion>',
    );
    const subject = assertions[0]?.subject;
    expect(subject?.encryptedId?.localName).toBe('EncryptedID');
    expect(subject?.confirmations).toMatchObject([
      { method: 'm', data: { recipient: 'r', inResponseTo: 'i', address: '1.2.3.4' } },
      { method: null, data: null },
    ]);
  });
});

describe('attributes', () => {
  test('of the same name stay apart (what-users-run-into#row-19)', () => {
    const one = (value: string) => `<a:Attribute Name="g"><a:AttributeValue>${value}</a:AttributeValue></a:Attribute>`;
    expect(attributesOf(one('a') + one('b'))).toEqual([
      ['g', 'a'],
      ['g', 'b'],
    ]);
  });

  test('keep every value, in order, to the last space', () => {
    expect(
      attributesOf(
        '<a:Attribute Name="g"><a:AttributeValue>b </a:AttributeValue><a:AttributeValue/><a:AttributeValue>00123</a:AttributeValue></a:Attribute>',
      ),
    ).toEqual([['g', 'b ', '', '00123']]);
  });

  test('without a value have none, which an empty value is not (saml-core 2.7.3.1.1)', () => {
    expect(
      attributesOf(
        '<a:Attribute Name="g"><a:AttributeValue xsi:nil="true"/><a:AttributeValue xsi:nil="0"/></a:Attribute><a:Attribute Name="h"/>',
      ),
    ).toEqual([['g', ''], ['h']]);
  });

  test('with an element inside have its text (eduPersonTargetedID, what-users-run-into#row-23)', () => {
    expect(
      attributesOf(
        '<a:Attribute Name="t"><a:AttributeValue>\n  <a:NameID>abc</a:NameID>\n</a:AttributeValue></a:Attribute>',
      ),
    ).toEqual([['t', 'abc']]);
  });

  test('may have any name', () => {
    expect(
      attributesOf('<a:Attribute Name="__proto__"><a:AttributeValue>x</a:AttributeValue></a:Attribute><a:Attribute/>'),
    ).toEqual([['__proto__', 'x'], ['']]);
  });

  test('of several statements are one list, the encrypted ones apart', () => {
    const { assertions } = readResponse(
      '<a:Assertion><a:AttributeStatement><a:Attribute Name="a" FriendlyName="f" NameFormat="n"/></a:AttributeStatement><a:AttributeStatement><a:EncryptedAttribute/><a:Attribute Name="b"/></a:AttributeStatement></a:Assertion>',
    );
    expect(assertions[0]?.attributes).toMatchObject([
      { name: 'a', friendlyName: 'f', nameFormat: 'n' },
      { name: 'b', friendlyName: null },
    ]);
    expect(assertions[0]?.encryptedAttributes).toHaveLength(1);
  });
});

describe('requests', () => {
  test('for authentication say what they ask for (saml-core 3.4.1)', () => {
    const xml = `<p:AuthnRequest ${P} ${A} AssertionConsumerServiceURL="u" ProtocolBinding="b" ForceAuthn="1" IsPassive="false" ProviderName="n"><p:NameIDPolicy Format="f" AllowCreate="true"/><p:RequestedAuthnContext><a:AuthnContextClassRef>c</a:AuthnContextClassRef></p:RequestedAuthnContext></p:AuthnRequest>`;
    expect(read(xml)).toMatchObject({
      assertionConsumerServiceUrl: 'u',
      protocolBinding: 'b',
      forceAuthn: true,
      isPassive: false,
      providerName: 'n',
      nameIdPolicy: { format: 'f', allowCreate: true, spNameQualifier: null },
      requestedAuthnContext: { comparison: 'exact', classRefs: ['c'] },
    });
  });

  test('for logout name every session (saml-core 3.7.1)', () => {
    const xml = `<p:LogoutRequest ${P} ${A} Reason="r" NotOnOrAfter="2026-01-01T00:00:00Z"><a:NameID>anne</a:NameID><p:SessionIndex>1</p:SessionIndex><p:SessionIndex> 2 </p:SessionIndex></p:LogoutRequest>`;
    expect(read(xml)).toMatchObject({
      reason: 'r',
      nameId: { value: 'anne' },
      sessionIndexes: ['1', '2'],
      encryptedId: null,
    });
  });

  test('an instant of endless length is none', () => {
    const message = read(`<p:AuthnRequest ${P} IssueInstant="2026-01-01T00:00:00.${'0'.repeat(1000)}Z"/>`);
    expect(message.issueInstant?.time).toBeNull();
  });
});
