import { WorkbenchError } from '#shared/base/errors.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import { readCertificate, readCertificates } from '#shared/crypto/read-certificate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { Connection } from './connection.ts';
import { type EndpointsConfig, toEndpoints } from './endpoints.ts';
import type { Entity } from './metadata.ts';
import { readMessage } from './read-message.ts';

/** How files are read: each takes a path as written in the configuration and gives the file's text. */
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
 * @throws WorkbenchError `config-idp` if there is no such IdP or no certificate to verify it with.
 */
export async function loadIdp(config: IdpConfig, load: IdpFiles): Promise<Connection['idp']> {
  const entity = config.metadata === undefined ? null : pickIdp(await load.metadata(config.metadata), config.entityId);
  const entityId = entity?.entityId ?? config.entityId;
  if (entityId === undefined)
    throw new WorkbenchError('config-idp', { reason: 'neither metadata nor entityId is given' });
  const certificates = config.certificates
    ? await loadCertificates(config.certificates, load)
    : await ofMetadata(entity);
  if (certificates.length === 0)
    throw new WorkbenchError('config-idp', { reason: 'there is no certificate for signatures' });
  return {
    entityId,
    singleSignOn: config.sso === undefined ? (entity?.idp?.singleSignOn ?? []) : toEndpoints(config.sso),
    singleLogout: config.slo === undefined ? (entity?.idp?.singleLogout ?? []) : toEndpoints(config.slo),
    certificates,
  };
}

function pickIdp(xml: string, entityId: string | undefined): Entity {
  const message = readMessage(parseXml(xml));
  if (message.kind !== 'Metadata')
    throw new WorkbenchError('config-idp', { reason: `the metadata file holds a ${message.element.localName}` });
  const idps = message.entities.filter((entity) => entity.idp !== null);
  const named = entityId === undefined ? idps : idps.filter((entity) => entity.entityId === entityId);
  const [only, another] = named;
  if (only === undefined)
    throw new WorkbenchError('config-idp', { reason: `the metadata has no IdP ${entityId ?? ''}`.trimEnd() });
  if (another !== undefined)
    throw new WorkbenchError('config-idp', { reason: `the metadata has ${named.length} IdPs: name one by entityId` });
  return only;
}

async function loadCertificates(paths: readonly string[], load: IdpFiles): Promise<Certificate[]> {
  const pems = await Promise.all(paths.map((path) => load.pem(path)));
  return (await Promise.all(pems.map((pem) => readCertificates(pem)))).flat();
}

async function ofMetadata(entity: Entity | null): Promise<Certificate[]> {
  const keys = (entity?.idp?.keys ?? []).filter((key) => key.use !== 'encryption');
  return Promise.all(keys.map((key) => readCertificate(key.certificate)));
}
