import type { DecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import type { Entity } from '#shared/saml/metadata.ts';

/**
 * What is known beside the message itself. Everything may be missing; a check that lacks what it
 * needs says `unknown`.
 */
export interface Knowledge {
  /** Metadata that the user gave, IdPs and SPs alike. */
  readonly entities: readonly Entity[];
  /** Every key to verify with: of the entities, of the connection, and pasted certificates. */
  readonly keys: readonly TrustedKey[];
  readonly connection: Connection | null;
  /** The moment to check times at, in milliseconds; null: the exchange's own time, or unknown. */
  readonly at: number | null;
  /**
   * Now, in milliseconds, for what came at no moment and holds until a date of its own: metadata. Null or absent: it is
   * judged at `at` alone.
   */
  readonly today?: number | null;
  /** Milliseconds; 180,000 unless a connection says otherwise. */
  readonly clockSkew: number;
  /** Private keys to open encrypted parts with; held as long as this object, and nowhere else. */
  readonly decryptionKeys?: readonly DecryptionKey[];
}
