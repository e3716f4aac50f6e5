import type { RedirectSignatureReport } from '#shared/crypto/signature.ts';
import { makeStep } from '#shared/wire/steps.ts';
import { casesOf } from '../case.ts';
import { ACCEPT_NOTHING, certificateBase64, connectionOf, IDP, type Keys, SP } from '../kit.ts';
import { AUTHN_REQUEST, idpMetadata, LOGOUT_BY_IDP, LOGOUT_RESPONSE, RESPONSE, spMetadata } from '../messages.ts';
import type { Situation } from '../situation.ts';

const ASSERTION = /<saml:Assertion .*<\/saml:Assertion>/;
const BARE = ASSERTION.exec(RESPONSE)?.[0] ?? '';
const TOKEN = BARE.replace('<saml:Assertion', '$& xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"');
const SECOND = BARE.replace('_assertion', '_second').replace('>anne<', '>mallory<');
const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
const ALONE: Situation = { connection: null };
const bySp: Situation = { connection: null, xml: AUTHN_REQUEST, sign: ['_request'] };

/** The verdict on a redirect signature, as the verifier gives it. */
function redirect(changes: (keys: Keys) => Partial<RedirectSignatureReport> = () => ({})) {
  return (keys: Keys): RedirectSignatureReport => ({
    algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    outcome: 'valid',
    reason: null,
    certificate: keys.idp.certificate,
    tried: [keys.idp.certificate.sha256],
    ...changes(keys),
  });
}

const byUrl: Situation = { xml: LOGOUT_BY_IDP, sign: [], binding: 'redirect' };

/** As the IdP signed it, with pieces then changed. */
function tampered(...tampering: (readonly [string | RegExp, string])[]): Situation {
  return { sign: ['_assertion'], tampering };
}

