import { type DecryptionKey, isRsaKey, readDecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import type { ReadingPolicy } from '#shared/inspection/examine.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { spKeys } from '#shared/saml/connection/sp-keys.ts';

/**
 * How the SP of a connection reads what it is sent: with the IdP's keys alone, for nothing that our own key signed can
 * come from it, and RSA 1.5 only where the connection accepts it by name.
 *
 * @param more keys beside the SP's own that parts may be encrypted for
 */
export function gatePolicy(connection: Connection, more: readonly DecryptionKey[] = []): ReadingPolicy {
  const keys = idpKeys(connection);
  return {
    decryptionKeys: [...ownKeys(connection), ...more],
    decryption: { rsa15: connection.accept.rsa15 },
    verify: (_, withKeys) => withKeys(keys),
  };
}

/** What the SP of a connection knows: the connection and nothing else. */
export function gateKnowledge(connection: Connection, now: number | null): Knowledge {
  return { entities: [], keys: idpKeys(connection), connection, at: now, clockSkew: connection.clockSkew };
}

/** The SP's own keys: the one that its metadata asks the IdP to encrypt for, and those that come before and after it. */
function ownKeys({ sp }: Connection): readonly DecryptionKey[] {
  return spKeys(sp).filter(isRsaKey).map(readDecryptionKey);
}

function idpKeys({ idp }: Connection): readonly TrustedKey[] {
  return idp.certificates.map((certificate) => ({ certificate, entityId: idp.entityId, source: 'connection' }));
}
