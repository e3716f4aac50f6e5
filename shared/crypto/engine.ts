import type { HashName, SignatureAlgorithm } from './algorithms.ts';
import type { Certificate } from './certificate.ts';

/** The octets that were signed, and how. */
export interface SignedOctets {
  readonly algorithm: SignatureAlgorithm;
  readonly octets: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/**
 * What verifying a signature costs, and so who does it. Web Crypto is everywhere, and each of its calls is a trip
 * to another thread, which for a message of some KB takes longer than the work. A platform that has the same
 * cryptography on the spot may give its own; one contract suite runs on both.
 */
export interface CryptoEngine {
  digest(hash: HashName, octets: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Whether a certificate's key verifies a signature. False also for a key of another type or on an unknown curve,
   * an enormous one, and for parameters that make no sense, such as a salt longer than the key.
   */
  verify(signed: SignedOctets, certificate: Certificate): boolean | Promise<boolean>;
}
