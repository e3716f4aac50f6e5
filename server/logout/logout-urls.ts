import type { Service } from '#server/connection/service.ts';
import type { Logout } from '#shared/logout/logout.ts';

/** Where the browser is told what a logout came to. */
export function goodbyeUrl({ base }: Pick<Service, 'base'>, { id }: Pick<Logout, 'id'>): string {
  return `${base}/logout/done?id=${id}`;
}

/** Where a browser goes that is told of a logout: to its identity provider, if it is to be asked, else to its page. */
export function continueUrl({ base }: Pick<Service, 'base'>, { id }: Pick<Logout, 'id'>): string {
  return `${base}/logout/continue?id=${id}`;
}
