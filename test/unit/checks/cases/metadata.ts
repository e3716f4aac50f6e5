import { casesOf } from '../case.ts';
import { certificateBase64 } from '../kit.ts';
import { idpMetadata, spMetadata } from '../messages.ts';
import type { Situation } from '../situation.ts';

const ANY = 'MIIB';
const META = idpMetadata(ANY);
const KEY = /<md:KeyDescriptor.*<\/md:KeyDescriptor>/;
const SLO = /(?:<md:SingleLogoutService [^>]*>)+/;

/** The metadata itself as the message, and known. */
function known(signer: NonNullable<Situation['signer']>, more: Situation = {}): Situation {
  return { xml: META, connection: null, metadata: (keys) => [idpMetadata(certificateBase64(signer(keys)))], ...more };
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
      'only-name',
      'the key is only named, as for a federation with certificate authorities of its own',
      { xml: META, changes: [[/<ds:X509Data>.*<\/ds:X509Data>/, '<ds:KeyName>idp.example</ds:KeyName>']] },
      { severity: 'warning', received: 'idp.example' },
    ],
  ]),
  ...casesOf('metadata-certificate-expired', [
    ['pass', 'ok', 'it is valid', known(({ idp }) => idp)],
    ['fail', 'all-expired', 'the only one has expired', known(({ expired }) => expired)],
    [
      'fail',
      'expired',
      'one of two has expired',
      {
        xml: META,
        connection: null,
        metadata: ({ idp, expired }) => [idpMetadata(certificateBase64(idp)), idpMetadata(certificateBase64(expired))],
      },
    ],
    ['fail', 'soon', 'it lasts for ten days', known(({ expiring }) => expiring)],
    ['unknown', 'no-clock', 'nobody knows the time', known(({ idp }) => idp, { now: null })],
  ]),
];
