import { describe } from 'vitest';
import { ACS, certificateBase64, connectionOf, IDP, type Keys, SP } from '../kit.ts';
import { AUTHN_REQUEST, idpMetadata, RESPONSE, spMetadata } from '../messages.ts';
import type { Situation } from '../situation.ts';
import { expectFirst } from './first-finding.ts';

const AUDIENCE = `<saml:Audience>${SP}</saml:Audience>`;
const VALUE = '<saml:AttributeValue>Sales</saml:AttributeValue>';
const ATTRIBUTE = `<saml:Attribute Name="group">${VALUE}</saml:Attribute>`;
const ASSERTION = /<saml:Assertion .*<\/saml:Assertion>/;
const IN_RESPONSE_TO = / InResponseTo="_request"/g;

function addressed(url: string): Situation {
  return { xml: RESPONSE.replaceAll(ACS, url) };
}

function mapping(from: string, required: boolean, to = 'department') {
  return ({ idp }: Keys) => connectionOf(idp, { attributes: [{ from, to, required, values: new Map() }] });
}

function attributes(xml: string): Situation {
  return { changes: [[ATTRIBUTE, xml]] };
}

const values = (...all: readonly string[]) =>
  attributes(ATTRIBUTE.replace(VALUE, all.map((each) => VALUE.replace('Sales', each)).join('')));

const noSkew = ({ idp }: Keys) => connectionOf(idp, { clockSkew: 0 });

describe('time', () => {
  expectFirst([
    [
      '9. a clock skew of 31 ms, where the SP allows for none',
      { connection: noSkew, changes: [['11:59:00Z', '12:00:05.031Z']] },
      'conditions-not-before',
      'future',
    ],
    [
      '9. a clock skew of 31 ms, within what is allowed for',
      { changes: [['11:59:00Z', '12:00:05.031Z']] },
      'clock-ahead',
      'ahead',
    ],
    ['9. a clock ten minutes ahead', { now: Date.parse('2026-01-01T11:50:00Z') }, 'issue-instant', 'future'],
    ['10. the tab was left open', { now: Date.parse('2026-01-01T12:30:00Z') }, 'conditions-expired', 'expired'],
    ['11. SessionNotOnOrAfter is short', { changes: [['01T20:00:00Z', '01T12:10:00Z']] }, 'session-short', 'short'],
  ]);
});

describe('addressing', () => {
  expectFirst([
    ['12. http against https: a proxy ends TLS', addressed('http://sp.example/acs'), 'destination-mismatch', 'scheme'],
    ['12. a port missing', addressed('https://sp.example:8443/acs'), 'destination-mismatch', 'port'],
    ['12. another ACS path', addressed('https://sp.example/saml'), 'destination-mismatch', 'path'],
    [
      '12. another Recipient alone',
      { changes: [[`Recipient="${ACS}"`, 'Recipient="https://x/acs"']] },
      'recipient-mismatch',
      'host',
    ],
    ['13. the prefix in the wrong case', addressed('https://sp.example/ACS'), 'destination-mismatch', 'case'],
    [
      '13. the audience differs by a slash',
      { changes: [[AUDIENCE, AUDIENCE.replace('metadata', 'metadata/')]] },
      'audience-mismatch',
      'trailing-slash',
    ],
    [
      '13. the audience differs by case',
      { changes: [[AUDIENCE, AUDIENCE.replace('metadata', 'Metadata')]] },
      'audience-mismatch',
      'case',
    ],
    [
      '15. InResponseTo is of a request that nobody waits for',
      { requestIds: ['_other'] },
      'in-response-to-unknown',
      'not-expected',
    ],
    [
      '15. IdP-initiated, and 45. only SP-initiated is allowed',
      { xml: RESPONSE.replace(IN_RESPONSE_TO, '') },
      'unsolicited',
      'not-accepted',
    ],
  ]);
});

describe('attributes', () => {
  expectFirst([
    [
      '17. too many groups for a cookie',
      values(...Array.from({ length: 150 }, (_, index) => `g${index}`)),
      'attribute-values-many',
      'many',
    ],
    [
      '19. each group in an attribute of its own: only one is kept',
      attributes(ATTRIBUTE + ATTRIBUTE.replace('Sales', 'EU')),
      'attribute-name-repeated',
      'repeated',
    ],
    ['20. groups joined by commas', values('Sales,Marketing,EU'), 'attribute-joined-list', 'joined'],
    [
      '20. DNs, which have commas themselves, joined by semicolons',
      values('CN=a,DC=x;CN=b,DC=x'),
      'attribute-joined-list',
      'joined',
    ],
    ['21. Entra sends GUIDs', values('3f2a8c1e-0000-4000-8000-123456789abc'), 'attribute-group-guids', 'guids'],
    [
      '21. Entra sends groups.link above 150 groups',
      attributes(ATTRIBUTE.replace('group', 'http://schemas.microsoft.com/claims/groups.link')),
      'attribute-group-overage',
      'link',
    ],
    [
      '22. the claim URI against the short name',
      {
        ...attributes(ATTRIBUTE.replace('group', 'http://schemas.xmlsoap.org/claims/Group')),
        connection: mapping('group', false),
      },
      'attribute-map-near-miss',
      'short-name',
    ],
    ['22. the case', { connection: mapping('Group', false) }, 'attribute-map-near-miss', 'case'],
    [
      '23. a nested NameID',
      attributes(ATTRIBUTE.replace('>Sales<', '><saml:NameID>k3</saml:NameID><')),
      'attribute-nested-nameid',
      'nested',
    ],
    [
      '24. a mandatory attribute is missing',
      { connection: mapping('department', true) },
      'attribute-required-missing',
      'missing',
    ],
    [
      '25. the role claim is missing',
      { connection: mapping('userRole', false, 'role') },
      'attribute-role-missing',
      'missing',
    ],
  ]);
});

