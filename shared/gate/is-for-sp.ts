import { GATED_KINDS } from '#shared/checks/engine/gated.ts';
import { withoutQuery } from '#shared/http/navigation.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { spLogoutEndpoints } from '#shared/saml/connection/endpoints.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';

/**
 * Whether a message that was seen somewhere is one that the connection's SP would be asked to take: of a kind that its
 * gate takes, and sent to one of its addresses, or naming one of them or the SP itself. Where nobody knows where it
 * went (a file), whatever the SP did not send itself is taken for one: so says who gives the connection with it.
 *
 * @param receivedUrl where it went, its query included; null: nobody knows
 */
export function isForSp(message: SamlMessage, receivedUrl: string | null, { sp }: Connection): boolean {
  if (!GATED_KINDS.includes(message.kind) || message.kind === 'Metadata') return false;
  const addresses = spAddresses(sp);
  const isOurs = (url: string | null): boolean => url !== null && addresses.has(withoutQuery(url));
  if (isOurs(receivedUrl) || isOurs(message.destination)) return true;
  if (message.issuer?.value === sp.entityId) return false;
  return receivedUrl === null || namesSp(message, sp.entityId, isOurs);
}

function spAddresses(sp: Connection['sp']): ReadonlySet<string> {
  const logout = spLogoutEndpoints(sp).flatMap(({ location, responseLocation }) => [location, responseLocation]);
  return new Set([sp.acs, ...logout].filter((url) => url !== null).map(withoutQuery));
}

/** A Response that went to the address of another, or to an old one of ours, and has an assertion for this SP. */
function namesSp(message: SamlMessage, entityId: string, isOurs: (url: string | null) => boolean): boolean {
  if (message.kind !== 'Response') return false;
  return message.assertions.some(({ conditions, subject }) => {
    const audiences = conditions?.audienceRestrictions.flatMap((each) => each.audiences) ?? [];
    const recipients = subject?.confirmations.map(({ data }) => data?.recipient ?? null) ?? [];
    return audiences.includes(entityId) || recipients.some(isOurs);
  });
}
