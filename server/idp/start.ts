import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { findOrMakeKeys } from '#server/companion/own-keys.ts';
import { makeStateFolder } from '#server/companion/state-folder.ts';
import { type Log, makeLog } from '#server/log/log.ts';
import type { Clock } from '#shared/base/clock.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { URI } from '#shared/crypto/algorithms.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { readPemBlocks } from '#shared/crypto/pem.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import { BINDING } from '#shared/saml/names.ts';
import { writeIdpMetadata } from '#shared/saml/write-metadata.ts';
import { makeIdpApp } from './app.ts';
import { type Idp, PATHS, type Signing } from './idp.ts';
import { NAMEID_FORMATS } from './name-id.ts';
import { type MetadataSource, serviceProvidersFrom } from './service-providers.ts';
import { openIdpState } from './state.ts';

/** How to start the test identity provider. */
export interface IdpOptions {
  /** `127.0.0.1` unless given. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** For its key and its sessions; made if it is not there, found again if it is. */
  readonly stateFolder: string;
  /** Metadata of everybody who may ask for logins: XML texts, or a function that is asked at every request. */
  readonly serviceProviders: MetadataSource;
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
  const signing = await openSigning(stateFolder, clock);
  const random = () => randomBytes(32).toString('base64url');
  const state = await openIdpState(stateFolder, random());
  const serviceProviders = serviceProvidersFrom(options.serviceProviders);
  const server = createServer();
  const url = `http://${host}:${await listen(server, host, port)}`;
  const entityId = `${url}${PATHS.metadata}`;
  const metadata = describe(url, entityId, signing);
  const idp: Idp = { url, entityId, signing, state, serviceProviders, clock, log, random };
  server.on('request', makeIdpApp(idp, metadata).callback());
  return { url, entityId, metadata, close: () => close(server) };
}

async function openSigning(folder: string, clock: Clock): Promise<Signing> {
  const keys = await findOrMakeKeys(folder, 'test-idp', clock);
  const privateKey = await importPrivateKey(keys.key, URI.rsaSha256);
  const sign = (octets: Uint8Array<ArrayBuffer>) => signOctets(octets, privateKey, URI.rsaSha256);
  return {
    keys,
    privateKey,
    certificate: readPemBlocks(keys.certificate)[0]?.body.replace(/\s+/g, '') ?? '',
    redirect: { algorithm: URI.rsaSha256, sign },
  };
}

function describe(url: string, entityId: string, signing: Signing): string {
  const endpoints = (path: string) => [
    { binding: BINDING.redirect, location: `${url}${path}` },
    { binding: BINDING.post, location: `${url}${path}` },
  ];
  return writeIdpMetadata({
    entityId,
    certificates: [signing.keys.certificate],
    singleSignOn: endpoints(PATHS.singleSignOn),
    singleLogout: endpoints(PATHS.singleLogout),
    nameIdFormats: NAMEID_FORMATS,
    wantAuthnRequestsSigned: false,
  });
}

/** Gives the port, which is another than asked for where that was 0. */
async function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(
        isTaken
          ? new WorkbenchError('port-in-use', { port, host, setting: 'the port of the test identity provider' })
          : error,
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
