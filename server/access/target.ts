import type { Service } from '#server/connection/service.ts';
import { readTargetId } from '#server/login/target-id.ts';
import { readReturnTo } from '#server/web/return-to.ts';
import { AccessError } from './access-error.ts';

/**
 * Where the user is to go, as a whole address. Null: nobody said, or what was said is an ID that is none of ours.
 *
 * @param target a targetId of ours, a path of the connection, or a URL on a host that it allows
 * @throws WorkbenchError `target-refused` for an address that leads elsewhere
 */
export function readTarget(service: Service, target: string | null): string | null {
  if (target === null || target === '') return null;
  const address = readTargetId(service, target) ?? target;
  // Somebody else's ID is no address: the login is not to fail for it.
  if (!/[/\\:.%]/.test(address)) return null;
  const { url, base, settings } = service;
  const found = readReturnTo(address, { url, base, hosts: settings.hosts });
  if (found === null) throw new AccessError('target-refused', { base });
  return new URL(found, url).href;
}
