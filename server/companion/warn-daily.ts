import { connectionWarnings } from '#server/connection/connection-warnings.ts';
import type { ConnectionRegistry } from '#server/connection/registry.ts';

const DAY = 86_400_000;

/** Says in the log at the start, and once a day, what is about to end of each connection. @returns ends it */
export function warnDaily(registry: ConnectionRegistry): () => void {
  const warn = (): void => {
    for (const connection of registry.all()) {
      for (const { code, message } of connectionWarnings(registry, connection)) {
        registry.environment.log.warn(code, { connection: connection.prefix, reason: message });
      }
    }
  };
  const timer = setInterval(warn, DAY);
  timer.unref();
  warn();
  return () => clearInterval(timer);
}