export const SIGNATURE_CASES = [
  ...casesOf('signature-missing', [
    ['pass', 'ok', 'both are signed', {}],
    ['pass', 'ok', 'only the assertion is signed', { sign: ['_assertion'] }],
    ['pass', 'ok', 'only the response is signed', { sign: ['_response'] }],
    ['fail', 'nothing', 'neither is signed', { sign: [] }, { path: '/Response' }],
    [
      'fail',
      'some-assertions',
      'one of two is signed',
      { changes: [['</samlp:Response>', `${SECOND}</samlp:Response>`]], sign: ['_assertion'] },
      { path: '/Response/Assertion[2]' },
    ],
    [
      'pass',
      'failure',
      'a failure without an assertion is not signed',
      {
        changes: [
          [ASSERTION, ''],
          ['status:Success', 'status:Responder'],
        ],
        sign: [],
      },
    ],
    [
      'fail',
      'token',
      'a token of WS-Federation is not',
      { xml: TOKEN, binding: 'ws-federation', sign: [] },
      { severity: 'error' },
    ],
    ['pass', 'ok', 'a token of WS-Federation is', { xml: TOKEN, binding: 'ws-federation' }],
    [
      'unknown',
      'encrypted',
      'the assertion is encrypted',
      { changes: [[ASSERTION, '<saml:EncryptedAssertion/>']], sign: [] },
    ],
    [
      'fail',
      'assertion',
      'an assertion alone is not signed',
      {
        xml: BARE.replace('<saml:Assertion', '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'),
        binding: 'unknown',
        sign: [],
      },
    ],
    ['fail', 'request', 'a request is not signed', { xml: AUTHN_REQUEST, sign: [] }],
    [
      'fail',
      'request-wanted',
      'a request is not signed and the IdP wants it',
      { xml: AUTHN_REQUEST, sign: [], metadata: ({ idp }) => [idpMetadata(certificateBase64(idp), '', 'true')] },
    ],
    [
      'fail',
      'half',
      'of the signature in the URL one half was lost',
      {
        xml: AUTHN_REQUEST,
        sign: [],
        steps: [makeStep('signature-incomplete', { present: 'Signature', missing: 'SigAlg' }, true)],
      },
      { severity: 'info' },
    ],
    [
      'unknown',
      'request-pasted',
      'the same was pasted as XML',
      {
        xml: AUTHN_REQUEST,
        sign: [],
        binding: 'unknown',
        metadata: ({ idp }) => [idpMetadata(certificateBase64(idp), '', 'true')],
      },
    ],
  ]),
  ...casesOf('logout-unsigned', [
    [
      'fail',
      'half',
      'of the signature in the URL one half was lost',
      {
        xml: LOGOUT_BY_IDP,
        sign: [],
        binding: 'redirect',
        steps: [makeStep('signature-incomplete', { present: 'SigAlg', missing: 'Signature' }, true)],
      },
    ],
    ['pass', 'ok', 'it is signed', { xml: LOGOUT_BY_IDP }],
    ['pass', 'ok', 'it is signed in the URL', { ...byUrl, redirect: redirect() }],
    ['fail', 'request', 'a request by redirect is not signed', byUrl, { severity: 'error' }],
    ['fail', 'response', 'a response by POST is not signed', { xml: LOGOUT_RESPONSE, sign: [] }],
    ['fail', 'soap', 'it came by SOAP', { ...byUrl, binding: 'soap', connection: null }, { severity: 'info' }],
    [
      'fail',
      'soap',
      'it came by SOAP to an SP that wants a signature',
      { ...byUrl, binding: 'soap' },
      { severity: 'error' },
    ],
    ['fail', 'request', 'nobody knows what the SP wants', { ...byUrl, connection: null }, { severity: 'warning' }],
    [
      'pass',
      'accepted',
      'the connection accepts it',
      { ...byUrl, connection: ({ idp }) => connectionOf(idp, { accept: { ...ACCEPT_NOTHING, logoutUnsigned: true } }) },
    ],
    ['unknown', 'pasted', 'it was pasted as XML', { ...byUrl, binding: 'unknown' }],
  ]),
  ...casesOf('signature-invalid', [
    ['pass', 'ok', 'every signature is valid', {}],
    ['pass', 'ok', 'there is no KeyInfo', { embed: false }],
    [
      'fail',
      'digest-mismatch',
      'a name was changed',
      tampered(['>anne<', '>mallory<']),
      { path: '/Response/Assertion/Signature' },
    ],
    [
      'fail',
      'content-closed',
      'what it covers does not fit and is in part encrypted',
      { sign: ['_response'], tampering: [[ASSERTION, '<saml:EncryptedAssertion/>']] },
      { path: '/Response/Signature', severity: 'error' },
    ],
    [
      'fail',
      'signature-mismatch',
      'the signature value was changed',
      tampered([/<ds:SignatureValue>.{4}/, '<ds:SignatureValue>AAAA']),
    ],
    ['fail', 'wrong-key', 'somebody else signed', { signer: ({ stranger }) => stranger }],
    ['fail', 'structure', 'there is no SignatureValue', tampered([/<ds:SignatureValue>.*<\/ds:SignatureValue>/, ''])],
    [
      'fail',
      'reference-count',
      'there are two references',
      tampered([
        /(<ds:Reference .*<\/ds:Reference>)/,
        '<ds:Reference URI="#_assertion"/><ds:Reference URI="#_assertion"/>',
      ]),
    ],
    ['fail', 'reference-empty', 'the reference is empty', tampered(['URI="#_assertion"', 'URI=""'])],
    [
      'fail',
      'reference-foreign',
      'the reference is to the response',
      tampered(['URI="#_assertion"', 'URI="#_response"']),
    ],
    ['fail', 'reference-missing', 'the reference leads nowhere', tampered(['URI="#_assertion"', 'URI="#_nobody"'])],
    ['fail', 'reference-ambiguous', 'two elements have the ID', tampered(['ID="_response"', 'ID="_assertion"'])],
    [
      'fail',
      'transform-forbidden',
      'there is an XPath transform',
      tampered([
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/TR/1999/REC-xpath-19991116',
      ]),
    ],
    [
      'fail',
      'algorithm-unsupported',
      'it is an HMAC',
      tampered(['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1']),
    ],
    [
      'fail',
      'algorithm-weak',
      'it is RSA-MD5',
      tampered(['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5']),
    ],
    ['pass', 'ok', 'the signature in the URL is valid', { ...byUrl, redirect: redirect() }],
    [
      'fail',
      'redirect-mismatch',
      'the signature in the URL does not verify',
      { ...byUrl, redirect: redirect(() => ({ outcome: 'invalid', reason: 'signature-mismatch', certificate: null })) },
    ],
    [
      'fail',
      'redirect-wrong-key',
      'no key is of its kind',
      {
        ...byUrl,
        redirect: redirect(() => ({ outcome: 'invalid', reason: 'wrong-key', certificate: null, tried: [] })),
      },
    ],
    [
      'unknown',
      'not-its-key',
      'the SP signed, and only the IdP’s certificate was pasted',
      {
        ...bySp,
        signer: ({ sp }) => sp,
        pasted: ({ idp }) => [idp.certificatePem],
        receivedUrl: 'https://idp.example/sso',
      },
    ],
    [
      'unknown',
      'not-its-key',
      'the same by redirect',
      {
        ...bySp,
        sign: [],
        binding: 'redirect',
        pasted: ({ idp }) => [idp.certificatePem],
        receivedUrl: 'https://idp.example/sso',
        redirect: redirect(() => ({ outcome: 'invalid', reason: 'signature-mismatch', certificate: null })),
      },
    ],
    [
      'fail',
      'wrong-key',
      'a request looked at alone is not by the pasted certificate',
      { ...bySp, signer: ({ sp }) => sp, pasted: ({ idp }) => [idp.certificatePem] },
    ],
  ]),
  ...casesOf('signature-untrusted', [
    ['pass', 'ok', 'the assertion is signed by the IdP', { sign: ['_assertion'] }, { path: '/Response/Assertion' }],
    ['pass', 'ok', 'only the response around it is', { sign: ['_response'] }, { path: '/Response/Assertion' }],
    [
      'pass',
      'ok',
      'the SP signed its request',
      { ...bySp, signer: ({ sp }) => sp, metadata: ({ sp }) => [spMetadata(certificateBase64(sp))] },
    ],
    ['pass', 'ok', 'the URL is signed by the IdP', { ...byUrl, redirect: redirect() }],
    [
      'fail',
      'other-entity',
      'the SP of the same metadata signed as the IdP',
      {
        ...ALONE,
        signer: ({ sp }) => sp,
        metadata: ({ idp, sp }) => [idpMetadata(certificateBase64(idp)), spMetadata(certificateBase64(sp))],
      },
      { expected: IDP, received: SP },
    ],
    [
      'fail',
      'other-entity',
      'the same in the URL',
      {
        ...byUrl,
        connection: null,
        metadata: ({ sp }) => [spMetadata(certificateBase64(sp))],
        redirect: redirect(({ sp }) => ({ certificate: sp.certificate })),
      },
    ],
    ['unknown', 'embedded-key-only', 'there is no key but the embedded one', ALONE],
    ['unknown', 'no-key', 'there is no key at all', { ...ALONE, embed: false }],
    [
      'unknown',
      'no-key',
      'there is no key for the URL',
      {
        ...byUrl,
        connection: null,
        redirect: redirect(() => ({ outcome: 'unknown', reason: 'no-key', certificate: null })),
      },
    ],
    [
      'unknown',
      'redacted',
      'it was replaced by the redaction',
      {
        ...byUrl,
        connection: null,
        redirect: redirect(() => ({ outcome: 'unknown', reason: 'redacted', certificate: null })),
      },
    ],
    [
      'unknown',
      'not-checked',
      'the algorithm is not available here',
      tampered([
        'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        'http://www.w3.org/2001/04/xmldsig-more#rsa-ripemd160',
      ]),
    ],
    [
      'pass',
      'accepted-unsigned',
      'the connection accepts unsigned logouts',
      { ...byUrl, connection: ({ idp }) => connectionOf(idp, { accept: { ...ACCEPT_NOTHING, logoutUnsigned: true } }) },
    ],
  ]),
  ...casesOf('signature-weak', [
    ['pass', 'ok', 'it is RSA-SHA256', {}],
    [
      'fail',
      'weak',
      'the signature method is RSA-SHA1',
      tampered(['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', RSA_SHA1]),
      { received: 'SHA1' },
    ],
    [
      'fail',
      'weak',
      'only the digest is SHA-1',
      tampered(['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2000/09/xmldsig#sha1']),
    ],
    [
      'fail',
      'weak',
      'the URL is signed with ECDSA-SHA1',
      { ...byUrl, redirect: redirect(() => ({ algorithm: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1' })) },
    ],
    [
      'fail',
      'weak',
      'it is RSA-PSS with SHA-1',
      { ...byUrl, redirect: redirect(() => ({ algorithm: 'http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1' })) },
    ],
    [
      'fail',
      'weak',
      'it is MD5, which nothing accepts',
      {
        ...byUrl,
        redirect: redirect(() => ({ algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5' })),
        connection: ({ idp }) => connectionOf(idp, { accept: { ...ACCEPT_NOTHING, sha1: true } }),
      },
    ],
    [
      'pass',
      'accepted',
      'the connection accepts SHA-1',
      {
        ...byUrl,
        redirect: redirect(() => ({ algorithm: RSA_SHA1 })),
        connection: ({ idp }) => connectionOf(idp, { accept: { ...ACCEPT_NOTHING, sha1: true } }),
      },
    ],
  ]),
  ...casesOf('signature-wrapping', [
    ['pass', 'ok', 'both are signed', {}],
    [
      'pass',
      'ok',
      'an assertion stands in another one’s Advice (saml-core 2.6)',
      { changes: [['</saml:Conditions>', `</saml:Conditions><saml:Advice>${SECOND}</saml:Advice>`]] },
    ],
    [
      'fail',
      'one-unsigned',
      'an unsigned assertion stands beside a signed one',
      { sign: ['_assertion'], tampering: [['</samlp:Response>', `${SECOND}</samlp:Response>`]] },
      { path: '/Response/Assertion[2]' },
    ],
    [
      'fail',
      'covers-another',
      'the signed assertion was moved into Extensions',
      {
        sign: ['_assertion'],
        tampering: [
          ['<saml:Assertion ', '<samlp:Extensions><saml:Assertion '],
          ['</samlp:Response>', `</samlp:Extensions>${SECOND}</samlp:Response>`],
        ],
      },
      { received: 'Assertion _assertion', expected: 'Assertion _second' },
    ],
    [
      'fail',
      'hidden-assertion',
      'an assertion is in Extensions',
      { changes: [['<samlp:Status>', `<samlp:Extensions>${SECOND}</samlp:Extensions><samlp:Status>`]] },
    ],
    [
      'fail',
      'hidden-message',
      'a message is in Extensions',
      { changes: [['<samlp:Status>', '<samlp:Extensions><samlp:Response/></samlp:Extensions><samlp:Status>']] },
    ],
    [
      'fail',
      'foreign-reference',
      'a signature refers to another element',
      tampered(['URI="#_assertion"', 'URI="#_response"']),
    ],
  ]),
];
