import type { AdminError } from '#server/admin/admin-error.ts';
import type { ConnectionError } from '#server/connection/connection-error.ts';
import type { DecisionsError } from '#server/decisions/decisions-error.ts';
import type { KeyError } from '#server/keys/key-error.ts';
import type { TrustError } from '#server/trust/trust-error.ts';
import { statusOf } from '#server/web/status-of.ts';
import type { WorkbenchError } from '#shared/base/errors.ts';
import type { ApiError } from './api-error.ts';

/** The codes that say more than that something in the request is wrong (400). A room that the API serves adds its own. */
type Code = (AdminError | ApiError | ConnectionError | DecisionsError | KeyError | TrustError)['code'];

const STATUS: ReadonlyMap<string, number> = new Map<Code, number>([
  ['credential-missing', 401],
  ['client-unknown', 401],
  ['credential-unknown', 401],
  ['request-foreign', 403],
  ['guesses-many', 429],
  ['client-key-unknown', 404],
  ['api-unknown', 404],
  ['api-session-unknown', 404],
  ['login-unknown', 404],
  ['logout-unknown', 404],
  ['receipt-without-key', 404],
  ['saml-off', 409],
  ['connection-unknown', 404],
  ['connection-version-unknown', 404],
  ['resource-unknown', 404],
  ['review-unknown', 404],
  ['review-stale', 409],
  ['review-large', 413],
  ['connection-exists', 409],
  ['connection-stale', 409],
  ['connection-in-file', 409],
  ['metadata-changed-again', 409],
  ['metadata-unreachable', 502],
  ['key-unknown', 404],
  ['key-configured', 409],
  ['key-not-needed', 409],
  ['key-step-stale', 409],
  ['key-step-wrong', 409],
]);

/** The HTTP status of an error that the API answers. */
export function apiStatusOf(error: WorkbenchError): number {
  return STATUS.get(error.code) ?? statusOf(error);
}
