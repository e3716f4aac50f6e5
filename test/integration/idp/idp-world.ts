import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningIdp, startIdp } from '#server/idp/start.ts';
import type { Log } from '#server/log/log.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type NodeSamlSp, type NodeSamlSpOptions, startNodeSamlSp } from '#test/fixtures/node-saml-sp.ts';

/** A test IdP on 127.0.0.1 with service providers on localhost, another site, and one browser. */
export interface IdpWorld {
  readonly idp: RunningIdp;
  readonly browser: HttpBrowser;
  readonly stateFolder: string;
  /** Errors that the IdP logged; none is expected, ever. */
  readonly defects: readonly unknown[];
  /** Starts a service provider and makes it known to the IdP. */
  addSp(name: string, options?: Partial<NodeSamlSpOptions>): Promise<NodeSamlSp>;
  /** Ends the IdP and starts it again at the same address. */
  restartIdp(): Promise<void>;
  close(): Promise<void>;
}

/** `clock` may be replaced at any time. */
export async function makeIdpWorld(clock: () => number = Date.now): Promise<IdpWorld> {
  const stateFolder = await mkdtemp(join(tmpdir(), 'idp-'));
  const metadata: string[] = [];
  const providers: NodeSamlSp[] = [];
  const defects: unknown[] = [];
  const log: Log = { info: () => undefined, warn: () => undefined, error: (_, error) => void defects.push(error) };
  const start = (port: number) => startIdp({ port, stateFolder, serviceProviders: () => metadata, log, clock });
  let idp = await start(0);
  return {
    get idp() {
      return idp;
    },
    browser: new HttpBrowser(),
    stateFolder,
    defects,
    addSp: async (name, options = {}) => {
      const sp = await startNodeSamlSp({ host: 'localhost', name, idp: describeIdp(idp), ...options });
      providers.push(sp);
      metadata.push(sp.metadata);
      return sp;
    },
    restartIdp: async () => {
      await idp.close();
      idp = await start(Number(new URL(idp.url).port));
    },
    close: async () => {
      await Promise.all([idp.close(), ...providers.map((sp) => sp.close())]);
      await rm(stateFolder, { recursive: true });
    },
  };
}

/** What a service provider is told about the IdP. */
export function describeIdp({ url, entityId, metadata }: RunningIdp): NodeSamlSpOptions['idp'] {
  const certificate = /<ds:X509Certificate>([^<]+)</.exec(metadata)?.[1] ?? '';
  return { certificate, entityId, sso: `${url}/sso`, slo: `${url}/slo` };
}