const TRANSIENT: readonly [string, string] = ['nameid-format:persistent', 'nameid-format:transient'];

function refused(code: string, request: string): Situation {
  const inner = `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}"/>`;
  const outer = `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Requester">${inner}</samlp:StatusCode>`;
  return {
    request,
    changes: [
      [ASSERTION, ''],
      [/<samlp:StatusCode [^>]*>/, outer],
    ],
  };
}

function asking(xml: string): string {
  return AUTHN_REQUEST.replace('</samlp:AuthnRequest>', `${xml}</samlp:AuthnRequest>`);
}

const policy = asking('<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"/>');
const context = asking(
  '<samlp:RequestedAuthnContext Comparison="exact"><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:X509</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>',
);
const SECOND = (ASSERTION.exec(RESPONSE)?.[0] ?? '').replace('_assertion', '_second');

/** Each at the top level, where nothing inside says more. */
const TOP = ['Requester', 'Responder'];
/** Each as products send it, inside of Responder. */
const SECOND_LEVEL = [
  'AuthnFailed',
  'NoAuthnContext',
  'NoPassive',
  'RequestDenied',
  'UnknownPrincipal',
  'InvalidNameIDPolicy',
  'NoAvailableIDP',
  'RequestUnsupported',
  'UnsupportedBinding',
];

/** The request asks for nothing that these could be about. */
function variantOf(code: string): string {
  return ['NoAuthnContext', 'NoPassive', 'InvalidNameIDPolicy', 'UnsupportedBinding'].includes(code)
    ? `${code}-not-asked`
    : code;
}

describe('subject and status', () => {
  expectFirst([
    [
      '27. no NameID: logout is impossible',
      { changes: [[/<saml:NameID .*?<\/saml:NameID>/, '']] },
      'nameid-missing',
      'missing',
    ],
    ['27. a transient NameID used as a user key', { changes: [TRANSIENT] }, 'nameid-transient', 'used-as-user'],
    ['27. NameIDPolicy refused', refused('InvalidNameIDPolicy', policy), 'status-request-cause', 'nameid-format'],
    [
      '29. NoAuthnContext: RequestedAuthnContext too strict',
      refused('NoAuthnContext', context),
      'status-request-cause',
      'authn-context',
    ],
    ...TOP.map(
      (code) =>
        [
          `29. ${code}`,
          {
            changes: [
              [ASSERTION, ''],
              ['status:Success', `status:${code}`],
            ],
          },
          'status-not-success',
          code,
        ] as const,
    ),
    ...SECOND_LEVEL.map(
      (code) => [`29. ${code}`, refused(code, AUTHN_REQUEST), 'status-not-success', variantOf(code)] as const,
    ),
    ['30. no assertion', { changes: [[ASSERTION, '']] }, 'response-without-assertion', 'none'],
    [
      '30. two assertions',
      { changes: [['</samlp:Response>', `${SECOND}</samlp:Response>`]], sign: ['_second', '_assertion', '_response'] },
      'several-assertions',
      'several',
    ],
  ]);
});

const byMetadata: Situation = {
  connection: null,
  requestIds: null,
  metadata: ({ idp, sp }) => [idpMetadata(certificateBase64(idp)), spMetadata(certificateBase64(sp))],
};

describe('loops and flows', () => {
  expectFirst([
    ['43. an empty RelayState', { relayState: '' }, 'relay-state-empty', 'empty'],
    ['43. RelayState over 80 bytes', { relayState: 'x'.repeat(81) }, 'relay-state-too-long', 'long'],
    [
      '43. an open redirect through RelayState',
      { relayState: '//evil.example' },
      'relay-state-open-redirect',
      'scheme-relative',
    ],
    ['44. “back” replays a POST', { earlier: [RESPONSE] }, 'assertion-replayed', 'response'],
    [
      '44. an answer to an old request',
      { ...byMetadata, earlier: [AUTHN_REQUEST.replace('_request', '_newer')] },
      'in-response-to-unknown',
      'other-request',
    ],
    [
      '14. another IdP than the one that was asked, known and soundly signed',
      {
        xml: RESPONSE.replaceAll(`>${IDP}<`, '>https://other<'),
        signer: ({ stranger }) => stranger,
        metadata: ({ stranger }) => [idpMetadata(certificateBase64(stranger)).replace(IDP, 'https://other')],
      },
      'issuer-mismatch',
      'other',
    ],
  ]);
});
