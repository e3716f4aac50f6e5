import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import type { CompanionConfig, ConnectionSettings, LoadedConnection } from '#server/config/config.ts';
import { ConfigError } from '#server/config/config-error.ts';
import { configError, readConfigText } from '#server/config/read-config.ts';
import { documentError } from '#server/config/read-entry.ts';
import { KeyError } from '#server/keys/key-error.ts';
import { openSigningKey } from '#server/keys/signing-key.ts';
import { ThreadError } from '#server/threads/thread-error.ts';
import { kindOfSource, type MetadataSource, SOURCE_ENTRY } from '#server/trust/metadata-source.ts';
import type { ReadableSource } from '#server/trust/read-metadata.ts';
import type { TakenIdp } from '#server/trust/taken-idp.ts';
import { TrustError } from '#server/trust/trust-error.ts';
import type { Clock } from '#shared/base/clock.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readPrivateKeyInfo } from '#shared/crypto/import-private-key.ts';
import { printPem, readPemBlocks } from '#shared/crypto/pem.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { readRules } from '#shared/rules/read-rules.ts';
import { RulesError } from '#shared/rules/rules-error.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { withSource } from '#shared/saml/connection/load-idp.ts';
import { parseConnection, parseIdplessConnection } from '#shared/saml/connection/read-connection.ts';
import { spCertificates, spKeys } from '#shared/saml/connection/sp-keys.ts';
import { isWrittenText } from '#shared/saml/connection/written-source.ts';
import { SamlError } from '#shared/saml/saml-error.ts';
import { ConnectionError } from './connection-error.ts';
import { loadApps } from './load-apps.ts';
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
  /** Hosts that metadata may be fetched from besides public ones. */
  readonly metadataHosts: readonly string[];
  /** Whether the entry may allow such a host by itself. */
  readonly mayAllowHost: (host: string) => boolean;
  /** The identity provider out of its metadata. @throws WorkbenchError of `MetadataKeeper.take` */
  readonly takeIdp: (prefix: string, readable: ReadableSource) => Promise<TakenIdp>;
  /** The words for what is wrong in the entry at a path of keys: with the line of the file, where there is one. */
  readonly wrong: (path: readonly (string | number)[], reason: string) => WorkbenchError;
}

/** What the connections of a companion have in common. */
type CommonPlace = Pick<ConnectionPlace, 'url' | 'clock' | 'isTrial' | 'takeIdp'>;

/** Where the connections of a configuration file are read; `index` counts them. */
export function placeInFile(config: CompanionConfig, index: number, common: CommonPlace): ConnectionPlace {
  return {
    ...common,
    stateFolder: config.stateFolder,
    folder: dirname(config.yaml.fileName),
    metadataHosts: config.metadataHosts,
    mayName: () => true,
    mayAllowHost: () => true,
    wrong: (path, reason) => configError(config.yaml, ['connections', index, ...path], reason),
  };
}

/**
 * Where a document is read that somebody made in the console: what it may reach is what the file allows.
 *
 * @param mayName which files it may name
 */
export function placeInConsole(
  config: CompanionConfig,
  mayName: ConnectionPlace['mayName'],
  common: CommonPlace,
): ConnectionPlace {
  return {
    ...common,
    mayName,
    stateFolder: config.stateFolder,
    folder: dirname(config.yaml.fileName),
    metadataHosts: config.metadataHosts,
    mayAllowHost: (host) => config.metadataHosts.includes(host),
    wrong: documentError,
  };
}

/**
 * Reads the files that one connection names, and fills in what its `sp` leaves out: entity ID and endpoints from
 * the companion's address, key and certificate from the state folder, where they are made at the first start.
 *
 * @throws WorkbenchError in the words of the place
 */
