import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Service } from '#server/connection/service.ts';

/** Bytes of the MAC. */
const MAC_BYTES = 16;

/**
 * The targetId by which an authentication module says later where the user wanted to go: the address itself with a MAC,
 * so that nothing is kept of it, however many strangers ask.
 */
export function makeTargetId(service: Service, address: string): string {
  return Buffer.concat([macOf(service, address), Buffer.from(address)]).toString('base64url');
}

/** The address of a targetId; null: it is none of ours. */
export function readTargetId(service: Service, id: string): string | null {
  const bytes = Buffer.from(id, 'base64url');
  if (bytes.length <= MAC_BYTES || bytes.toString('base64url') !== id) return null;
  const address = bytes.subarray(MAC_BYTES).toString('utf8');
  return timingSafeEqual(bytes.subarray(0, MAC_BYTES), macOf(service, address)) ? address : null;
}

function macOf({ requestKey, settings }: Service, address: string): Buffer {
  const mac = createHmac('sha256', requestKey).update(`target ${settings.prefix} `).update(address);
  return mac.digest().subarray(0, MAC_BYTES);
}
