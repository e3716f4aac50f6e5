import type { SamlService } from '#server/connection/service.ts';
import type { IdpPart, Logout } from '#shared/logout/logout.ts';
import { encryptNameId } from '#shared/saml/write/encrypt-name-id.ts';
import { writeLogoutRequest } from '#shared/saml/write/write-logout-request.ts';

/** Logging out at other participants, and the IdP's own questions, take a while. */
const BROWSER_TAKES = 15 * 60 * 1000;

/** Whoever asks gives up before (`ask-by-soap.ts`): what takes longer has died with its companion. */
const SOAP_TAKES = 15_000;

/** Why it is sent (saml-core 3.7.3, 3.7.3.2). */
const REASONS = {
  user: 'urn:oasis:names:tc:SAML:2.0:logout:user',
  administrator: 'urn:oasis:names:tc:SAML:2.0:logout:admin',
  timeout: 'urn:oasis:names:tc:SAML:2.0:logout:sp-timeout',
} as const;

/** A LogoutRequest of ours, unsigned, and until when its answer is waited for. */
export interface LogoutQuestion {
  readonly id: string;
  readonly xml: string;
  readonly at: number;
  readonly until: number;
}

/**
 * The LogoutRequest of a logout. The NameID goes back exactly as it came, with every SessionIndex (AD FS matches nothing
 * otherwise); encrypted where the connection wants it and the identity provider's metadata has a key for that.
 */
export async function makeLogoutRequest(
  { settings, clock, random }: SamlService,
  { begun }: Logout,
  { nameId, sessionIndexes }: IdpPart,
  { url, isSoap }: { readonly url: string; readonly isSoap: boolean },
): Promise<LogoutQuestion> {
  if (nameId === null) throw new Error('Nobody is asked about a session without a name.');
  const at = clock();
  const until = at + (isSoap ? SOAP_TAKES : BROWSER_TAKES);
  const id = `_${random()}`;
  const reason = begun.by === 'timeout' || begun.by === 'administrator' ? REASONS[begun.by] : REASONS.user;
  const { idp, sp } = settings.connection;
  const xml = writeLogoutRequest({
    ...{ id, issueInstant: at, destination: url, issuer: sp.entityId, nameId, sessionIndexes },
    ...{ notOnOrAfter: until, reason },
  });
  const receiver = settings.logout.encryptNameId ? (idp.encryptionCertificates?.[0] ?? null) : null;
  const closed = receiver === null ? xml : await encryptNameId(xml, { certificate: receiver, entityId: idp.entityId });
  return { id, xml: closed, at, until };
}