export async function loadConnection(settings: ConnectionSettings, place: ConnectionPlace): Promise<LoadedConnection> {
  const { saml, rules, jwt, apps, ...rest } = settings;
  // Whether a proxy has taken the path off could not be told.
  if (new URL(place.url).pathname.split('/')[1] === settings.prefix)
    throw place.wrong(['prefix'], 'is the path that `url` puts the companion below: one of the two needs another name');
  const { logout } = settings;
  const foreign = logout.allowHosts.find((host) => !place.mayAllowHost(host));
  if (foreign !== undefined) throw new ConnectionError('host-not-allowed', { host: foreign });
  const load = (source: string): Promise<string> => readSource(source, place);
  let taken: TakenIdp | null = null;
  const metadata = async (written: string): Promise<string> => {
    taken = await takeFrom(written, settings, place);
    return taken.xml;
  };
  const isIdpless = settings.saml['idp'] === undefined;
  refuseMethods(settings, isIdpless, place);
  try {
    const read = readRules(rules);
    const own = namesKeys(settings) || isIdpless ? null : await stateKeys(settings.prefix, place);
    const pem = async (path: string): Promise<string> => (await own?.read(path)) ?? load(path);
    const sp = { ...ownEndpoints(place.url, settings.prefix), ...(own?.files ?? {}), ...spOf(settings) };
    const parse = isIdpless ? parseIdplessConnection : parseConnection;
    const parsed = await parse({ ...saml, sp }, { metadata, pem, isVouchedFor: true });
    const connection = { ...parsed, sp: withBareCertificates(parsed.sp) };
    if (connection.mode === 'saml2int' && logout.encryptNameId)
      throw place.wrong(['logout', 'encryptNameId'], 'is wrong: in the mode saml2int it must be false (SDP-SP30)');
    await checkKeys(parsed.sp);
    const { idpMetadata, idpValidUntil } = metadataOf(taken);
    if (connection.mode === 'saml2int' && idpMetadata.length > 0 && idpValidUntil === null)
      throw place.wrong(
        ['idp', 'metadata'],
        'says no validUntil: in the mode saml2int only metadata is taken that ends (SDP-MD03a)',
      );
    return {
      ...rest,
      apps: await loadApps(apps, { streams: rest.streams, readFile: load, wrong: place.wrong }),
      logout: { ...logout, allowHosts: [...logout.allowHosts, ...place.metadataHosts] },
      keysIn: namesKeys(settings) ? 'files' : isIdpless ? 'nowhere' : 'state',
      tokens: await loadTokenTrust(jwt, load, place.mayName),
      connection,
      rules: read,
      idpMetadata,
      idpValidUntil,
    };
  } catch (error) {
    throw located(error, place);
  }
}

/** A way in that needs what the entry does not have would be none. */
function refuseMethods({ methods, jwt }: ConnectionSettings, isIdpless: boolean, { wrong }: ConnectionPlace): void {
  if (jwt === undefined && methods.includes('jwt'))
    throw wrong(['methods'], 'names jwt, but there is no jwt entry that says whose tokens log in');
  if (isIdpless && methods.includes('saml'))
    throw wrong(['idp'], 'is missing: only a connection whose `methods` leave out saml needs no identity provider');
}

/** Takes the identity provider that an entry names; who must have signed it, and where it may be fetched, is looked at. */
async function takeFrom(written: string, settings: ConnectionSettings, place: ConnectionPlace): Promise<TakenIdp> {
  const { entityId, signedBy, allowHosts } = v.parse(SOURCE_ENTRY, settings.saml['idp']);
  const foreign = allowHosts.find((host) => !place.mayAllowHost(host));
  if (foreign !== undefined) throw new ConnectionError('host-not-allowed', { host: foreign });
  const source: MetadataSource = {
    kind: kindOfSource(written),
    metadata: written,
    entityId,
    signers: signedBy === undefined ? null : await readSource(signedBy, place),
    hosts: [...allowHosts, ...place.metadataHosts],
  };
  const readFile = (): Promise<string> => readSource(written, place);
  try {
    return await place.takeIdp(settings.prefix, { source, readFile });
  } catch (error) {
    throw isOfSource(error) ? withSource('metadata-unreadable', written, error) : error;
  }
}

/** Whether the metadata is wrong, and not the way to it, its time or this machine. */
function isOfSource(error: unknown): boolean {
  return ![TrustError, ConfigError, ConnectionError, ThreadError].some((family) => error instanceof family);
}

function metadataOf(taken: TakenIdp | null): Pick<LoadedConnection, 'idpMetadata' | 'idpValidUntil'> {
  if (taken === null) return { idpMetadata: [], idpValidUntil: null };
  const { entityId, xml, validUntil } = taken;
  return { idpMetadata: [{ entityId, xml }], idpValidUntil: validUntil };
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

/** A file may have the key beside the certificate: what is told as our certificate is nothing but that. */
function withBareCertificates(sp: Connection['sp']): Connection['sp'] {
  const { certificate, otherKeys } = sp;
  return {
    ...sp,
    certificate: certificate === null ? null : bare(certificate),
    ...(otherKeys && { otherKeys: otherKeys.map((pair) => ({ ...pair, certificate: bare(pair.certificate) })) }),
  };
}

/** The first certificate of a text, which is the one that is used; what is no PEM is one as it stands. */
function bare(text: string): string {
  const found = readPemBlocks(text).find(({ label }) => label === 'CERTIFICATE');
  return found === undefined ? text : printPem('CERTIFICATE', found.body.replace(/\s/g, ''));
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
