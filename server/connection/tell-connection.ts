import type { ConnectionVersion } from '#server/store/connection-versions.ts';
import type { ConnectionDetails, ConnectionHistory, ConnectionSummary } from '#shared/api/connections.ts';
import { connectionWarnings } from './connection-warnings.ts';
import { describeChange } from './describe-change.ts';
import { maskSecrets } from './document-secrets.ts';
import type { RegisteredConnection } from './registered-connection.ts';
import type { ConnectionRegistry } from './registry.ts';
import { hasIdp, type SamlService, type Service } from './service.ts';

/** The console's list. */
export async function listConnections(registry: ConnectionRegistry): Promise<ConnectionSummary[]> {
  const lastLogins = await registry.environment.store.lastLogins();
  return registry.all().map((connection) => summarize(registry, connection, lastLogins));
}

function summarize(
  registry: ConnectionRegistry,
  connection: RegisteredConnection,
  lastLogins: ReadonlyMap<string, number>,
): ConnectionSummary {
  const { prefix, document, version, inFile, revision, service, problem } = connection;
  const description = document['description'];
  return {
    prefix,
    description: service?.settings.description ?? (typeof description === 'string' ? description : ''),
    idp: service?.settings.connection.idp?.entityId ?? null,
    methods: [...(service?.settings.methods ?? [])],
    source: version === null ? 'file' : 'console',
    overridesFile: version !== null && inFile !== null,
    revision,
    isUsable: service !== null,
    idpKeysEndAt: service === null ? null : lastEnd(service),
    problem: problem?.message ?? null,
    changedBy: version?.author ?? null,
    changedAt: version?.at ?? null,
    warnings: [...connectionWarnings(registry, connection)],
    lastLoginAt: lastLogins.get(prefix) ?? null,
  };
}

/** All of it, without a private key. */
export async function tellConnection(
  registry: ConnectionRegistry,
  connection: RegisteredConnection,
): Promise<ConnectionDetails> {
  const { document, inFile, service } = connection;
  return {
    ...summarize(registry, connection, await registry.environment.store.lastLogins()),
    document: maskSecrets(document),
    inFile: inFile === null ? null : maskSecrets(inFile),
    metadata: registry.metadata.status(connection.prefix),
    atWork: service !== null && hasIdp(service) ? atWork(service) : null,
  };
}

function lastEnd({ settings }: Service): number | null {
  const ends = (settings.connection.idp?.certificates ?? []).map(({ notAfter }) => notAfter);
  return ends.length === 0 ? null : Math.max(...ends);
}

function atWork({ settings, url, base }: SamlService): ConnectionDetails['atWork'] {
  const { sp, idp } = settings.connection;
  return {
    sp: {
      entityId: sp.entityId,
      acs: sp.acs,
      metadataUrl: `${url}${base}/saml/metadata`,
      loginUrl: `${url}${base}/saml/login`,
      certificate: sp.certificate,
    },
    idp: {
      entityId: idp.entityId,
      singleSignOn: idp.singleSignOn.map(({ binding, location }) => ({ binding, location })),
      singleLogout: idp.singleLogout.map(({ binding, location, responseLocation }) => {
        return { binding, location, responseLocation };
      }),
      certificates: idp.certificates.map(({ subject, sha256, notBefore, notAfter }) => {
        return { subject, sha256, notBefore, notAfter };
      }),
    },
  };
}

/**
 * What was changed from version to version.
 *
 * @param versions the newest first, without a gap
 * @param limit how many are told; those behind are only what the last one is held against
 */
export function tellHistory(versions: readonly ConnectionVersion[], limit: number): ConnectionHistory {
  const masked = versions.map(({ document }) => (document === null ? null : maskSecrets(document)));
  return {
    versions: versions.slice(0, limit).map(({ version, author, at, summary, document }, index) => {
      const changes = [...describeChange(masked[index + 1] ?? null, masked[index] ?? null)];
      return { version, author, at, summary, isTakenBack: document === null, changes };
    }),
  };
}
