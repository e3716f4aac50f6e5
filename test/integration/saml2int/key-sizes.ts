import { X509Certificate } from 'node:crypto';

/** Type and bits of a certificate's key, as OpenSSL tells them. */
export function readDerCertificate(base64: string): { readonly type: string; readonly bits: number } {
  const { publicKey } = new X509Certificate(Buffer.from(base64, 'base64'));
  const details = publicKey.asymmetricKeyDetails ?? {};
  const type = publicKey.asymmetricKeyType ?? '';
  const ofCurve = Number(/(\d{3})/.exec(details.namedCurve ?? '')?.[1] ?? 0);
  return { type, bits: details.modulusLength ?? ofCurve };
}
