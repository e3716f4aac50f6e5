import type { Service } from '#server/connection/service.ts';
import type { Logout } from '#shared/logout/logout.ts';
import { type Receipt, receiptOf } from '#shared/logout/receipt.ts';
import { countOpen } from './try-sessions.ts';

/** What is known of a logout now: its own sessions are tried again. */
export async function makeReceipt(service: Service, logout: Logout): Promise<Receipt> {
  const open = await countOpen(service, logout);
  return receiptOf(logout, service.settings.connection.sp.entityId, { at: service.clock(), open });
}
