import { writeLogoutRequest } from '#shared/saml/write/write-logout-request.ts';
import type { Idp } from './idp.ts';
import type { SessionParticipant } from './state.ts';

const REQUEST_LASTS = 5 * 60_000;

/** The LogoutRequest for one participant, with the name and the session that it was told; unsigned. */
export function makeLogoutRequest(
  idp: Idp,
  { nameId, sessionIndex }: SessionParticipant,
  id: string,
  destination: string,
): string {
  const now = idp.clock();
  return writeLogoutRequest({
    id,
    issueInstant: now,
    issuer: idp.entityId,
    destination,
    nameId,
    sessionIndexes: [sessionIndex],
    notOnOrAfter: now + REQUEST_LASTS,
  });
}
