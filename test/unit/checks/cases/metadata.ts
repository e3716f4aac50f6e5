import type { Signer } from '#test/fixtures/signer.ts';
import { casesOf } from '../case.ts';
import { certificateBase64, IDP, type Keys, SP } from '../kit.ts';
import { AUTHN_REQUEST, aggregate, idpMetadata, LOGOUT_BY_IDP, spMetadata } from '../messages.ts';
import type { Situation } from '../situation.ts';

const ANY = 'MIIB';
const META = idpMetadata(ANY);
const KEY = /<md:KeyDescriptor.*<\/md:KeyDescriptor>/;
const SLO = /(?:<md:SingleLogoutService [^>]*>)+/;

/** Metadata with the certificates of these, one KeyDescriptor each. */
function withKeysOf(signers: (keys: Keys) => readonly Signer[], more: Situation = {}, xml: string = META): Situation {
  const [descriptor = ''] = KEY.exec(xml) ?? [];
  const tampering = (keys: Keys): readonly (readonly [string, string])[] => [
    [
      descriptor,
      signers(keys)
        .map((signer) => descriptor.replace(ANY, certificateBase64(signer)))
        .join(''),
    ],
  ];
  return { xml, connection: null, tampering, ...more };
}

/** Metadata whose X509Certificate holds this. */
function holding(content: string | ((keys: Keys) => string), more: Situation = {}): Situation {
  const tampering = (keys: Keys): readonly (readonly [string, string])[] => [
    [ANY, typeof content === 'string' ? content : content(keys)],
  ];
  return { xml: META, connection: null, tampering, ...more };
}

const pem = (label: string, base64: string) => `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----`;
const idpBase64 = ({ idp }: Keys) => certificateBase64(idp);
const der = (...bytes: number[]) => Buffer.from(bytes).toString('base64');
/** Of a public key, of a request and of a bundle: each begins in its way. */
const privateBase64 = ({ idp }: Keys) => idp.privateKeyPem.replace(/-----[^-]+-----|\s/g, '');
const PUBLIC = der(0x30, 0x06, 0x30, 0x00, 0x03, 0x02, 0x00, 0x01);
const REQUEST = der(0x30, 0x0d, 0x30, 0x09, 0x02, 0x01, 0x00, 0x30, 0x00, 0x30, 0x00, 0xa0, 0x00, 0x30, 0x00);
const BUNDLE = der(0x30, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02);

const SAML2 = 'urn:oasis:names:tc:SAML:2.0:protocol';
const SAML11 = 'urn:oasis:names:tc:SAML:1.1:protocol';
const BROKEN_KEY =
  '<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>idp.crt</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>';

/** The metadata of both was given; that of the IdP is otherwise in one place, and that of the SP as `change` makes it. */
function idpAs(from: string | RegExp | null, to: string, change = (sp: string): string => sp): Situation {
  const metadata = ({ idp, sp }: Keys) => {
    const whole = idpMetadata(certificateBase64(idp));
    return [from === null ? whole : whole.replace(from, to), change(spMetadata(certificateBase64(sp)))];
  };
  return { connection: null, metadata };
}

