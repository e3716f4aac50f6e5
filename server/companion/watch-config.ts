import { type Stats, unwatchFile, watchFile } from 'node:fs';
import { COMPANION_ITSELF, record } from '#server/audit/record.ts';
import type { CompanionConfig } from '#server/config/config.ts';
import { ConfigError } from '#server/config/config-error.ts';
import { readConfig } from '#server/config/read-config.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';
import { WorkbenchError } from '#shared/base/errors.ts';

/** Milliseconds between two looks at the file: looking works on every file system, and through links that are moved. */
const LOOK_EVERY = 500;

/** An editor may write a file in several steps: it is read when it has stayed as it is for so long. */
const SETTLED = 300;

/**
 * Reads the configuration anew when its file changes and at SIGHUP, and gives it to the registry. What is wrong in it
 * changes nothing: the log says what and in which line. Sessions stay. A file that ended with a line break before, and
 * does not now, was cut off: half of a value may still be one.
 *
 * @param started the file as it was read at the start
 * @returns ends the watching
 */
export function watchConfig(path: string, started: CompanionConfig, registry: ConnectionRegistry): () => void {
  let timer: NodeJS.Timeout | null = null;
  const state = { isEnded: started.yaml.isEnded };
  const reload = (): void => {
    timer = null;
    void reloadConfig(path, { started, state }, registry);
  };
  const onChange = (now: Stats, before: Stats): void => {
    if (now.mtimeMs === before.mtimeMs && now.size === before.size && now.ino === before.ino) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(reload, SETTLED);
    timer.unref();
  };
  watchFile(path, { persistent: false, interval: LOOK_EVERY }, onChange);
  process.on('SIGHUP', reload);
  return () => {
    if (timer !== null) clearTimeout(timer);
    unwatchFile(path, onChange);
    process.off('SIGHUP', reload);
  };
}

/** What is fixed while the process runs. */
const FIXED = ['host', 'port', 'url', 'stateFolder', 'auditDays', 'auditLines'] as const;

/** Reads the file and takes its connections; never throws for what is wrong in it. */
async function reloadConfig(
  path: string,
  { started, state }: { readonly started: CompanionConfig; readonly state: { isEnded: boolean } },
  registry: ConnectionRegistry,
): Promise<void> {
  const { log } = registry.environment;
  try {
    await registry.exclusively(async () => {
      const config = await readConfig(path);
      if (state.isEnded && !config.yaml.isEnded) throw new ConfigError('config-cut-off', { file: path });
      const changed = FIXED.filter((name) => config[name] !== started[name]);
      if (changed.length > 0)
        log.warn('config-needs-restart', { reason: `only a restart changes ${changed.join(', ')}` });
      await registry.take(config);
      state.isEnded = config.yaml.isEnded;
    });
    const count = registry.all().length;
    await record(registry.environment, {
      actor: COMPANION_ITSELF,
      action: 'configuration-reloaded',
      subject: path,
      facts: { count },
    });
    log.info('config-reloaded', { count });
  } catch (error) {
    if (error instanceof WorkbenchError) log.warn('config-refused', { code: error.code, reason: error.message });
    else log.error('config-refused', error);
  }
}
