import { dirname, resolve } from 'node:path';
import type { CompanionConfig, ConnectionSettings, LoadedConnection } from '#server/config/config.ts';
import { configError, readConfigText } from '#server/config/read-config.ts';
import { KeyError } from '#server/keys/key-error.ts';
import { openSigningKey } from '#server/keys/signing-key.ts';
import type { Clock } from '#shared/base/clock.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readPrivateKeyInfo } from '#shared/crypto/import-private-key.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import { RulesError } from '#shared/rules/rules-error.ts';
import type { Connection } from '#shared/saml/connection.ts';
import { parseConnection } from '#shared/saml/read-connection.ts';
import { SamlError } from '#shared/saml/saml-error.ts';
import { spCertificates, spKeys } from '#shared/saml/sp-keys.ts';
import { isWrittenText } from '#shared/saml/written-source.ts';
import { ConnectionError } from './connection-error.ts';
import { loadTokenTrust } from './load-token-trust.ts';
import { stateKeys } from './state-keys.ts';

/** Where the companion's own SAML endpoints are, by connection. */
function ownEndpoints(url: string, prefix: string) {
  const base = `${url}/${prefix}/saml`;
  const slo = { redirect: `${base}/slo`, post: `${base}/slo`, soap: `${base}/slo/soap` };
  return { entityId: `${base}/metadata`, acs: `${base}/acs`, slo };
}

/** Where a connection is read: what it does not say itself. */
export interface ConnectionPlace {
  /** The companion's address as browsers see it. */
  readonly url: string;
  readonly stateFolder: string;
  /** Paths are relative to this folder. */
  readonly folder: string;
  readonly clock: Clock;
  /** True: nothing is made or kept; without a key in the state folder there is none. */
  readonly isTrial: boolean;
  /** Whether the entry may name a file by this path: what somebody writes in the console may not read any file there is. */
  readonly mayName: (path: string) => boolean;
  /** The words for what is wrong in the entry at a path of keys: with the line of the file, where there is one. */
  readonly wrong: (path: readonly (string | number)[], reason: string) => WorkbenchError;
}

/** Where the connections of a configuration file are read; `index` counts them. */
export function placeInFile(
  config: CompanionConfig,
  index: number,
  { url, clock }: Pick<ConnectionPlace, 'url' | 'clock'>,
): ConnectionPlace {
  return {
    url,
    clock,
    stateFolder: config.stateFolder,
    folder: dirname(config.yaml.fileName),
    isTrial: false,
    mayName: () => true,
    wrong: (path, reason) => configError(config.yaml, ['connections', index, ...path], reason),
  };
}

/**
 * Reads the files that one connection names, and fills in what its `sp` leaves out: entity ID and endpoints from
 * the companion's address, key and certificate from the state folder, where they are made at the first start.
 *
 * @throws WorkbenchError in the words of the place
 */
export async function loadConnection(settings: ConnectionSettings, place: ConnectionPlace): Promise<LoadedConnection> {
  const { saml, rules, jwt, ...rest } = settings;
  // Whether a proxy has taken the path off could not be told.
  if (new URL(place.url).pathname.split('/')[1] === settings.prefix)
    throw place.wrong(['prefix'], 'is the path that `url` puts the companion below: one of the two needs another name');
  const load = (source: string): Promise<string> => readSource(source, place);
  const idpMetadata: string[] = [];
  const metadata = async (path: string): Promise<string> => {
    const xml = await load(path);
    idpMetadata.push(xml);
    return xml;
  };
  if (jwt === undefined && settings.methods.includes('jwt')) {
    throw place.wrong(['methods'], 'names jwt, but there is no jwt entry that says whose tokens log in');
  }
  try {
    const read = readRules(rules);
    const own = namesKeys(settings) ? null : await stateKeys(settings.prefix, place);
    const pem = async (path: string): Promise<string> => (await own?.read(path)) ?? load(path);
    const sp = { ...ownEndpoints(place.url, settings.prefix), ...(own?.files ?? {}), ...spOf(settings) };
    const connection = await parseConnection({ ...saml, sp }, { metadata, pem });
    await checkKeys(connection.sp);
    return {
      ...rest,
      keysInState: !namesKeys(settings),
      tokens: await loadTokenTrust(jwt, load, place.mayName),
      connection,
      rules: read,
      idpMetadata: idpMetadata.map((xml) => ({ entityId: connection.idp.entityId, xml })),
    };
  } catch (error) {
    throw located(error, place);
  }
}

/** The text that an entry names by a path, or has in itself. */
async function readSource(source: string, { folder, mayName }: ConnectionPlace): Promise<string> {
  if (isWrittenText(source)) return source;
  if (!mayName(source)) throw new ConnectionError('file-not-named', { file: source });
  return readConfigText(resolve(folder, source));
}

/** A key or certificate of our own that cannot be read is told at the start, not at the first login. */
async function checkKeys(sp: Connection['sp']): Promise<void> {
  const [first, ...others] = spKeys(sp);
  await checked('key', async () => {
    if (first !== undefined) await openSigningKey(first, null, sp.signature);
    for (const key of others) readPrivateKeyInfo(key);
  });
  await checked('certificate', async () => {
    for (const certificate of spCertificates(sp)) await readCertificate(certificate);
  });
}

async function checked(name: string, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (cause) {
    if (!(cause instanceof WorkbenchError)) throw cause;
    throw new SamlError('config-invalid', {
      path: `sp.${name}`,
      reason: `it cannot be used: ${cause.message.replace(/\.$/, '')}`,
    });
  }
}

function spOf(settings: ConnectionSettings): Readonly<Record<string, unknown>> {
  const sp = settings.saml['sp'];
  return typeof sp === 'object' && sp !== null ? { ...sp } : {};
}

/** The configuration names files, or has them in it. */
function namesKeys(settings: ConnectionSettings): boolean {
  const sp = spOf(settings);
  return sp['key'] !== undefined || sp['certificate'] !== undefined;
}

function located(error: unknown, { wrong }: ConnectionPlace): unknown {
  if (!(error instanceof WorkbenchError)) return error;
  const { path, reason, file } = error.facts;
  const steps = stepsOf(String(path ?? ''));
  if (SamlError.is(error, 'config-unknown-key')) return wrong(steps, 'is not a key that means anything here');
  if (SamlError.is(error, 'config-invalid')) return wrong(steps, `is wrong: ${reason}`);
  if (KeyError.is(error, 'token-keys-unusable'))
    return wrong(['jwt'], `names what cannot be used: ${error.message.replace(/\.$/, '')}`);
  if (RulesError.is(error, 'rules-invalid')) return wrong(['rules', ...steps], `is wrong: ${reason}`);
  if (SamlError.is(error, 'config-idp')) return wrong(['idp'], `is wrong: ${reason}`);
  if (SamlError.is(error, 'metadata-unreadable')) {
    return wrong(['idp', 'metadata'], `names ${file}, which cannot be used: ${reason}`);
  }
  if (SamlError.is(error, 'pem-unreadable')) {
    return wrong(['idp', 'certificates'], `names ${file}, which cannot be used: ${reason}`);
  }
  return error;
}

/** `attributes.0.from` */
function stepsOf(path: string): (string | number)[] {
  const steps = path.split('.').filter((step) => step !== '');
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