export const METADATA_CASES = [
  ...casesOf('metadata-expired', [
    ['pass', 'ok', 'validUntil lies ahead', { xml: META }],
    [
      'fail',
      'expired',
      'validUntil has passed',
      { xml: META, now: Date.parse('2026-03-01T00:00:00Z') },
      { path: '/EntityDescriptor/@validUntil' },
    ],
    [
      'fail',
      'part-expired',
      'that of an entity in an aggregate has passed',
      { xml: aggregate(META, spMetadata(ANY)), now: Date.parse('2026-03-01T00:00:00Z') },
      { path: '/EntitiesDescriptor/EntityDescriptor[1]/@validUntil' },
    ],
    [
      'fail',
      'part-expired',
      'that of the role has passed',
      { xml: META, changes: [['<md:IDPSSODescriptor', '<md:IDPSSODescriptor validUntil="2025-01-01T00:00:00Z"']] },
    ],
    ['fail', 'unreadable', 'it is no instant', { xml: META, changes: [['2026-02-01T00:00:00Z', 'soon']] }],
    ['unknown', 'no-clock', 'nobody knows the time', { xml: META, now: null }],
  ]),
  ...casesOf('metadata-slo-missing', [
    ['pass', 'ok', 'there is an endpoint', { xml: META }],
    ['fail', 'idp', 'the IdP has none', { xml: META, changes: [[SLO, '']] }],
    ['fail', 'sp', 'the SP has none', { xml: spMetadata(ANY), changes: [[SLO, '']] }],
  ]),
  ...casesOf('metadata-signing-key-missing', [
    ['pass', 'ok', 'there is one for signing', { xml: META }],
    ['pass', 'ok', 'there is one without use', { xml: idpMetadata(ANY, '') }],
    ['fail', 'none', 'there is none', { xml: META, changes: [[KEY, '']] }],
    ['fail', 'only-encryption', 'there is only one for encryption', { xml: idpMetadata(ANY, ' use="encryption"') }],
    [
      'fail',
      'only-key-value',
      'the key stands there bare',
      {
        xml: META,
        changes: [
          [
            /<ds:X509Data>.*<\/ds:X509Data>/,
            '<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>',
          ],
        ],
      },
      { severity: 'error' },
    ],
    [
      'fail',
      'only-key-value',
      'it is one of ECDSA, in the form of XML Signature 1.1',
      {
        xml: META,
        changes: [
          [
            /<ds:X509Data>.*<\/ds:X509Data>/,
            '<ds:KeyValue><ec:ECKeyValue xmlns:ec="http://www.w3.org/2009/xmldsig11#"><ec:PublicKey>BA==</ec:PublicKey></ec:ECKeyValue></ds:KeyValue>',
          ],
        ],
      },
    ],
    [
      'fail',
      'only-name',
      'the key is only named, as for a federation with certificate authorities of its own',
      { xml: META, changes: [[/<ds:X509Data>.*<\/ds:X509Data>/, '<ds:KeyName>idp.example</ds:KeyName>']] },
      { severity: 'warning', received: 'idp.example' },
    ],
  ]),
  ...casesOf('metadata-certificate-expired', [
    ['pass', 'ok', 'it is valid', withKeysOf(({ idp }) => [idp])],
    ['fail', 'all-expired', 'the only one has expired', withKeysOf(({ expired }) => [expired]), { severity: 'error' }],
    [
      'fail',
      'expired',
      'one of two has expired',
      withKeysOf(({ idp, expired }) => [idp, expired]),
      { severity: 'warning' },
    ],
    [
      'fail',
      'all-expired',
      'one has expired and one begins later',
      withKeysOf(({ early, expired }) => [early, expired]),
    ],
    ['fail', 'all-not-yet', 'the only one begins later', withKeysOf(({ early }) => [early]), { severity: 'error' }],
    [
      'fail',
      'not-yet',
      'the next one is there beside the one of today',
      withKeysOf(({ idp, early }) => [idp, early]),
      { severity: 'warning' },
    ],
    [
      'fail',
      'all-expired',
      'that of an SP for both has expired',
      withKeysOf(({ expired }) => [expired], {}, spMetadata(ANY)),
      { severity: 'error' },
    ],
    [
      'fail',
      'encryption',
      'that for encryption has expired',
      withKeysOf(({ expired }) => [expired], {}, idpMetadata(ANY, ' use="encryption"')),
      { severity: 'warning' },
    ],
    ['fail', 'soon', 'it lasts for ten days', withKeysOf(({ expiring }) => [expiring])],
    ['unknown', 'no-clock', 'nobody knows the time', withKeysOf(({ idp }) => [idp], { now: null })],
  ]),
  ...casesOf('metadata-certificate-unreadable', [
    ['fail', 'empty', 'nothing stands there', holding(' \n')],
    ['fail', 'path', 'a file of Linux is named', holding('/etc/saml/idp-signing.crt')],
    ['fail', 'path', 'a file of Windows is named', holding('C:\\inetpub\\certs\\token-signing.cer')],
    [
      'fail',
      'private-key',
      'a PEM of a private key stands there',
      holding(pem('RSA PRIVATE KEY', 'MIIE')),
      { severity: 'error' },
    ],
    ['fail', 'private-key', 'a private key without its lines stands there', holding(privateBase64)],
    ['fail', 'public-key', 'a public key stands there', holding(PUBLIC)],
    ['fail', 'request', 'a request stands there', holding(REQUEST)],
    ['fail', 'request', 'a PEM of a request stands there', holding(pem('CERTIFICATE REQUEST', REQUEST))],
    ['fail', 'bundle', 'a PKCS#7 stands there', holding(BUNDLE)],
    [
      'fail',
      'several',
      'a chain stands there',
      holding((keys) => idpBase64(keys) + certificateBase64(keys.sp)),
      { severity: 'error' },
    ],
    [
      'fail',
      'several',
      'a chain in DER stands there',
      holding((keys) => Buffer.concat([keys.idp.certificate.der, keys.sp.certificate.der]).toString('base64')),
    ],
    [
      'fail',
      'several',
      'a chain in PEM stands there',
      holding((keys) => [keys.idp, keys.sp].map((each) => pem('CERTIFICATE', certificateBase64(each))).join('\n')),
    ],
    [
      'fail',
      'pem',
      'a PEM stands there',
      holding((keys) => pem('CERTIFICATE', idpBase64(keys))),
      { path: '/EntityDescriptor/IDPSSODescriptor/KeyDescriptor/KeyInfo/X509Data/X509Certificate' },
    ],
    [
      'fail',
      'twice',
      'its PEM was encoded again',
      holding((keys) => Buffer.from(pem('CERTIFICATE', idpBase64(keys))).toString('base64')),
    ],
    [
      'fail',
      'twice',
      'its base64 was encoded again',
      holding((keys) => Buffer.from(idpBase64(keys)).toString('base64')),
    ],
    ['fail', 'not-base64', 'a placeholder stands there', holding('[paste the certificate here]')],
    ['fail', 'cut', 'its end is missing', holding((keys) => idpBase64(keys).slice(0, 400))],
    [
      'fail',
      'trailing',
      'something stands behind it',
      holding((keys) => Buffer.concat([keys.idp.certificate.der, Buffer.from('and more')]).toString('base64')),
    ],
    ['fail', 'other', 'it is something else', holding(der(0x04, 0x03, 0x01, 0x02, 0x03))],
  ]),
  ...casesOf('trusted-metadata-expired', [
    ['pass', 'ok', 'the metadata of both holds', { connection: null, metadata: bothMetadata('2026-02-01') }],
    [
      'fail',
      'expired',
      'that of the IdP had expired the day before',
      { connection: null, metadata: bothMetadata('2025-12-31') },
      { severity: 'warning', received: '2025-12-31T00:00:00Z' },
    ],
    [
      'fail',
      'unreadable',
      'its end is a date as people write it',
      {
        connection: null,
        metadata: ({ idp }) => [
          idpMetadata(certificateBase64(idp)).replace(/validUntil="[^"]*"/, 'validUntil="31.12.2027"'),
        ],
      },
      { severity: 'warning', received: '31.12.2027', owner: 'publisher' },
    ],
    [
      'fail',
      'expired',
      'the federation that it comes from had',
      {
        xml: LOGOUT_BY_IDP,
        connection: null,
        metadata: ({ idp }) => [
          aggregate(idpMetadata(certificateBase64(idp))).replace(
            '<md:EntitiesDescriptor',
            '$& validUntil="2025-12-01T00:00:00Z"',
          ),
        ],
      },
    ],
  ]),
  ...casesOf('trusted-metadata-unusable', [
    ['pass', 'ok', 'the IdP speaks SAML 2.0 and has a key', { connection: null, metadata: bothMetadata('2026-02-01') }],
    [
      'pass',
      'ok',
      'it gives its key by a name',
      idpAs(/<ds:X509Data>.*?<\/ds:X509Data>/, '<ds:KeyName>idp</ds:KeyName>'),
    ],
    ['pass', 'ok', 'one of two certificates is readable', idpAs('<md:KeyDescriptor', `${BROKEN_KEY}<md:KeyDescriptor`)],
    [
      'pass',
      'ok',
      'it has a role for each protocol',
      idpAs(
        '<md:IDPSSODescriptor',
        `<md:IDPSSODescriptor protocolSupportEnumeration="${SAML11}"></md:IDPSSODescriptor><md:IDPSSODescriptor`,
      ),
    ],
    [
      'fail',
      'protocol-older',
      'the IdP speaks SAML 1.1 alone',
      idpAs(SAML2, SAML11),
      { received: SAML11, owner: 'publisher' },
    ],
    ['fail', 'protocol-misspelt', 'its protocol is misspelt', idpAs(SAML2, `${SAML2}s`), { severity: 'warning' }],
    ['fail', 'protocol-missing', 'it names no protocol', idpAs(` protocolSupportEnumeration="${SAML2}"`, '')],
    ['fail', 'no-key', 'it has no key', idpAs(KEY, '')],
    ['fail', 'no-key', 'it has one for encryption alone', idpAs('use="signing"', 'use="encryption"')],
    ['fail', 'certificate', 'a path stands for its certificate', idpAs(/MII[\w+/=]*/, '/etc/ssl/idp.crt')],
    [
      'fail',
      'protocol-older',
      'the SP that asks speaks SAML 1.1 alone',
      { ...idpAs(null, '', (sp) => sp.replace(SAML2, SAML11)), xml: AUTHN_REQUEST },
    ],
  ]),
  ...casesOf('metadata-key-use', [
    ['fail', 'unknown', 'it is written large', { xml: idpMetadata(ANY, ' use="Signing"') }, { received: 'Signing' }],
    [
      'fail',
      'unknown',
      'it is another word',
      { xml: idpMetadata(ANY, ' use="sign"') },
      { path: '/EntityDescriptor/IDPSSODescriptor/KeyDescriptor/@use' },
    ],
  ]),
  ...casesOf('trusted-metadata-role', [
    [
      'fail',
      'sp-for-idp',
      'the SP of the same name was given',
      { connection: null, metadata: ({ idp }) => [spMetadata(certificateBase64(idp)).replace(SP, IDP)] },
      { received: IDP },
    ],
    [
      'fail',
      'idp-for-sp',
      'the IdP of the same name was given',
      {
        xml: AUTHN_REQUEST,
        connection: null,
        metadata: ({ sp }) => [idpMetadata(certificateBase64(sp)).replace(IDP, SP)],
      },
    ],
  ]),
];

function bothMetadata(day: string) {
  return ({ idp, sp }: Keys) => [
    idpMetadata(certificateBase64(idp)).replace('2026-02-01', day),
    spMetadata(certificateBase64(sp)),
  ];
}
