import { casesOf } from '../case.ts';
import { certificateBase64, connectionOf, type Keys, SP } from '../kit.ts';
import { AUTHN_REQUEST, change, RESPONSE, spMetadata } from '../messages.ts';
import type { Situation } from '../situation.ts';

const ASSERTION = /<saml:Assertion .*<\/saml:Assertion>/;
const XENC = 'http://www.w3.org/2001/04/xmlenc#';

/** A response with an encrypted assertion, whose content nobody opens here. */
function encrypted(content: string, transport: string, attribute = '', certificate = ''): Situation {
  const keyInfo = `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  const key = `<xenc:EncryptedKey${attribute}><xenc:EncryptionMethod Algorithm="${transport}"/>${certificate === '' ? '' : keyInfo}</xenc:EncryptedKey>`;
  const xml = `<saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc="${XENC}"><xenc:EncryptionMethod Algorithm="${content}"/>${key}</xenc:EncryptedData></saml:EncryptedAssertion>`;
  return { xml: change(RESPONSE, ASSERTION, xml), sign: ['_response'] };
}

const GCM = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';
const OAEP = `${XENC}rsa-oaep-mgf1p`;

/** The SP's own certificate is known. */
const withCertificate = ({ idp, sp }: Keys) => {
  const connection = connectionOf(idp);
  return { ...connection, sp: { ...connection.sp, certificate: sp.certificatePem } };
};

function forCertificate(pick: (keys: Keys) => Keys['sp']): Situation {
  return {
    ...encrypted(GCM, OAEP, '', 'CERTIFICATE'),
    connection: withCertificate,
    tampering: (keys) => [['CERTIFICATE<', `${certificateBase64(pick(keys))}<`]],
  };
}

export const ENCRYPTION_CASES = [
  ...casesOf('encrypted-namespace-outside', [
    [
      'fail',
      'borrowed',
      'a prefix is declared around it',
      { ...encrypted(GCM, OAEP), decrypted: [null], borrowed: ['saml'] },
      { received: 'saml', severity: 'info' },
    ],
  ]),
  ...casesOf('encryption-weak', [
    ['fail', 'rsa15', 'the key goes by RSA 1.5', encrypted(GCM, `${XENC}rsa-1_5`), { severity: 'warning' }],
    ['fail', 'triple-des', 'the content is by 3DES', encrypted(`${XENC}tripledes-cbc`, OAEP)],
    ['fail', 'cbc', 'the content is by CBC', encrypted(`${XENC}aes128-cbc`, OAEP), { severity: 'info' }],
  ]),
  ...casesOf('encrypted-for-other-key', [
    [
      'unknown',
      'none-offered',
      'the SP’s metadata has a key for signing only',
      {
        ...encrypted(GCM, OAEP),
        connection: null,
        request: AUTHN_REQUEST,
        metadata: ({ sp }) => [
          spMetadata(certificateBase64(sp)).replace('<md:KeyDescriptor>', '<md:KeyDescriptor use="signing">'),
        ],
      },
      { severity: 'info' },
    ],
    ['pass', 'ok', 'it is the SP’s certificate', forCertificate(({ sp }) => sp)],
    ['fail', 'certificate', 'it is another', forCertificate(({ stranger }) => stranger)],
    [
      'fail',
      'recipient',
      'it names another SP',
      encrypted(GCM, OAEP, ' Recipient="https://other"'),
      { expected: SP, received: 'https://other' },
    ],
  ]),
];
