import { errorsOf } from '#shared/base/errors.ts';

/** A key, a certificate or a signature that cannot be read or made. */
export class CryptoError extends errorsOf({
  'der-invalid': 'Not DER at byte {position}: {reason}.',
  'certificate-invalid': 'This is not an X.509 certificate: {reason}.',
  'certificate-missing': 'There is no certificate in the text.',
  'private-key-invalid': 'The private key cannot be used: {reason}.',
  'algorithm-unknown': 'The algorithm {algorithm} is not one that this product signs with.',
  'sign-target-missing': 'There is nothing to sign: no element, or more than one, has the ID {id}.',
}) {}
