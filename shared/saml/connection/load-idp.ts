import { WorkbenchError } from '#shared/base/errors.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import { readCertificate, readCertificates } from '#shared/crypto/read-certificate.ts';
import type { Entity } from '#shared/saml/metadata.ts';
import { readEntityDetails } from '#shared/saml/read-entity-details.ts';
import { SamlError } from '#shared/saml/saml-error.ts';
import { chooseIdp } from './choose-idp.ts';
import type { Connection } from './connection.ts';
import { type EndpointsConfig, toEndpoints } from './endpoints.ts';
import { sourceName } from './written-source.ts';

/** How files are read: each takes a path, or the text itself, as written in the configuration, and gives the text. */
export interface IdpFiles {
  metadata(path: string): Promise<string>;
  pem(path: string): Promise<string>;
  /** Whoever gives the metadata has taken it by `signedBy` and `entityId`: it is that entity and nothing else. */
  readonly isVouchedFor?: boolean;
}

/** The `idp` part of a connection file. */
export interface IdpConfig {
  readonly metadata?: string | undefined;
  readonly entityId?: string | undefined;
  readonly signedBy?: string | undefined;
  readonly sso?: EndpointsConfig | undefined;
  readonly slo?: EndpointsConfig | undefined;
  readonly certificates?: readonly string[] | undefined;
  readonly scopes?: readonly string[] | undefined;
}

/**
 * The IdP that a connection names: from its metadata where a file is given, each part replaced by what is stated
 * beside it; `entityId` then picks one out of an aggregate, and
 * `signedBy` says who must have signed it. Until when it is valid is not looked at here.
 *
 * @throws WorkbenchError `config-idp` if there is no such IdP or no certificate to verify it with; `metadata-unreadable`
 *   and `pem-unreadable` with the file
 */
export async function loadIdp(config: IdpConfig, load: IdpFiles): Promise<Connection['idp']> {
  const entity = await readIdp(config, load);
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
    ...(await encryptionKeysOf(entity)),
    ...scopesOf(config, entity),
  };
}

async function readIdp({ metadata, entityId, signedBy }: IdpConfig, load: IdpFiles): Promise<Entity | null> {
  if (metadata === undefined) return null;
  if (/^https?:/i.test(metadata) && load.isVouchedFor !== true) {
    throw new SamlError('metadata-by-address', { address: metadata });
  }
  const xml = await load.metadata(metadata);
  const isOpen = signedBy === undefined || load.isVouchedFor === true;
  const signers = isOpen ? null : await loadCertificates([signedBy], load);
  return namingSource('metadata-unreadable', metadata, async () => {
    const { entity } = await chooseIdp(xml, { entityId, signers, pause: async () => undefined });
    return entity;
  });
}

async function namingSource<Result>(
  code: 'metadata-unreadable' | 'pem-unreadable',
  path: string,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (cause) {
    throw withSource(code, path, cause);
  }
}

/** What is wrong in a file, naming the file as the configuration writes it. What is no bad input stays what it is. */
export function withSource(code: 'metadata-unreadable' | 'pem-unreadable', path: string, cause: unknown): unknown {
  if (!(cause instanceof WorkbenchError) || SamlError.is(cause, 'config-idp')) return cause;
  return new SamlError(code, { file: sourceName(path), reason: cause.message.replace(/\.$/, '') }, { cause });
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

/** What the connection names counts alone. A pattern is left out (SDP-SP17 lets us): what it matches is easily more than was meant. */
function scopesOf({ scopes }: IdpConfig, entity: Entity | null): Pick<Connection['idp'], 'scopes'> {
  const details = entity === null ? null : readEntityDetails(entity);
  const role = details?.roles.find(({ name }) => name === 'IDPSSODescriptor');
  const published = [details, role].flatMap((part) => part?.extensions.scopes ?? []);
  const named = scopes ?? published.filter(({ isPattern }) => !isPattern).map(({ value }) => value);
  return named.length === 0 ? {} : { scopes: named };
}

/** Those that are for encryption or for both; another type than RSA is nothing that we encrypt for. */
async function encryptionKeysOf(entity: Entity | null): Promise<Pick<Connection['idp'], 'encryptionCertificates'>> {
  const keys = (entity?.idp?.keys ?? []).filter((key) => key.use !== 'signing');
  const all = await Promise.all(keys.map((key) => readCertificate(key.certificate).catch(unreadable)));
  const usable = all
    .filter((certificate) => certificate?.keyType === 'RSA')
    .flatMap((certificate) => certificate ?? []);
  return usable.length === 0 ? {} : { encryptionCertificates: usable };
}

/** A key that cannot be read is none; where it is for signatures, too, that is told. */
function unreadable(error: unknown): null {
  if (error instanceof WorkbenchError) return null;
  throw error;
}

async function ofMetadata(entity: Entity | null): Promise<Certificate[]> {
  const keys = (entity?.idp?.keys ?? []).filter((key) => key.use !== 'encryption');
  return Promise.all(keys.map((key) => readCertificate(key.certificate)));
}
