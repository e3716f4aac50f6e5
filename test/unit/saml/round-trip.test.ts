import { describe, expect, test } from 'vitest';
import type { SamlMessage } from '#shared/saml/messages.ts';
import {
  ATTRIBUTE_FORMAT,
  AUTHN_CONTEXT,
  BINDING,
  CONFIRMATION_METHOD,
  NAMEID_FORMAT,
  NAMESPACE,
  STATUS_CODE,
} from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import type { AssertionDraft } from '#shared/saml/write/write-assertion.ts';
import { writeAuthnRequest } from '#shared/saml/write/write-authn-request.ts';
import { writeLogoutRequest } from '#shared/saml/write/write-logout-request.ts';
import { writeLogoutResponse } from '#shared/saml/write/write-logout-response.ts';
import { writeIdpMetadata, writeSpMetadata } from '#shared/saml/write/write-metadata.ts';
import { writeResponse } from '#shared/saml/write/write-response.ts';
import { childElements } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const INSTANT = { text: '2026-01-02T03:04:05.678Z', time: AT };
const HEAD = { id: '_id1', issueInstant: AT, issuer: 'https://issuer', destination: 'https://there/?a=1&b=2' };
const READ_HEAD = {
  id: '_id1',
  version: '2.0',
  issueInstant: INSTANT,
  destination: 'https://there/?a=1&b=2',
  issuer: { value: 'https://issuer' },
};

/** What would break out of text or attributes, or be changed by an XML reader, if it were not escaped. */
const HOSTILE = '<!--"x"--> &amp; \'y\' ]]> \u202e 😀 </saml:NameID>';

const NAME_ID = {
  value: HOSTILE,
  format: NAMEID_FORMAT.persistent,
  nameQualifier: 'https://idp?"<&>',
  spNameQualifier: 'https://sp',
};

const ASSERTION: AssertionDraft = {
  id: '_a1',
  issueInstant: AT,
  issuer: 'https://issuer',
  subject: {
    nameId: NAME_ID,
    confirmations: [
      {
        method: CONFIRMATION_METHOD.bearer,
        recipient: 'https://there/?a=1&b=2',
        inResponseTo: '_r',
        notOnOrAfter: AT + 1,
      },
    ],
  },
  conditions: { notBefore: AT - 1, notOnOrAfter: AT + 1, audiences: ['https://sp', 'https://other'] },
  authnStatement: {
    authnInstant: AT,
    sessionIndex: 's&1',
    sessionNotOnOrAfter: AT + 2,
    classRef: AUTHN_CONTEXT.unspecified,
  },
  attributes: [
    {
      name: 'groups',
      nameFormat: ATTRIBUTE_FORMAT.basic,
      friendlyName: 'group',
      values: ['SalesUS', '', HOSTILE, 'a\r\nb\tc'],
    },
    { name: '__proto__"<', nameFormat: null, friendlyName: null, values: [] },
  ],
};

function read(xml: string): SamlMessage {
  return readMessage(parseXml(xml));
}

