import type { LoadedConnection } from '#server/config/config.ts';
import { openSigningKey } from '#server/keys/signing-key.ts';
import type { Log } from '#server/log/log.ts';
import { warnOfAccess } from './access-warnings.ts';
import type { CompanionEnvironment, Service } from './service.ts';

/** A loaded connection put to work. The log says what is unusual about it. */
export async function makeService(environment: CompanionEnvironment, settings: LoadedConnection): Promise<Service> {
  const { key, certificate, signature } = settings.connection.sp;
  const signing = key === null ? null : await openSigningKey(key, certificate, signature);
  warnOfRules(environment.log, settings);
  warnOfUnsolicited(environment.log, settings);
  warnOfAccess(environment, settings);
  return { ...environment, settings, base: `/${settings.prefix}`, signing };
}

/** With such a connection the log says each time it is put to work what it allows (SECURITY.md, "Login CSRF"). */
function warnOfUnsolicited(log: Log, { prefix, connection }: LoadedConnection): void {
  if (connection.accept.unsolicited) log.warn('unsolicited-accepted', { connection: prefix });
}

/** A rule in error allows nothing, and takes nothing away: the companion starts, and says so. */
function warnOfRules(log: Log, { prefix, rules }: LoadedConnection): void {
  for (const { name, parsed } of rules) {
    if (parsed.error !== null)
      log.warn('rule-in-error', { connection: prefix, code: name, reason: parsed.error.message });
  }
}
