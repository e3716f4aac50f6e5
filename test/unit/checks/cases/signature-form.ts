import type { RedirectForm } from '#shared/crypto/explain-redirect.ts';
import type { RedirectSignatureReport } from '#shared/crypto/signature.ts';
import { casesOf } from '../case.ts';
import { certificateBase64, IDP, type Keys } from '../kit.ts';
import { idpMetadata, LOGOUT_BY_IDP, RESPONSE, spMetadata } from '../messages.ts';
import type { Situation } from '../situation.ts';

const ALGORITHMS = 'urn:oasis:names:tc:SAML:metadata:algsupport';
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const DS = 'http://www.w3.org/2000/09/xmldsig#';

/** As the IdP signed the assertion, with pieces then changed. */
function tampered(...tampering: (readonly [string | RegExp, string])[]): Situation {
  return { sign: ['_assertion'], tampering };
}

/** A value that is signed, and then written otherwise. */
function rewritten(signed: string, sent: string): Situation {
  return { sign: ['_assertion'], changes: [['>Sales<', `>${signed}<`]], tampering: [[`>${signed}<`, `>${sent}<`]] };
}

/** The verdict on a redirect signature, with another key size or form. */
function beside(changes: (keys: Keys) => Partial<RedirectSignatureReport>): Situation {
  return {
    xml: LOGOUT_BY_IDP,
    sign: [],
    binding: 'redirect',
    redirect: (keys) => ({
      algorithm: RSA_SHA256,
      outcome: 'valid',
      reason: null,
      certificate: keys.idp.certificate,
      tried: [],
      ...changes(keys),
    }),
  };
}

const withBits = (keyBits: number) => beside(({ idp }) => ({ certificate: { ...idp.certificate, keyBits } }));

function signedAs(form: RedirectForm): Situation {
  return beside(() => ({ outcome: 'invalid', reason: 'signature-mismatch', certificate: null, signedAs: form }));
}

/** Metadata of both, the SP's with more in it. */
function wanting(from: string, to: string): Situation {
  return {
    connection: null,
    requestIds: null,
    receivedUrl: 'https://sp.example/acs',
    metadata: ({ idp, sp }) => [
      idpMetadata(certificateBase64(idp)),
      spMetadata(certificateBase64(sp)).replace(from, to),
    ],
  };
}

const wantSigned = wanting('<md:SPSSODescriptor ', '<md:SPSSODescriptor WantAssertionsSigned="true" ');
const listing = (element: string) =>
  wanting('<md:SPSSO', `<md:Extensions xmlns:alg="${ALGORITHMS}">${element}</md:Extensions><md:SPSSO`);
const empty = `<ds:Signature xmlns:ds="${DS}"/>`;
const inclusive = `<ds:Signature xmlns:ds="${DS}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/></ds:SignedInfo></ds:Signature>`;

function twoCertificates({ idp, stranger }: Keys): readonly string[] {
  const one = idpMetadata(certificateBase64(idp));
  const key = /<md:KeyDescriptor.*<\/md:KeyDescriptor>/.exec(idpMetadata(certificateBase64(stranger)))?.[0] ?? '';
  return [one.replace('<md:KeyDescriptor', () => `${key}<md:KeyDescriptor`)];
}

