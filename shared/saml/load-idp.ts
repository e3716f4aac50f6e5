import { WorkbenchError } from '#shared/base/errors.ts';
import { InputError } from '#shared/base/input-error.ts';
import { nameWords } from '#shared/base/issue-words.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import { readCertificate, readCertificates } from '#shared/crypto/read-certificate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { Connection } from './connection.ts';
import { type EndpointsConfig, toEndpoints } from './endpoints.ts';
import type { Entity, Metadata } from './metadata.ts';
import { readMessage } from './read-message.ts';
import { SamlError } from './saml-error.ts';
import { sourceName } from './written-source.ts';

/** How files are read: each takes a path, or the text itself, as written in the configuration, and gives the text. */
export interface IdpFiles {
  metadata(path: string): Promise<string>;
  pem(path: string): Promise<string>;
}

/** The `idp` part of a connection file. */
export interface IdpConfig {
  readonly metadata?: string | undefined;
  readonly entityId?: string | undefined;
  readonly sso?: EndpointsConfig | undefined;
  readonly slo?: EndpointsConfig | undefined;
  readonly certificates?: readonly string[] | undefined;
}

/**
 * The IdP that a connection names: from its metadata where a file is given, each part replaced by what is stated
 * beside it; `entityId` then picks one out of an aggregate.
 *
 * @throws WorkbenchError `config-idp` if there is no such IdP or no certificate to verify it with; `metadata-unreadable`
 *   and `pem-unreadable` with the file
 */
export async function loadIdp(config: IdpConfig, load: IdpFiles): Promise<Connection['idp']> {
  const entity = config.metadata === undefined ? null : await readIdp(config.metadata, config.entityId, load);
  const entityId = entity?.entityId ?? config.entityId;
  if (entityId === undefined) throw new SamlError('config-idp', { reason: 'neither metadata nor entityId is given' });
  const certificates = config.certificates
    ? await loadCertificates(config.certificates, load)
    : await namingSource('metadata-unreadable', config.metadata ?? '', () => ofMetadata(entity));
  if (certificates.length === 0)
    throw new SamlError('config-idp', { reason: 'there is no certificate for signatures' });
  return {
    entityId,
    singleSignOn: config.sso === undefined ? (entity?.idp?.singleSignOn ?? []) : toEndpoints(config.sso),
    singleLogout: config.slo === undefined ? (entity?.idp?.singleLogout ?? []) : toEndpoints(config.slo),
    certificates,
  };
}

async function readIdp(path: string, entityId: string | undefined, load: IdpFiles): Promise<Entity> {
  const xml = await load.metadata(path);
  return namingSource('metadata-unreadable', path, async () => pickIdp(readMetadata(xml), entityId));
}

/** What is wrong in a file names the file, as the configuration writes it. */
async function namingSource<Result>(
  code: 'metadata-unreadable' | 'pem-unreadable',
  path: string,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof WorkbenchError) || SamlError.is(cause, 'config-idp')) throw cause;
    throw new SamlError(code, { file: sourceName(path), reason: cause.message.replace(/\.$/, '') }, { cause });
  }
}

/** A login page saved instead of the metadata, and an empty file, are the usual mistakes. */
function readMetadata(xml: string): Metadata {
  if (xml.trim() === '') throw new InputError('input-empty');
  if (/^\s*(?:<!doctype html|<html)\b/i.test(xml)) throw new SamlError('metadata-expected', { name: 'HTML page' });
  const message = readMessage(parseXml(xml));
  if (message.kind === 'Metadata') return message;
  throw new SamlError('metadata-expected', { name: nameWords(message.element.localName) });
}

function pickIdp(message: Metadata, entityId: string | undefined): Entity {
  const idps = message.entities.filter((entity) => entity.idp !== null);
  const named = entityId === undefined ? idps : idps.filter((entity) => entity.entityId === entityId);
  const [only, another] = named;
  if (only === undefined)
    throw new SamlError('config-idp', { reason: `the metadata has no IdP ${entityId ?? ''}`.trimEnd() });
  if (another !== undefined)
    throw new SamlError('config-idp', { reason: `the metadata has ${named.length} IdPs: name one by entityId` });
  return only;
}

async function loadCertificates(paths: readonly string[], load: IdpFiles): Promise<Certificate[]> {
  const all = await Promise.all(
    paths.map(async (path) => {
      const pem = await load.pem(path);
      return namingSource('pem-unreadable', path, () => readCertificates(pem));
    }),
  );
  return all.flat();
}

async function ofMetadata(entity: Entity | null): Promise<Certificate[]> {
  const keys = (entity?.idp?.keys ?? []).filter((key) => key.use !== 'encryption');
  return Promise.all(keys.map((key) => readCertificate(key.certificate)));
}
