import type { LoginMethod } from '#server/config/schema.ts';
import type { Service } from '#server/connection/service.ts';
import { AccessError } from './access-error.ts';

/**
 * Goes on if the connection has this way in. Who asks has proved that they may know.
 * @throws WorkbenchError `way-off`
 */
export function demandWay({ settings }: Service, method: LoginMethod): void {
  if (!settings.methods.includes(method)) throw new AccessError('way-off', { prefix: settings.prefix, method });
}
