import { randomBytes } from 'node:crypto';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { findOrMakeKeys } from '#server/keys/own-keys.ts';
import { openSigningKey, type SigningKey } from '#server/keys/signing-key.ts';
import { type Log, makeLog } from '#server/log/log.ts';
import { makeStateFolder } from '#server/store/state-folder.ts';
import { closeServer, listen } from '#server/web/listen.ts';
import type { Clock } from '#shared/base/clock.ts';
import { BINDING } from '#shared/saml/names.ts';
import { writeIdpMetadata } from '#shared/saml/write/write-metadata.ts';
import { makeIdpApp } from './app.ts';
import { IDP_PATHS } from './idp.ts';
import { NAMEID_FORMATS } from './name-id.ts';
import { type MetadataSource, serviceProvidersFrom } from './service-providers.ts';
import { openIdpState } from './state.ts';
import { SCOPE } from './subject-id.ts';

/** How to start the test identity provider. */
export interface IdpOptions {
  /** `127.0.0.1` unless given. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What browsers see, without a slash at the end, where a proxy stands before it; else by host and port. */
  readonly url?: string;
  /** For its key and its sessions; made if it is not there, found again if it is. */
  readonly stateFolder: string;
  /** Metadata of everybody who may ask for logins: XML texts, or a function that is asked at every request. */
  readonly serviceProviders: MetadataSource;
  /** Encrypt assertions for every service provider whose metadata offers a key, as many products do unasked; else none is. */
  readonly encrypts?: boolean;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** A test identity provider at work. */
export interface RunningIdp {
  /** Without a slash at the end. */
  readonly url: string;
  readonly entityId: string;
  /** XML. */
  readonly metadata: string;
  close(): Promise<void>;
}

/**
 * Starts the test identity provider: users without passwords, signed responses, single logout in both directions.
 *
 * @throws WorkbenchError `port-in-use`, `state-unwritable`, `idp-state-unreadable`
 */
export async function startIdp(options: IdpOptions): Promise<RunningIdp> {
  const { host = '127.0.0.1', port, stateFolder, clock = Date.now, log = makeLog() } = options;
  await makeStateFolder(stateFolder);
  const keys = await findOrMakeKeys(stateFolder, 'test-idp', clock);
  const random = () => randomBytes(32).toString('base64url');
  const state = await openIdpState(stateFolder, random(), log);
  const signing = await openSigningKey(keys.key, keys.certificate);
  const bound = await listen({ host, port, setting: 'IDP_PORT=4051 npm start' }, { log, https: false });
  const url = options.url ?? `http://${host}:${bound.port}`;
  const entityId = `${url}${IDP_PATHS.metadata}`;
  const metadata = describe(url, entityId, keys.certificate);
  const serviceProviders = serviceProvidersFrom(options.serviceProviders);
  const otherKey = makeOtherKey(clock);
  const { encrypts = false } = options;
  const idp = { url, entityId, signing, otherKey, encrypts, state, serviceProviders, clock, log, random };
  const app = makeIdpApp(idp, metadata);
  bound.answerBy(app.callback());
  return { url, entityId, metadata, close: () => closeServer(bound.server) };
}

/** Made once, kept in memory alone: whoever trusted it could be logged in to by anybody. */
function makeOtherKey(clock: Clock): () => Promise<SigningKey> {
  let made: Promise<SigningKey> | null = null;
  const make = async (): Promise<SigningKey> => {
    const pair = await makeSelfSigned({ commonName: 'not the test identity provider', days: 1, now: clock() });
    return openSigningKey(pair.privateKeyPem, pair.certificatePem);
  };
  return () => {
    made ??= make();
    return made;
  };
}

function describe(url: string, entityId: string, certificate: string): string {
  const endpoints = (path: string) => [
    { binding: BINDING.redirect, location: `${url}${path}` },
    { binding: BINDING.post, location: `${url}${path}` },
  ];
  return writeIdpMetadata({
    entityId,
    certificates: [certificate],
    singleSignOn: endpoints(IDP_PATHS.singleSignOn),
    singleLogout: endpoints(IDP_PATHS.singleLogout),
    nameIdFormats: NAMEID_FORMATS,
    wantAuthnRequestsSigned: false,
    scopes: [SCOPE],
  });
}