describe('what is written is what is read', () => {
  test('AuthnRequest (saml-core 3.4.1)', () => {
    const xml = writeAuthnRequest({
      ...HEAD,
      acs: 'https://sp/acs?"',
      nameIdPolicy: { format: NAMEID_FORMAT.persistent, allowCreate: true },
      authnContext: { comparison: 'minimum', classes: ['urn:a', 'urn:b'] },
      forceAuthn: true,
      isPassive: true,
    });
    expect(read(xml)).toMatchObject({
      ...READ_HEAD,
      kind: 'AuthnRequest',
      assertionConsumerServiceUrl: 'https://sp/acs?"',
      protocolBinding: BINDING.post,
      forceAuthn: true,
      isPassive: true,
      nameIdPolicy: { format: NAMEID_FORMAT.persistent, allowCreate: true },
    });
  });

  test('an AuthnRequest with nothing optional states no default', () => {
    const xml = writeAuthnRequest({ ...HEAD, destination: null, acs: 'https://sp/acs' });
    expect(read(xml)).toMatchObject({
      destination: null,
      forceAuthn: false,
      isPassive: false,
      nameIdPolicy: { format: null },
    });
    expect(xml).not.toMatch(/ForceAuthn|IsPassive|Destination|Format=/);
  });

  test('LogoutRequest, with the NameID exactly as it was received (saml-profiles 4.4.4.1)', () => {
    const xml = writeLogoutRequest({
      ...HEAD,
      nameId: NAME_ID,
      sessionIndexes: ['s1', 's<2'],
      notOnOrAfter: AT,
      reason: 'urn:x',
    });
    expect(read(xml)).toMatchObject({
      ...READ_HEAD,
      kind: 'LogoutRequest',
      nameId: NAME_ID,
      sessionIndexes: ['s1', 's<2'],
      notOnOrAfter: INSTANT,
      reason: 'urn:x',
    });
  });

  test('a qualifier that was not received is not sent', () => {
    const nameId = { value: 'anne', format: null, nameQualifier: null, spNameQualifier: null };
    const message = read(writeLogoutRequest({ ...HEAD, nameId, sessionIndexes: [] }));
    expect(message).toMatchObject({ nameId, sessionIndexes: [], notOnOrAfter: null, reason: null });
  });

  test('LogoutResponse, nested status codes (saml-core 3.2.2.2)', () => {
    const statusCodes = [STATUS_CODE.success, STATUS_CODE.partialLogout];
    const xml = writeLogoutResponse({ ...HEAD, inResponseTo: '_r', statusCodes, statusMessage: HOSTILE });
    expect(read(xml)).toMatchObject({
      ...READ_HEAD,
      kind: 'LogoutResponse',
      inResponseTo: '_r',
      status: { codes: statusCodes, message: HOSTILE },
    });
  });

  test('Response with an assertion', () => {
    const xml = writeResponse({
      ...HEAD,
      inResponseTo: '_r',
      statusCodes: [STATUS_CODE.success],
      assertions: [ASSERTION],
    });
    const message = read(xml);
    expect(message).toMatchObject({
      ...READ_HEAD,
      kind: 'Response',
      inResponseTo: '_r',
      status: { codes: [STATUS_CODE.success], message: null },
    });
    if (message.kind !== 'Response') throw new Error(message.kind);
    const [assertion] = message.assertions;
    expect(assertion).toMatchObject({
      id: '_a1',
      issuer: { value: 'https://issuer' },
      subject: {
        nameId: NAME_ID,
        confirmations: [
          {
            method: CONFIRMATION_METHOD.bearer,
            data: {
              recipient: 'https://there/?a=1&b=2',
              inResponseTo: '_r',
              notBefore: null,
              notOnOrAfter: { time: AT + 1 },
            },
          },
        ],
      },
      conditions: {
        notBefore: { time: AT - 1 },
        notOnOrAfter: { time: AT + 1 },
        audienceRestrictions: [{ audiences: ['https://sp', 'https://other'] }],
      },
      authnStatements: [
        {
          authnInstant: INSTANT,
          sessionIndex: 's&1',
          sessionNotOnOrAfter: { time: AT + 2 },
          classRef: AUTHN_CONTEXT.unspecified,
        },
      ],
    });
    expect(assertion?.attributes).toMatchObject(ASSERTION.attributes);
  });

  test('Response that says why there is no assertion', () => {
    const statusCodes = [STATUS_CODE.responder, STATUS_CODE.noPassive];
    const message = read(
      writeResponse({ ...HEAD, inResponseTo: null, statusCodes, statusMessage: 'no', assertions: [] }),
    );
    expect(message).toMatchObject({
      kind: 'Response',
      inResponseTo: null,
      assertions: [],
      status: { codes: statusCodes, message: 'no' },
    });
  });

  test('SP metadata', () => {
    const xml = writeSpMetadata({
      entityId: 'https://sp/?a&b',
      certificates: ['-----BEGIN CERTIFICATE-----\nAAA=\nBBB=\n-----END CERTIFICATE-----\n'],
      encryptionCertificates: ['-----BEGIN CERTIFICATE-----\r\nCCC=\r\n-----END CERTIFICATE-----\r\n'],
      singleLogout: [
        { binding: BINDING.redirect, location: 'https://sp/slo', responseLocation: 'https://sp/slo-answer' },
      ],
      nameIdFormats: [NAMEID_FORMAT.persistent],
      assertionConsumers: ['https://sp/acs', 'https://sp/acs2'],
      requestInitiator: 'https://sp/login?a&b',
      authnRequestsSigned: true,
      wantAssertionsSigned: true,
      validUntil: AT,
    });
    expect(read(xml)).toMatchObject({
      kind: 'Metadata',
      entities: [
        {
          entityId: 'https://sp/?a&b',
          validUntil: INSTANT,
          idp: null,
          sp: {
            keys: [
              { use: 'signing', certificate: 'AAA=BBB=' },
              { use: 'encryption', certificate: 'CCC=' },
            ],
            authnRequestsSigned: true,
            wantAssertionsSigned: true,
            assertionConsumer: [
              { binding: BINDING.post, location: 'https://sp/acs', index: '0', isDefault: true },
              { binding: BINDING.post, location: 'https://sp/acs2', index: '1', isDefault: false },
            ],
            singleLogout: [
              { binding: BINDING.redirect, location: 'https://sp/slo', responseLocation: 'https://sp/slo-answer' },
            ],
            nameIdFormats: [NAMEID_FORMAT.persistent],
            requestInitiators: [{ binding: BINDING.requestInitiation, location: 'https://sp/login?a&b' }],
          },
        },
      ],
    });
  });

  test('IdP metadata', () => {
    const xml = writeIdpMetadata({
      entityId: 'https://idp',
      certificates: ['-----BEGIN CERTIFICATE-----\nAAA=\n-----END CERTIFICATE-----'],
      singleLogout: [{ binding: BINDING.post, location: 'https://idp/slo' }],
      nameIdFormats: [NAMEID_FORMAT.transient],
      singleSignOn: [{ binding: BINDING.redirect, location: 'https://idp/sso' }],
      wantAuthnRequestsSigned: false,
    });
    expect(read(xml)).toMatchObject({
      entities: [
        {
          entityId: 'https://idp',
          validUntil: null,
          sp: null,
          idp: {
            keys: [{ use: 'signing', certificate: 'AAA=' }],
            wantAuthnRequestsSigned: false,
            singleLogout: [{ binding: BINDING.post, location: 'https://idp/slo', responseLocation: null }],
            singleSignOn: [{ binding: BINDING.redirect, location: 'https://idp/sso' }],
            nameIdFormats: [NAMEID_FORMAT.transient],
          },
        },
      ],
    });
  });
});

