import type { Certificate } from './certificate.ts';
import type { SignedOctets } from './engine.ts';
import { cryptoEngine } from './use-engine.ts';

/** Which of several certificates verifies a signature. */
export interface Trial {
  readonly certificate: Certificate | null;
  /** SHA-256 fingerprints of those that were tried, in order: the ones whose key is of the algorithm's type. */
  readonly tried: readonly string[];
}

/** Tries each certificate once, in the order given, until one verifies. */
export async function tryCertificates(signed: SignedOctets, certificates: Iterable<Certificate>): Promise<Trial> {
  const engine = cryptoEngine();
  const tried = new Set<string>();
  for (const certificate of certificates) {
    if (certificate.keyType !== signed.algorithm.keyType || tried.has(certificate.sha256)) continue;
    tried.add(certificate.sha256);
    if (hasLength(signed, certificate) && (await engine.verify(signed, certificate)))
      return { certificate, tried: [...tried] };
  }
  return { certificate: null, tried: [...tried] };
}

/** RFC 8017 8.2.2 and xmldsig-core 6.4.2: the length of a signature is that of the key; a cheap test before the costly one. */
function hasLength({ signature }: SignedOctets, { keyType, keyBits }: Certificate): boolean {
  const octets = Math.ceil(keyBits / 8);
  return signature.length === (keyType === 'RSA' ? octets : 2 * octets);
}
