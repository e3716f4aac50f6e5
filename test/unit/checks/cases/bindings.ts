import { makeStep } from '#shared/wire/steps.ts';
import { casesOf } from '../case.ts';
import { ACS, certificateBase64, connectionOf, IDP, IDP_SLO, type Keys } from '../kit.ts';
import { AUTHN_REQUEST, change, idpMetadata, LOGOUT_BY_IDP, LOGOUT_BY_SP, RESPONSE, spMetadata } from '../messages.ts';
import type { Situation } from '../situation.ts';

const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const SLO = /(?:<md:SingleLogoutService [^>]*>)+/;
const OTHER_IDP = 'https://other-idp.example';

const byUrl: Situation = { xml: LOGOUT_BY_IDP, sign: [], binding: 'redirect' };

/** Metadata of both, changed. */
function both(idpChange: readonly [string | RegExp, string] | null, more: Situation = {}): Situation {
  return {
    connection: null,
    requestIds: null,
    metadata: ({ idp, sp }) => [
      idpChange === null
        ? idpMetadata(certificateBase64(idp))
        : change(idpMetadata(certificateBase64(idp)), ...idpChange),
      spMetadata(certificateBase64(sp)),
    ],
    ...more,
  };
}

const indexed = (index: string): Situation =>
  both(null, {
    xml: AUTHN_REQUEST.replace(/AssertionConsumerServiceURL="[^"]*"/, `AssertionConsumerServiceIndex="${index}"`),
  });

const asking = (binding: string): Situation => ({
  request: AUTHN_REQUEST.replace(' Destination', ` ProtocolBinding="${binding}" Destination`),
});

/** Two IdPs, and a login by the first before. */
const twoIdps: Situation = {
  connection: null,
  xml: LOGOUT_BY_SP,
  earlier: [AUTHN_REQUEST, RESPONSE],
  metadata: ({ idp, stranger, sp }) => [
    idpMetadata(certificateBase64(idp)),
    idpMetadata(certificateBase64(stranger)).replaceAll('https://idp.example', OTHER_IDP),
    spMetadata(certificateBase64(sp)),
  ],
};

const withoutLogout = ({ idp }: Keys) => {
  const connection = connectionOf(idp);
  return { ...connection, idp: { ...connection.idp, singleLogout: [] } };
};

