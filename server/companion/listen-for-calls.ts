import { createSecureContext } from 'node:tls';
import type { CompanionConfig } from '#server/config/config.ts';
import { configError, readConfigText } from '#server/config/read-config.ts';
import type { Log } from '#server/log/log.ts';
import { type Listening, listenByTls, type MutualTls } from '#server/web/listen.ts';

/**
 * Opens the port for QPS calls by mutual TLS, if the configuration has one.
 * @throws WorkbenchError with the line of the configuration; `port-in-use`, `address-unusable`
 */
export async function listenForCalls(config: CompanionConfig, log: Log): Promise<Listening | null> {
  if (config.tls === null) return null;
  const { key, certificate, clientCa, port } = config.tls;
  const [keyText, cert, ca] = await Promise.all([key, certificate, clientCa].map(readConfigText));
  const tls = { key: keyText ?? '', cert: cert ?? '', ca: ca ?? '' };
  checkFiles(config, tls);
  const setting = '`tls.port` in the configuration';
  return listenByTls({ host: config.host, port, setting }, tls, { log, https: true });
}

/** Node's own words may quote the file, which may be a private key. */
function checkFiles({ yaml }: CompanionConfig, tls: MutualTls): void {
  try {
    createSecureContext(tls);
  } catch {
    throw configError(
      yaml,
      ['tls'],
      'names a key, a certificate or a clientCa that cannot be used, or that do not belong together',
    );
  }
  // Without one nobody would be vouched for, and Node would take those of the system.
  if (!tls.ca.includes('-----BEGIN CERTIFICATE-----'))
    throw configError(yaml, ['tls', 'clientCa'], 'has no certificate');
}
