import { encodeUtf8, toHex } from '#shared/base/bytes.ts';

/** More entities than this are not hashed for one artifact: the largest federation has some 10,000. */
const MAX_ENTITIES = 20_000;

/**
 * Who issued an artifact of type 4: the entity whose ID has the source ID for its SHA-1 (saml-bindings 3.6.4). Null if
 * none of them has.
 * @param sourceId lower-case hex
 */
export async function findArtifactIssuer(sourceId: string, entityIds: Iterable<string>): Promise<string | null> {
  const candidates = [...new Set(entityIds)].slice(0, MAX_ENTITIES);
  const hashes = await Promise.all(candidates.map(sourceIdOf));
  return candidates[hashes.indexOf(sourceId)] ?? null;
}

/** The source ID of an entity, lower-case hex. */
async function sourceIdOf(entityId: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-1', encodeUtf8(entityId))));
}