describe('children stand in the order of the schema', () => {
  const order = (xml: string): string[] => namesOf(parseXml(xml).root);

  test('Response and Assertion (saml-core 3.2.2, 3.3.3, 2.3.3)', () => {
    const xml = writeResponse({ ...HEAD, inResponseTo: '_r', statusCodes: ['urn:a'], assertions: [ASSERTION] });
    expect(order(xml)).toEqual(['Issuer', 'Status', 'Assertion']);
    const assertion = childElements(parseXml(xml).root, NAMESPACE.assertion, 'Assertion')[0];
    expect(assertion && namesOf(assertion)).toEqual([
      'Issuer',
      'Subject',
      'Conditions',
      'AuthnStatement',
      'AttributeStatement',
    ]);
  });

  test('LogoutRequest (saml-core 3.7.1) and both roles of metadata (saml-metadata 2.4)', () => {
    expect(order(writeLogoutRequest({ ...HEAD, nameId: NAME_ID, sessionIndexes: ['a', 'b'] }))).toEqual([
      'Issuer',
      'NameID',
      'SessionIndex',
      'SessionIndex',
    ]);
    const pem = '-----BEGIN CERTIFICATE-----\nAAA=\n-----END CERTIFICATE-----';
    const both = {
      entityId: 'x',
      certificates: [pem],
      singleLogout: [{ binding: 'b', location: 'l' }],
      nameIdFormats: ['f'],
    };
    const sp = writeSpMetadata({
      ...both,
      assertionConsumers: ['a'],
      authnRequestsSigned: true,
      wantAssertionsSigned: true,
    });
    const idp = writeIdpMetadata({
      ...both,
      singleSignOn: [{ binding: 'b', location: 'l' }],
      wantAuthnRequestsSigned: true,
    });
    const shared = ['KeyDescriptor', 'SingleLogoutService', 'NameIDFormat'];
    expect(roleOrder(sp)).toEqual([...shared, 'AssertionConsumerService']);
    expect(roleOrder(idp)).toEqual([...shared, 'SingleSignOnService']);
  });
});

function namesOf(element: XmlElement): string[] {
  return childElements(element).map(({ localName }) => localName);
}

function roleOrder(xml: string): string[] {
  return childElements(parseXml(xml).root).flatMap(namesOf);
}

describe('what cannot be written is refused', () => {
  test.each(['\u0000', '\u000b', '\ud800', '\uffff'])(
    'a character that XML has not (XML 1.0, 2.2): %j',
    (character) => {
      const nameId = { value: `a${character}`, format: null, nameQualifier: null, spNameQualifier: null };
      expect(() => writeLogoutRequest({ ...HEAD, nameId, sessionIndexes: [] })).toThrow(
        expect.objectContaining({ code: 'xml-not-well-formed' }),
      );
      expect(() => writeAuthnRequest({ ...HEAD, acs: character })).toThrow(
        expect.objectContaining({ code: 'xml-not-well-formed' }),
      );
    },
  );

  test('metadata of something that is no certificate', () => {
    const draft = {
      entityId: 'x',
      singleLogout: [],
      nameIdFormats: [],
      singleSignOn: [],
      wantAuthnRequestsSigned: false,
    };
    expect(() =>
      writeIdpMetadata({ ...draft, certificates: ['-----BEGIN PRIVATE KEY-----\nAAA=\n-----END PRIVATE KEY-----'] }),
    ).toThrow(expect.objectContaining({ code: 'certificate-missing' }));
  });
});
