import { toEndpoints } from '#shared/saml/connection/endpoints.ts';
import { casesOf } from '../case.ts';
import { ACS, certificateBase64, connectionOf, IDP, type Keys, SLO, SP } from '../kit.ts';
import {
  AUTHN_REQUEST,
  idpMetadata,
  LOGOUT_BY_IDP,
  LOGOUT_BY_SP,
  LOGOUT_RESPONSE,
  RESPONSE,
  spMetadata,
} from '../messages.ts';
import type { Situation } from '../situation.ts';

const ALONE: Situation = { connection: null, requestIds: null };
const AUDIENCE = `<saml:Audience>${SP}</saml:Audience>`;
const DESTINATION = `Destination="${ACS}"`;
const RECIPIENT = `Recipient="${ACS}"`;
const onlyIdp: Situation = { ...ALONE, metadata: ({ idp }) => [idpMetadata(certificateBase64(idp))] };
const byMetadata: Situation = {
  ...ALONE,
  metadata: ({ idp, sp }) => [idpMetadata(certificateBase64(idp)), spMetadata(certificateBase64(sp))],
};

function audience(to: string, more: Situation = {}): Situation {
  return { ...more, changes: [[AUDIENCE, to]] };
}

function destination(to: string, more: Situation = {}): Situation {
  return { ...more, changes: [[DESTINATION, to === '' ? '' : `Destination="${to}"`]] };
}

function recipient(to: string, more: Situation = {}): Situation {
  return { ...more, changes: [[RECIPIENT, to === '' ? '' : `Recipient="${to}"`]] };
}

/** A logout by the IdP, sent to that address over SOAP; the SP takes it at an address of its own. */
function overSoap(to: string): Situation {
  return {
    xml: LOGOUT_BY_IDP.replace(`Destination="${SLO}"`, `Destination="${to}"`),
    binding: 'soap',
    connection: ({ idp }) => {
      const { sp, ...others } = connectionOf(idp);
      const singleLogout = toEndpoints({ redirect: SLO, post: SLO, soap: `${SLO}/soap` });
      return { ...others, sp: { ...sp, singleLogout } };
    },
  };
}

