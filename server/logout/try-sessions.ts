import type { Service } from '#server/connection/service.ts';
import type { Logout } from '#shared/logout/logout.ts';

/** Tries the sessions of a logout by the door that every request goes through: how many of them still open something. */
export async function countOpen({ store }: Pick<Service, 'store'>, { sessions }: Logout): Promise<number> {
  const found = await Promise.all(sessions.map((key) => store.getSession(key)));
  return found.filter((session) => session !== null).length;
}
