import { casesOf } from '../case.ts';
import { certificateBase64, connectionOf } from '../kit.ts';
import { idpMetadata } from '../messages.ts';

export const CERTIFICATE_CASES = [
  ...casesOf('certificate-expired', [
    ['pass', 'ok', 'it is valid', {}],
    [
      'fail',
      'expired',
      'it has expired',
      { signer: ({ expired }) => expired, connection: ({ expired }) => connectionOf(expired) },
      { path: '/Response/Signature' },
    ],
    [
      'fail',
      'not-yet',
      'it is not valid yet',
      { signer: ({ early }) => early, connection: ({ early }) => connectionOf(early) },
    ],
    ['unknown', 'no-clock', 'nobody knows the time', { now: null }],
  ]),
  ...casesOf('certificate-expires-soon', [
    ['pass', 'ok', 'it lasts for a year', {}],
    [
      'fail',
      'soon',
      'it lasts for ten days',
      { signer: ({ expiring }) => expiring, connection: ({ expiring }) => connectionOf(expiring) },
    ],
  ]),
  ...casesOf('embedded-certificate-differs', [
    ['pass', 'ok', 'it is the known one', {}],
    [
      'fail',
      'rolled',
      'it is another one',
      {
        connection: null,
        signer: ({ stranger }) => stranger,
        metadata: ({ idp }) => [idpMetadata(certificateBase64(idp))],
      },
    ],
    [
      'fail',
      'renewed',
      'it is another one for the same key',
      { sign: ['_assertion'], tampering: ({ renewed }) => [[/(?<=<ds:X509Certificate>)[^<]*/, renewed]] },
    ],
  ]),
];
