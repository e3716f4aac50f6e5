import { dirname, resolve } from 'node:path';
import type { CompanionConfig, ConnectionSettings, LoadedConnection } from '#server/config/config.ts';
import { configError, readConfigText } from '#server/config/read-config.ts';
import { findOrMakeKeys, type OwnKeys } from '#server/keys/own-keys.ts';
import type { Clock } from '#shared/base/clock.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import { RulesError } from '#shared/rules/rules-error.ts';
import { parseConnection } from '#shared/saml/read-connection.ts';
import { SamlError } from '#shared/saml/saml-error.ts';

/** Where the companion's own SAML endpoints are, by connection. */
function ownEndpoints(url: string, prefix: string) {
  const base = `${url}/${prefix}/saml`;
  const slo = { redirect: `${base}/slo`, post: `${base}/slo`, soap: `${base}/slo/soap` };
  return { entityId: `${base}/metadata`, acs: `${base}/acs`, slo };
}

/**
 * Reads the files that one connection names, and fills in what its `sp` leaves out: entity ID and endpoints from
 * the companion's address, key and certificate from the state folder, where they are made at the first start.
 *
 * @param index place in `config.connections`
 * @param url the companion's address as browsers see it
 * @throws WorkbenchError with the line in the configuration
 */
export async function loadConnection(
  config: CompanionConfig,
  index: number,
  url: string,
  clock: Clock,
): Promise<LoadedConnection> {
  const settings = config.connections[index];
  if (settings === undefined) throw new RangeError(`There is no connection ${index}.`);
  const own = await ownKeys(config, settings, clock);
  const load = (path: string): Promise<string> => readConfigText(resolve(dirname(config.yaml.fileName), path));
  const idpMetadata: string[] = [];
  const metadata = async (path: string): Promise<string> => {
    const xml = await load(path);
    idpMetadata.push(xml);
    return xml;
  };
  const pem = async (path: string): Promise<string> => own?.get(path) ?? load(path);
  const sp = { ...ownEndpoints(url, settings.prefix), ...(own ? OWN_FILES : {}), ...spOf(settings) };
  const { saml, rules, ...rest } = settings;
  try {
    const connection = await parseConnection({ ...saml, sp }, { metadata, pem });
    await checkKey('key', connection.sp.key, importPrivateKey);
    await checkKey('certificate', connection.sp.certificate, readCertificate);
    return {
      ...rest,
      connection,
      rules: readRules(rules),
      idpMetadata: idpMetadata.map((xml) => ({ entityId: connection.idp.entityId, xml })),
    };
  } catch (error) {
    throw located(error, config, index);
  }
}

/** A key or certificate of our own that cannot be read is told at the start, not at the first login. */
async function checkKey(name: string, pem: string | null, read: (pem: string) => Promise<unknown>): Promise<void> {
  try {
    if (pem !== null) await read(pem);
  } catch (cause) {
    if (!(cause instanceof WorkbenchError)) throw cause;
    throw new SamlError('config-invalid', {
      path: `sp.${name}`,
      reason: `it cannot be used: ${cause.message.replace(/\.$/, '')}`,
    });
  }
}

/** Stand for the state folder's key where the configuration names no file; they are never looked for on disk. */
const OWN_FILES = { key: 'own:key', certificate: 'own:certificate' };

function spOf(settings: ConnectionSettings): Readonly<Record<string, unknown>> {
  const sp = settings.saml['sp'];
  return typeof sp === 'object' && sp !== null ? { ...sp } : {};
}

/** Null where the configuration names a key or a certificate of its own. */
async function ownKeys(
  config: CompanionConfig,
  settings: ConnectionSettings,
  clock: Clock,
): Promise<ReadonlyMap<string, string> | null> {
  const sp = spOf(settings);
  if (sp['key'] !== undefined || sp['certificate'] !== undefined) return null;
  const keys: OwnKeys = await findOrMakeKeys(config.stateFolder, settings.prefix, clock);
  return new Map([
    [OWN_FILES.key, keys.key],
    [OWN_FILES.certificate, keys.certificate],
  ]);
}

function located(error: unknown, config: CompanionConfig, index: number): unknown {
  if (!(error instanceof WorkbenchError)) return error;
  const place = ['connections', index, ...String(error.facts['path'] ?? '').split('.')].filter((step) => step !== '');
  const steps = place.map((step) => (/^\d+$/.test(String(step)) ? Number(step) : step));
  if (SamlError.is(error, 'config-unknown-key'))
    return configError(config.yaml, steps, 'is not a key that means anything here');
  if (SamlError.is(error, 'config-invalid'))
    return configError(config.yaml, steps, `is wrong: ${error.facts['reason']}`);
  if (RulesError.is(error, 'rules-invalid')) {
    return configError(
      config.yaml,
      ['connections', index, 'rules', ...steps.slice(2)],
      `is wrong: ${error.facts['reason']}`,
    );
  }
  if (SamlError.is(error, 'config-idp'))
    return configError(config.yaml, [...steps, 'idp'], `is wrong: ${error.facts['reason']}`);
  if (SamlError.is(error, 'metadata-unreadable')) {
    const { file, reason } = error.facts;
    return configError(config.yaml, [...steps, 'idp', 'metadata'], `names ${file}, which cannot be used: ${reason}`);
  }
  if (SamlError.is(error, 'pem-unreadable')) {
    const { file, reason } = error.facts;
    return configError(
      config.yaml,
      [...steps, 'idp', 'certificates'],
      `names ${file}, which cannot be used: ${reason}`,
    );
  }
  return error;
}
