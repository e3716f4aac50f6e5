import type { Service } from '#server/connection/service.ts';
import type { DecidedLogoutRequest } from '#server/gate/decided-message.ts';
import { writeLogoutResponse } from '#shared/saml/write/write-logout-response.ts';

/**
 * Our answer to a LogoutRequest, unsigned (saml-core 3.7.2).
 * @param destination null where the answer goes back on the connection that the request came by
 */
export function makeLogoutResponse(
  { settings, clock, random }: Service,
  request: DecidedLogoutRequest,
  statusCodes: readonly string[],
  destination: string | null,
): { readonly id: string; readonly xml: string } {
  const id = `_${random()}`;
  const xml = writeLogoutResponse({
    id,
    issueInstant: clock(),
    destination,
    issuer: settings.connection.sp.entityId,
    inResponseTo: request.id,
    statusCodes,
  });
  return { id, xml };
}
