import { WorkbenchError } from '#shared/base/errors.ts';
import type { CarriedBySoap } from '#shared/logout/logout.ts';
import { type LogoutSurroundings, moveLogout } from './move-logout.ts';

/**
 * Keeps what went over the back channel with its logout, for whoever looks into it later. The logout itself is done: where
 * the store fails at this, the log says that it is not kept, and nothing else is another.
 *
 * @param id of the logout
 */
export async function noteCarried(service: LogoutSurroundings, id: string, exchange: CarriedBySoap): Promise<void> {
  try {
    await moveLogout(service, id, { type: 'carried', at: exchange.end, exchange });
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    service.log.warn('exchange-not-kept', { address: exchange.url, code: error.code });
  }
}
