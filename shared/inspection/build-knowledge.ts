import { WorkbenchError } from '#shared/base/errors.ts';
import { isRsaKey, readDecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import { readCertificate, readCertificates } from '#shared/crypto/read-certificate.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import { metadataText } from '#shared/formats/metadata-text.ts';
import { type Connection, DEFAULT_CLOCK_SKEW } from '#shared/saml/connection/connection.ts';
import { spCertificates, spKeys } from '#shared/saml/connection/sp-keys.ts';
import type { Entity, RoleKey } from '#shared/saml/metadata.ts';
import { notMetadata } from '#shared/saml/not-metadata.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { Knowledge } from './knowledge.ts';

/** What a user gives beside the messages; everything may be left out. */
export interface KnowledgeSources {
  /** EntityDescriptor or EntitiesDescriptor documents, or texts with one in them. */
  readonly metadataTexts?: readonly string[];
  /** PEM files, each with one certificate or several, or bare base64. */
  readonly certificatePems?: readonly string[];
  readonly connection?: Connection | null;
  /** PKCS#8 PEM files of RSA keys, to open encrypted parts with. */
  readonly privateKeyPems?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly at?: number | null;
  /** Now, for metadata that is looked at; milliseconds. */
  readonly today?: number | null;
  /** Milliseconds; without it the connection's, without that 180,000. */
  readonly clockSkew?: number;
}

/**
 * Reads what the user gave. A key for encryption alone verifies nothing; a key without `use` serves for
 * signing too (saml-metadata 2.4.1.1). A certificate in metadata that cannot be read is left out: one broken
 * entity must not take a whole federation away, and the check of the metadata itself names it.
 *
 * @throws WorkbenchError where a text is no XML, no metadata, or a pasted certificate is none.
 */
export async function knowledgeFrom(sources: KnowledgeSources): Promise<Knowledge> {
  const { connection = null, at = null, today = null } = sources;
  const entities = (sources.metadataTexts ?? []).flatMap(readEntities);
  const keys = await Promise.all([
    connection === null ? [] : connectionKeys(connection),
    ...entities.map(entityKeys),
    ...(sources.certificatePems ?? []).map(pastedKeys),
  ]);
  const clockSkew = sources.clockSkew ?? connection?.clockSkew ?? DEFAULT_CLOCK_SKEW;
  const ownKeys = connection === null ? [] : spKeys(connection.sp).filter(isRsaKey);
  const decryptionKeys = [...(sources.privateKeyPems ?? []), ...ownKeys].map(readDecryptionKey);
  return { entities, keys: withoutRepeats(keys.flat()), connection, at, today, clockSkew, decryptionKeys };
}

function readEntities(text: string): readonly Entity[] {
  const message = readMessage(parseXml(metadataText(text)));
  if (message.kind !== 'Metadata') throw notMetadata(message.element);
  return message.entities;
}

async function connectionKeys({ idp, sp }: Connection): Promise<TrustedKey[]> {
  const ofIdp = idp.certificates.map((certificate) => toKey(certificate, idp.entityId, 'connection'));
  const own = await Promise.all(spCertificates(sp).map(readCertificate));
  return [...ofIdp, ...own.map((certificate) => toKey(certificate, sp.entityId, 'connection'))];
}

async function entityKeys(entity: Entity): Promise<TrustedKey[]> {
  const signing = [...(entity.idp?.keys ?? []), ...(entity.sp?.keys ?? [])].filter((key) => key.use !== 'encryption');
  const read = await Promise.all(signing.map(readOrLeave));
  return read.flatMap((certificate) => (certificate === null ? [] : [toKey(certificate, entity.entityId, 'metadata')]));
}

async function readOrLeave(key: RoleKey): Promise<TrustedKey['certificate'] | null> {
  try {
    return await readCertificate(key.certificate);
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

async function pastedKeys(pem: string): Promise<TrustedKey[]> {
  return (await readCertificates(pem)).map((certificate) => toKey(certificate, null, 'pasted'));
}

function toKey(
  certificate: TrustedKey['certificate'],
  entityId: string | null,
  source: TrustedKey['source'],
): TrustedKey {
  return { certificate, entityId, source };
}

/** IdP and SP of one entity often share a key, and an entity may come in two files. */
function withoutRepeats(keys: readonly TrustedKey[]): TrustedKey[] {
  const byIdentity = new Map<string, TrustedKey>();
  for (const key of keys) {
    const identity = `${key.certificate.sha256} ${key.entityId ?? ''}`;
    if (!byIdentity.has(identity)) byIdentity.set(identity, key);
  }
  return [...byIdentity.values()];
}