export const SIGNATURE_FORM_CASES = [
  ...casesOf('signature-several-signed-info', [
    [
      'fail',
      'several',
      'a second one stands before it',
      tampered(['<ds:SignedInfo>', '<ds:SignedInfo/><ds:SignedInfo>']),
    ],
  ]),
  ...casesOf('signature-carriage-return', [
    [
      'fail',
      'reference',
      'lines of SignatureValue end with one',
      tampered([/(?<=<ds:SignatureValue>.{76})/, '&#13;\n']),
      { received: '&#13;' },
    ],
    [
      'fail',
      'reference',
      'a certificate is written so, in hexadecimal',
      { ...tampered([/(?<=<ds:X509Certificate>.{64})/, '&#xD;\n']), embed: true },
    ],
  ]),
  ...casesOf('signature-value-comment', [
    ['fail', 'comment', 'it is in DigestValue', tampered(['<ds:DigestValue>', '<ds:DigestValue><!--x-->'])],
    ['fail', 'comment', 'it is in SignatureValue', tampered(['<ds:SignatureValue>', '<ds:SignatureValue><!--x-->'])],
  ]),
  ...casesOf(
    'signature-transforms',
    (
      [
        ['xslt', 'http://www.w3.org/TR/1999/REC-xslt-19991116'],
        ['xpath', 'http://www.w3.org/TR/1999/REC-xpath-19991116'],
        ['xpath', 'http://www.w3.org/2002/06/xmldsig-filter2'],
        ['too-many', 'http://www.w3.org/2000/09/xmldsig#base64'],
      ] as const
    ).map(
      ([variant, uri]) =>
        [
          'fail',
          variant,
          `there is a transform ${uri} more`,
          tampered(['<ds:Transforms>', `<ds:Transforms><ds:Transform Algorithm="${uri}"/>`]),
        ] as const,
    ),
  ),
  ...casesOf('signature-hmac', [
    ['fail', 'hmac', 'the algorithm is a keyed hash', tampered(['#rsa-sha256', '#hmac-sha256'])],
    ['fail', 'hmac', 'that of the URL is', beside(() => ({ algorithm: `${DS}hmac-sha1`, outcome: 'invalid' }))],
  ]),
  ...casesOf('signature-key-short', [
    ['pass', 'ok', 'it has 2048 bits', {}],
    ['fail', 'short', 'it has 1024', withBits(1024), { severity: 'warning', received: '1024 bits' }],
    ['fail', 'broken', 'it has 768', withBits(768), { severity: 'error' }],
  ]),
  ...casesOf('canonical-form-empty', [
    [
      'fail',
      'relative-namespace',
      'a namespace is relative',
      tampered(['<saml:Subject>', '<saml:Subject xmlns:x="1">']),
    ],
    [
      'fail',
      'empty-digest',
      'the digest is that of nothing',
      tampered([/(?<=<ds:DigestValue>)[^<]*/, '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=']),
    ],
  ]),
  ...casesOf('signature-object', [
    ['fail', 'object', 'there is one', tampered(['</ds:Signature>', '<ds:Object/></ds:Signature>'])],
  ]),
  ...casesOf('signature-misplaced', [
    [
      'fail',
      'elsewhere',
      'it stands last',
      { sign: [], changes: [['</saml:Assertion>', `${empty}</saml:Assertion>`]] },
    ],
  ]),
  ...casesOf('signature-on-one', [
    ['pass', 'both', 'both are signed', {}],
    ['fail', 'only-response', 'the response is', { sign: ['_response'] }],
    ['fail', 'only-assertion', 'the assertion is', { sign: ['_assertion'] }],
  ]),
  ...casesOf('assertion-signature-wanted', [
    ['pass', 'ok', 'the assertion is signed too', wantSigned],
    ['fail', 'only-response', 'only the response is signed', { ...wantSigned, sign: ['_response'] }],
  ]),
  ...casesOf('signature-algorithm-not-offered', [
    ['pass', 'ok', 'it is listed', listing(`<alg:SigningMethod Algorithm="${RSA_SHA256}"/>`)],
    ['fail', 'signing', 'another is listed', listing('<alg:SigningMethod Algorithm="urn:other"/>')],
    ['fail', 'digest', 'another digest is listed', listing('<alg:DigestMethod Algorithm="urn:other"/>')],
  ]),
  ...casesOf('redirect-signature-reencoded', [
    ['fail', 'letter-case', 'lower-case escapes were signed', signedAs('lower-case')],
    ['fail', 'letter-case', 'upper-case escapes were signed', signedAs('upper-case')],
    ['fail', 'spaces', 'a plus was signed', signedAs('plus')],
    ['fail', 'spaces', '%20 was signed', signedAs('percent-20')],
    ['fail', 'encoded-anew', 'another library’s escapes were signed', signedAs('encoded-anew')],
    ['fail', 'decoded', 'the bare values were signed', signedAs('decoded')],
    ['fail', 'relay-state-left-out', 'RelayState was not signed', signedAs('without-relay-state')],
    ['fail', 'relay-state-empty', 'an empty RelayState was signed', signedAs('empty-relay-state')],
  ]),
  ...casesOf('content-reformatted', [
    ['fail', 'white-space-between', 'it was indented', tampered(['<saml:Subject>', '\n  <saml:Subject>'])],
    ['fail', 'white-space-around', 'its texts were indented', tampered(['>anne<', '>\n    anne\n  <'])],
    ['fail', 'carriage-returns-added', 'LF became CR LF', rewritten('Sales\nEU', 'Sales&#13;\nEU')],
    ['fail', 'carriage-returns-lost', 'CR LF became LF', rewritten('Sales&#13;\nEU', 'Sales\nEU')],
    ['fail', 'utf8-as-latin1', 'it was encoded twice', rewritten('Zoé', 'ZoÃ©')],
    ['fail', 'unicode-normalised', 'letters were decomposed', rewritten('Zo\u00e9', 'Zoe\u0301')],
    ['fail', 'unicode-normalised', 'letters were composed', rewritten('Zoe\u0301', 'Zo\u00e9')],
    ['fail', 'escaped-twice', 'an entity was escaped again', rewritten('R&amp;D', 'R&amp;amp;D')],
  ]),
  ...casesOf('signature-inclusive-c14n', [
    [
      'fail',
      'inclusive',
      'it is canonicalized inclusively',
      { sign: [], xml: RESPONSE.replace(/(?<=<saml:Assertion [^>]*><saml:Issuer>[^<]*<\/saml:Issuer>)/, inclusive) },
    ],
  ]),
  ...casesOf('connection-certificate-outdated', [
    [
      'fail',
      'outdated',
      'the metadata knows the new one, the connection does not',
      { signer: ({ stranger }) => stranger, metadata: ({ stranger }) => [idpMetadata(certificateBase64(stranger))] },
    ],
  ]),
  ...casesOf('certificate-one-of-several', [
    ['fail', 'used', `${IDP} has two`, { connection: null, requestIds: null, metadata: twoCertificates }],
  ]),
];
