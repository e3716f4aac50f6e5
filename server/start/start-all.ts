import { join } from 'node:path';
import { type Companion, startCompanion } from '#server/companion/start.ts';
import { readConfig } from '#server/config/read-config.ts';
import { type RunningIdp, startIdp } from '#server/idp/start.ts';
import { makeLog } from '#server/log/log.ts';
import { makeStateFolder, writeStateFile } from '#server/store/state-folder.ts';
import type { StartOptions } from './options.ts';

/** Everything that `npm start` started. */
export interface Running {
  readonly companion: Companion;
  readonly idp: RunningIdp;
  close(): Promise<void>;
}

/**
 * Starts the test IdP, puts its metadata where the configuration looks for it, and starts the companion. The IdP
 * learns of the companion's connections by asking at every request, because the companion comes second.
 */
export async function startAll(options: StartOptions): Promise<Running> {
  const { stateFolder } = await readConfig(options.config);
  await makeStateFolder(stateFolder);
  const log = makeLog();
  let started: Companion | null = null;
  const idp = await startIdp({
    port: options.idpPort,
    stateFolder: join(stateFolder, 'idp'),
    serviceProviders: () => started?.metadata ?? [],
    encrypts: options.idpEncrypts,
    log,
  });
  try {
    await writeStateFile(stateFolder, 'test-idp.xml', idp.metadata);
    const port = options.port === undefined ? {} : { port: options.port };
    const companion = await startCompanion({ config: options.config, ...port, log, idpUrl: idp.url });
    started = companion;
    return { companion, idp, close: () => closeBoth(companion, idp) };
  } catch (error) {
    await idp.close();
    throw error;
  }
}

async function closeBoth(companion: Companion, idp: RunningIdp): Promise<void> {
  await Promise.all([companion.close(), idp.close()]);
}
