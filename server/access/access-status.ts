import { apiStatusOf } from '#server/api/api-status.ts';
import type { WorkbenchError } from '#shared/base/errors.ts';
import type { AccessError } from './access-error.ts';

/** The codes of this room that say more than that something in the request is wrong (400). */
const STATUS: ReadonlyMap<string, number> = new Map<AccessError['code'], number>([
  ['way-off', 403],
  ['prefix-unknown', 404],
  ['session-unknown', 404],
  ['session-taken', 409],
  ['prefix-resting', 503],
]);

/** The HTTP status of an error that a QPS call answers. */
export function accessStatusOf(error: WorkbenchError): number {
  return STATUS.get(error.code) ?? apiStatusOf(error);
}
