import type { DecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import type { Entity } from '#shared/saml/metadata.ts';

/** One thing that the user gave: to verify with, to decrypt with, or to judge by. */
export interface TrustItem {
  readonly id: number;
  readonly kind: 'metadata' | 'certificate' | 'private-key' | 'connection';
  /** Where it came from, in the user's terms: a file name, an address, `pasted`. */
  readonly origin: string;
  readonly entities: readonly Entity[];
  readonly keys: readonly TrustedKey[];
  /** A key to open encrypted parts with. It is held here and nowhere else, and never shown or written. */
  readonly decryptionKeys: readonly DecryptionKey[];
  /** By whose gate messages are judged; null: it is none. */
  readonly connection: Connection | null;
  /** What may be kept of it, with no key in it; null: nothing. */
  readonly text: string | null;
  /** A connection file as it was given, to be saved with another row; null: there is none, or a key is in it. */
  readonly file: string | null;
  /** Whether it is there the next time, too. */
  readonly isKept: boolean;
}

/** What a text turned out to be, before it is trusted. */
export type ReadTrust = Omit<TrustItem, 'id' | 'origin' | 'isKept'>;

/** Where a connection finds the files that it names: by name, or by address. */
export type FilesBeside = (name: string) => string | null;
