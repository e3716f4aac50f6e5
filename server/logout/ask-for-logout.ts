import type { Service } from '#server/connection/service.ts';
import { pickLogout } from '#server/saml/pick-endpoint.ts';
import type { OutgoingMessage } from '#server/saml/send-message.ts';
import { ownerOf } from '#server/session/owner.ts';
import { userName } from '#server/session/user-name.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { Connection } from '#shared/saml/connection.ts';
import { writeLogoutRequest } from '#shared/saml/write-logout-request.ts';
import type { Goodbye } from './goodbye.ts';
import { LOGOUT_WAITS, type PendingLogout } from './pending-logout.ts';

/** saml-core 3.7.3: the user wishes it. */
const BY_USER = 'urn:oasis:names:tc:SAML:2.0:logout:user';

/**
 * The LogoutRequest for a session that ended here, its ID kept until the answer comes; or why there is none.
 * The NameID goes back exactly as it came, with every SessionIndex (AD FS matches nothing otherwise).
 */
export async function askForLogout(
  service: Service,
  login: LoginSession,
): Promise<{ message: OutgoingMessage } | { goodbye: Goodbye }> {
  const { settings, store, clock, random } = service;
  const { origin } = login;
  if (origin.way !== 'saml') return { goodbye: onlyHere(login) };
  const target = pickLogout(settings.connection);
  if (target === null) return { goodbye: notAsked(login, origin.idp, whyNowhere(settings.connection)) };
  if (origin.nameId === null) return { goodbye: notAsked(login, origin.idp, 'no-name-id') };
  const now = clock();
  const id = `_${random()}`;
  const pending: PendingLogout = { user: userName(login) };
  await store.addPending('logout', id, pending, {
    owner: ownerOf(settings.prefix, userName(login)),
    expiresAt: now + LOGOUT_WAITS,
  });
  const xml = writeLogoutRequest({
    id,
    issueInstant: now,
    destination: target.url,
    issuer: settings.connection.sp.entityId,
    nameId: origin.nameId,
    sessionIndexes: origin.sessionIndexes,
    notOnOrAfter: now + LOGOUT_WAITS,
    reason: BY_USER,
  });
  return { message: { parameter: 'SAMLRequest', xml, id, target, relayState: random() } };
}

/** No identity provider has a part in it: there is nobody to ask. */
function onlyHere(login: LoginSession): Goodbye {
  return { user: userName(login), idp: null, outcome: 'here', reason: null, statusCodes: [], statusMessage: null };
}

/** In saml2int the IdP may have an address, and not by redirect (SDP-SP25). */
function whyNowhere({ idp, mode }: Connection): 'no-endpoint' | 'no-redirect' {
  return mode === 'saml2int' && idp.singleLogout.length > 0 ? 'no-redirect' : 'no-endpoint';
}

function notAsked(login: LoginSession, idp: string, reason: NonNullable<Goodbye['reason']>): Goodbye {
  return { user: userName(login), idp, outcome: 'not-asked', reason, statusCodes: [], statusMessage: null };
}