export const BINDING_CASES = [
  ...casesOf('url-insecure', [
    ['fail', 'acs', 'the answer is asked for over http', { xml: AUTHN_REQUEST.replace(ACS, 'http://sp.example/acs') }],
    ['fail', 'destination', 'the response goes over http', { changes: [[ACS, 'http://sp.example/acs']] }],
  ]),
  ...casesOf('acs-index-unregistered', [
    ['pass', 'ok', 'the metadata has it', indexed('0')],
    ['fail', 'missing', 'the metadata has another', indexed('7'), { expected: '0', received: '7' }],
  ]),
  ...casesOf('logout-to-other-idp', [
    ['pass', 'ok', 'it goes to the one of the login', twoIdps],
    [
      'fail',
      'other',
      'it goes to the other',
      { ...twoIdps, xml: LOGOUT_BY_SP.replace(IDP_SLO, `${OTHER_IDP}/slo`) },
      { expected: IDP, received: `${OTHER_IDP}/metadata` },
    ],
  ]),
  ...casesOf('redirect-url-long', [
    ['fail', 'long', 'it has 3000 characters', { binding: 'redirect', receivedUrl: `${ACS}?x=${'a'.repeat(3000)}` }],
    ['fail', 'too-long', 'it has 9000', { binding: 'redirect', receivedUrl: `${ACS}?x=${'a'.repeat(9000)}` }],
  ]),
  ...casesOf('protocol-binding-mismatch', [
    ['pass', 'ok', 'it came as was asked for', { ...both(null), ...asking(POST) }],
    ['fail', 'request', 'another was asked for', asking('urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact')],
    ['fail', 'metadata', 'the metadata has POST there', both(null, { binding: 'redirect', receivedUrl: ACS })],
  ]),
  ...casesOf('sso-binding-unregistered', [
    ['pass', 'ok', 'the IdP takes it by redirect', both(null, { xml: AUTHN_REQUEST, binding: 'redirect' })],
    [
      'fail',
      'other',
      'the IdP takes it by redirect only',
      both(null, { xml: AUTHN_REQUEST, binding: 'post' }),
      { expected: 'HTTP-Redirect', received: 'HTTP-POST', severity: 'warning' },
    ],
    [
      'fail',
      'other',
      'the connection’s IdP takes it by redirect only',
      { xml: AUTHN_REQUEST, binding: 'post', receivedUrl: 'https://idp.example/sso' },
    ],
    [
      'fail',
      'none',
      'the IdP’s metadata has no address for it',
      both([/<md:SingleSignOnService[^>]*>/, ''], { xml: AUTHN_REQUEST, binding: 'redirect' }),
    ],
  ]),
  ...casesOf('logout-binding-mismatch', [
    ['pass', 'ok', 'the IdP takes it by POST', both(null, { xml: LOGOUT_BY_SP })],
    [
      'fail',
      'other',
      'the IdP takes it by redirect only',
      both([SLO, `<md:SingleLogoutService Binding="${REDIRECT}" Location="${IDP_SLO}"/>`], { xml: LOGOUT_BY_SP }),
      { expected: 'HTTP-Redirect', received: 'HTTP-POST' },
    ],
  ]),
  ...casesOf('logout-endpoint-missing', [
    ['fail', 'idp', 'the IdP’s metadata has none', both([SLO, ''], { xml: LOGOUT_BY_SP })],
    ['fail', 'idp', 'the connection has none for the IdP', { connection: withoutLogout, xml: LOGOUT_BY_SP }],
    [
      'fail',
      'sp',
      'the SP’s metadata has none',
      {
        connection: null,
        xml: LOGOUT_BY_IDP,
        earlier: [AUTHN_REQUEST, RESPONSE],
        metadata: ({ idp, sp }) => [
          idpMetadata(certificateBase64(idp)),
          change(spMetadata(certificateBase64(sp)), SLO, ''),
        ],
        receivedUrl: ACS,
      },
    ],
  ]),
  ...casesOf('message-large', [
    ['fail', 'large', 'it has 300 KB', { changes: [['>Sales<', `>${'x'.repeat(300_000)}<`]] }],
  ]),
  ...casesOf('encoding-deviation', [
    [
      'fail',
      'padding',
      'its base64 has no padding',
      { steps: [makeStep('base64', { deviations: 'padding-missing' }, true)] },
      { received: 'base64 without padding' },
    ],
    [
      'fail',
      'base64url',
      'its base64 is that of URLs, without padding too',
      { steps: [makeStep('base64', { deviations: 'base64url padding-missing' }, true)] },
      { owner: 'idp' },
    ],
    [
      'fail',
      'plus-lost',
      'a form decoder made spaces of plus signs',
      { steps: [makeStep('base64', { deviations: 'space-for-plus' }, true)] },
    ],
    [
      'fail',
      'zlib',
      'a request is deflated with the header of zlib',
      { ...byUrl, xml: AUTHN_REQUEST, steps: [makeStep('inflate', { format: 'zlib', trailing: 0 }, true)] },
      { expected: 'raw', received: 'zlib', owner: 'sp' },
    ],
    [
      'fail',
      'trailing',
      'the buffer of the deflated request is longer than what is in it',
      { ...byUrl, steps: [makeStep('inflate', { format: 'raw', from: 10, to: 20, trailing: 3 }, true)] },
      { received: 'raw deflate, 10 bytes -> 20 bytes, 3 bytes of junk behind it' },
    ],
    [
      'fail',
      'deflated',
      'a form carries it deflated',
      { binding: 'post', steps: [makeStep('inflate', { format: 'raw', from: 10, to: 20, trailing: 0 }, true)] },
      { owner: 'idp' },
    ],
    ['fail', 'not-deflated', 'a URL carries it as it is', { ...byUrl, steps: [makeStep('not-deflated', {}, true)] }],
    ['fail', 'unencoded', 'it is the XML itself', { steps: [makeStep('xml-unencoded', {}, true)] }],
    ['fail', 'escaped', 'it was escaped twice', { steps: [makeStep('percent-decoded-again', {}, true)] }],
    [
      'fail',
      'field',
      'its field has a name of its own',
      { steps: [makeStep('name-custom', { name: 'samlResponse' }, true)] },
      { expected: 'SAMLResponse', received: 'samlResponse' },
    ],
    [
      'fail',
      'repeated',
      'its parameter is there twice',
      { steps: [makeStep('name-repeated', { name: 'SAMLResponse', count: 2 }, true)] },
    ],
    [
      'fail',
      'odd',
      'its body is multipart',
      { steps: [makeStep('multipart', {}, true)] },
      { received: 'a multipart/form-data body' },
    ],
    [
      'fail',
      'unknown',
      'SAMLEncoding names another encoding',
      { steps: [makeStep('saml-encoding-unknown', { encoding: 'urn:other' }, true)] },
      { received: 'urn:other', severity: 'error' },
    ],
  ]),
  ...casesOf('encoding-deviation', [
    [
      'fail',
      'unended',
      'the deflated data was never closed',
      { steps: [makeStep('inflate-unended', {}, true)] },
      { severity: 'warning' },
    ],
    [
      'fail',
      'grant',
      'an assertion for a token endpoint is in plain base64',
      { steps: [makeStep('bearer-grant-plain', {}, true)] },
    ],
  ]),
  ...casesOf('redirect-parameters', [
    [
      'pass',
      'ok',
      'each is there once',
      { ...byUrl, receivedUrl: 'https://sp.example/slo?SAMLRequest=a&RelayState=b&SigAlg=c&Signature=d' },
    ],
    [
      'fail',
      'duplicate',
      'SAMLRequest is there twice',
      { ...byUrl, receivedUrl: 'https://sp.example/slo?SAMLRequest=a&SAMLRequest=b' },
      { received: 'SAMLRequest' },
    ],
    [
      'fail',
      'escaped-name',
      'a name is escaped',
      { ...byUrl, receivedUrl: 'https://sp.example/slo?SAMLReques%74=a&SAMLResponse=b' },
      { received: 'SAMLReques%74' },
    ],
    [
      'fail',
      'both',
      'there are both messages',
      { ...byUrl, receivedUrl: 'https://sp.example/slo?SAMLRequest=a&SAMLResponse=b' },
    ],
    [
      'fail',
      'algorithm-missing',
      'the algorithm of the signature was lost',
      { ...byUrl, receivedUrl: 'https://sp.example/slo?SAMLRequest=a&RelayState=b&Signature=d' },
      { received: 'Signature', severity: 'warning' },
    ],
    [
      'fail',
      'signature-lost',
      'the signature was lost',
      { ...byUrl, receivedUrl: 'https://sp.example/slo?SAMLRequest=a&RelayState=b&SigAlg=c' },
      { received: 'SigAlg', severity: 'warning' },
    ],
    [
      'pass',
      'ok',
      'a foreign parameter is broken',
      { ...byUrl, receivedUrl: 'https://sp.example/slo?%zz=1&SAMLRequest=a' },
    ],
  ]),
];