export const ADDRESSING_CASES = [
  ...casesOf('audience-mismatch', [
    ['pass', 'ok', 'the audience is the connection’s SP', {}],
    ['pass', 'ok', 'the audience is the SP of the metadata', byMetadata],
    ['pass', 'ok', 'the audience is who asked', { ...ALONE, request: AUTHN_REQUEST }],
    ['pass', 'ok', 'it is one of several', audience(`<saml:Audience>https://other</saml:Audience>${AUDIENCE}`)],
    ['pass', 'ok', 'the XML is indented', audience(`<saml:Audience>\n  ${SP}\n</saml:Audience>`)],
    [
      'fail',
      'other',
      'it is another SP',
      audience('<saml:Audience>https://other</saml:Audience>'),
      { expected: SP, received: 'https://other', path: '/Response/Assertion/Conditions/AudienceRestriction' },
    ],
    [
      'fail',
      'other',
      'one of two restrictions does not hold (saml-core 2.5.1.4)',
      audience(
        `${AUDIENCE}</saml:AudienceRestriction><saml:AudienceRestriction><saml:Audience>https://other</saml:Audience>`,
      ),
    ],
    ['fail', 'trailing-slash', 'a slash too many', audience(`<saml:Audience>${SP}/</saml:Audience>`)],
    ['fail', 'case', 'another case', audience(`<saml:Audience>${SP.replace('metadata', 'Metadata')}</saml:Audience>`)],
    ['fail', 'scheme', 'http for https', audience(`<saml:Audience>${SP.replace('https', 'http')}</saml:Audience>`)],
    [
      'fail',
      'white-space',
      'the expected one has a space',
      {
        connection: (keys) => ({
          ...connection(keys),
          sp: { entityId: `${SP} `, acs: ACS, slo: SLO, key: null, certificate: null },
        }),
      },
    ],
    ['fail', 'empty', 'the restriction is empty', audience('')],
    [
      'fail',
      'missing',
      'there is no restriction, and the SP is known',
      { changes: [[/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '']] },
      { severity: 'error' },
    ],
    [
      'fail',
      'missing',
      'there is no restriction, and nobody knows who receives it',
      { ...ALONE, changes: [[/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '']] },
      { severity: 'warning' },
    ],
    ['fail', 'missing', 'there are no conditions', { changes: [[/<saml:Conditions .*<\/saml:Conditions>/, '']] }],
    ['unknown', 'no-expectation', 'nobody knows who asked', ALONE],
  ]),
  ...casesOf('destination-mismatch', [
    ['pass', 'ok', 'it is the ACS', {}],
    ['pass', 'ok', 'it is the ACS with its default port', destination('https://sp.example:443/acs')],
    ['pass', 'ok', 'it is where the message went', { ...ALONE, receivedUrl: `${ACS}?x=1#top` }],
    ['pass', 'absent', 'there is none', destination('')],
    [
      'fail',
      'trailing-slash',
      'a slash too many',
      destination(`${ACS}/`),
      { path: '/Response/@Destination', expected: ACS, received: `${ACS}/` },
    ],
    [
      'fail',
      'rewritten',
      'it leads there by way of another folder',
      destination('https://sp.example/x/../acs'),
      { severity: 'error', expected: ACS },
    ],
    ['fail', 'rewritten', 'it has a fragment', destination(`${ACS}#here`)],
    [
      'pass',
      'ok',
      'the browser tidied it up',
      { ...ALONE, changes: [[/Destination="[^"]*"/, `Destination="${ACS}#here"`]], receivedUrl: ACS },
    ],
    ['fail', 'case', 'another case', destination('https://sp.example/ACS')],
    ['fail', 'scheme', 'http for https', destination('http://sp.example/acs')],
    ['fail', 'port', 'another port', destination('https://sp.example:8443/acs')],
    ['fail', 'query', 'another query', destination(`${ACS}?x=1`)],
    ['fail', 'path', 'another path', destination('https://sp.example/saml/acs')],
    ['fail', 'host', 'another host', destination('https://evil.example/acs')],
    ['fail', 'other', 'it is no URL', destination('sp.example')],
    ['fail', 'host', 'the message went elsewhere than it says', { ...ALONE, receivedUrl: 'https://proxy.example/acs' }],
    ['pass', 'ok', 'a logout by SOAP names the address for SOAP', overSoap(`${SLO}/soap`)],
    ['fail', 'path', 'a logout by SOAP names the one for browsers', overSoap(SLO), { expected: `${SLO}/soap` }],
    [
      'fail',
      'path',
      'a logout by POST names the one for SOAP',
      { ...overSoap(`${SLO}/soap`), binding: 'post' },
      { expected: SLO },
    ],
    [
      'pass',
      'ok',
      'a logout by SOAP names the only address that is known',
      { xml: LOGOUT_BY_IDP, binding: 'soap', connection: ({ idp }: Keys) => connectionOf(idp) },
    ],
    [
      'fail',
      'path',
      'a request goes to no endpoint of the IdP',
      { xml: AUTHN_REQUEST, changes: [['/sso', '/sso2']], sign: [] },
    ],
    ['pass', 'ok', 'a request goes to the IdP’s endpoint', { xml: AUTHN_REQUEST, sign: [] }],
    ['pass', 'ok', 'the IdP’s logout goes to the SP', { xml: LOGOUT_BY_IDP }],
    ['pass', 'ok', 'the SP’s logout goes to the IdP', { xml: LOGOUT_BY_SP }],
    [
      'fail',
      'host',
      'the SP’s logout is sent to the SP itself',
      { xml: LOGOUT_BY_SP, changes: [['https://idp.example/slo', SLO]] },
    ],
    ['pass', 'ok', 'the answer to a logout goes to the SP', { xml: LOGOUT_RESPONSE }],
    ['unknown', 'no-expectation', 'nobody knows the endpoints', ALONE],
  ]),
  ...casesOf('destination-missing', [
    ['pass', 'ok', 'there is one', {}],
    ['fail', 'missing', 'a signed response has none', destination('')],
  ]),
  ...casesOf('recipient-mismatch', [
    ['pass', 'ok', 'it is the ACS', {}],
    ['pass', 'ok', 'it is the URL that took the response', { ...ALONE, receivedUrl: ACS }],
    [
      'pass',
      'ok',
      'another bearer has the right one',
      {
        changes: [
          [
            '<saml:SubjectConfirmation ',
            '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="https://other/acs" NotOnOrAfter="2026-01-01T12:05:00Z"/></saml:SubjectConfirmation><saml:SubjectConfirmation ',
          ],
        ],
      },
    ],
    ['fail', 'trailing-slash', 'a slash too many', recipient(`${ACS}/`)],
    ['fail', 'rewritten', 'it has a fragment', recipient(`${ACS}#here`)],
    ['fail', 'rewritten', 'it has a user name', recipient('https://admin@sp.example/acs')],
    ['fail', 'case', 'another case', recipient('https://sp.example/Acs')],
    ['fail', 'scheme', 'http for https', recipient('http://sp.example/acs')],
    ['fail', 'port', 'another port', recipient('https://sp.example:8443/acs')],
    ['fail', 'query', 'another query', recipient(`${ACS}?x=1`)],
    ['fail', 'path', 'another path', recipient('https://sp.example/other')],
    [
      'fail',
      'host',
      'another host',
      recipient('https://evil.example/acs'),
      { expected: ACS, received: 'https://evil.example/acs' },
    ],
    ['fail', 'other', 'it is no URL', recipient('acs')],
    ['unknown', 'no-expectation', 'nobody knows the ACS', ALONE],
  ]),
  ...casesOf('recipient-missing', [
    ['pass', 'ok', 'there is one', {}],
    ['fail', 'missing', 'there is none', recipient('')],
  ]),
  ...casesOf('issuer-mismatch', [
    [
      'unknown',
      'no-expectation',
      'an SP of which nothing is known asks to log out, and the IdP’s metadata alone is there',
      { ...onlyIdp, xml: LOGOUT_BY_SP, signer: ({ sp }) => sp },
    ],
    [
      'unknown',
      'no-expectation',
      'the same without a Destination that tells',
      { ...onlyIdp, xml: LOGOUT_BY_SP.replace(/ Destination="[^"]*"/, ''), signer: ({ sp }) => sp },
    ],
    [
      'fail',
      'trailing-slash',
      'such a message has nearly the name of the IdP',
      { ...onlyIdp, xml: LOGOUT_BY_SP.replace(/ Destination="[^"]*"/, '').replace(SP, `${IDP}/`) },
    ],
    ['pass', 'ok', 'it is the connection’s IdP', {}],
    ['pass', 'ok', 'it is in the metadata', byMetadata],
    [
      'pass',
      'ok',
      'the SP of the metadata itself asks to log out',
      { ...byMetadata, xml: LOGOUT_BY_SP, signer: ({ sp }) => sp },
    ],
    [
      'fail',
      'other',
      'it is not in the metadata',
      { ...byMetadata, xml: RESPONSE.replaceAll(`<saml:Issuer>${IDP}`, '<saml:Issuer>https://other') },
    ],
    [
      'fail',
      'trailing-slash',
      'a slash too many',
      { xml: RESPONSE.replaceAll(`<saml:Issuer>${IDP}`, `<saml:Issuer>${IDP}/`) },
    ],
    [
      'fail',
      'case',
      'another case',
      { xml: RESPONSE.replaceAll(`<saml:Issuer>${IDP}`, '<saml:Issuer>https://IDP.example/metadata') },
    ],
    [
      'fail',
      'scheme',
      'http for https',
      { xml: RESPONSE.replaceAll(`<saml:Issuer>${IDP}`, '<saml:Issuer>http://idp.example/metadata') },
    ],
    [
      'fail',
      'white-space',
      'the configured one has a space',
      { connection: (keys) => ({ ...connection(keys), idp: { ...connection(keys).idp, entityId: ` ${IDP}` } }) },
    ],
    [
      'fail',
      'inner',
      'the assertion has another issuer than the response',
      { changes: [[/(?<=<saml:Assertion [^>]*>)<saml:Issuer>[^<]*/, '<saml:Issuer>https://other']] },
    ],
    [
      'fail',
      'other',
      'at the gate, a logout request that the SP itself signed comes back to it',
      { xml: LOGOUT_BY_SP, receiver: 'sp' },
    ],
    ['unknown', 'no-expectation', 'nobody knows the IdP', ALONE],
  ]),
  ...casesOf('issuer-format', [
    ['pass', 'ok', 'it is that of an entity', issuerFormat('urn:oasis:names:tc:SAML:2.0:nameid-format:entity')],
    ['fail', 'other', 'it is that of a person', issuerFormat('urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress')],
  ]),
  ...casesOf('issuer-missing', [
    ['pass', 'ok', 'there is one', {}],
    [
      'fail',
      'missing',
      'the assertion has none',
      { changes: [[/(?<=<saml:Assertion [^>]*>)<saml:Issuer>[^<]*<\/saml:Issuer>/, '']] },
    ],
    [
      'fail',
      'response',
      'only the response has none, and it is not signed',
      { changes: [[/<saml:Issuer>[^<]*<\/saml:Issuer>/, '']], sign: ['_assertion'] },
    ],
    [
      'fail',
      'missing',
      'a logout request has none',
      { xml: LOGOUT_BY_IDP, changes: [[/<saml:Issuer>[^<]*<\/saml:Issuer>/, '']], sign: [] },
    ],
  ]),
  ...casesOf('acs-url-unregistered', [
    ['pass', 'ok', 'the metadata has it', { ...byMetadata, xml: AUTHN_REQUEST }],
    ...(
      [
        ['trailing-slash', `${ACS}/`],
        ['rewritten', 'https://sp.example/./acs'],
        ['case', 'https://sp.example/Acs'],
        ['scheme', 'http://sp.example/acs'],
        ['port', 'https://sp.example:8443/acs'],
        ['query', `${ACS}?x=1`],
        ['path', 'https://sp.example/other'],
        ['host', 'https://other.example/acs'],
        ['other', 'acs'],
      ] as const
    ).map(
      ([variant, url]) =>
        [
          'fail',
          variant,
          `the request asks for ${url}`,
          { ...byMetadata, xml: AUTHN_REQUEST.replace(ACS, url) },
        ] as const,
    ),
    [
      'fail',
      'url-and-index',
      'it has an index as well',
      {
        ...byMetadata,
        xml: AUTHN_REQUEST.replace(' AssertionConsumer', ' AssertionConsumerServiceIndex="1" AssertionConsumer'),
      },
    ],
    ['unknown', 'no-expectation', 'there is no metadata', { ...ALONE, xml: AUTHN_REQUEST }],
  ]),
];

function issuerFormat(format: string): Situation {
  return { changes: [['<saml:Issuer>', `<saml:Issuer Format="${format}">`]] };
}

function connection(keys: Parameters<NonNullable<Situation['signer']>>[0]) {
  return connectionOf(keys.idp);
}
