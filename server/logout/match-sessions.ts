import type { DecidedLogoutRequest } from '#server/gate/decided-message.ts';
import type { StoredSession } from '#server/store/store.ts';
import type { SessionNameId } from '#shared/gate/session-name-id.ts';
import { NAMEID_FORMAT } from '#shared/saml/names.ts';

/** The entity IDs that missing qualifiers stand for (saml-core 8.3.7). */
export interface DefaultQualifiers {
  readonly idp: string;
  readonly sp: string;
}

/**
 * The sessions that a LogoutRequest means, out of those of the same NameID value at the same IdP
 * (saml-profiles 4.4.4.1): with SessionIndex only these, without any all of them.
 *
 * The name has to be the same in its qualifiers, and in its format. Entra ID asks with another format than it
 * logged in with: where the request names a SessionIndex of ours, the format may differ, because the index says
 * already which session is meant.
 */
export function matchSessions(
  request: Pick<DecidedLogoutRequest, 'nameId' | 'sessionIndexes'>,
  candidates: readonly StoredSession[],
  parties: DefaultQualifiers,
): readonly StoredSession[] {
  const { nameId, sessionIndexes } = request;
  if (nameId === null) return [];
  const wanted = new Set(sessionIndexes);
  return candidates.filter(({ login: { origin } }) => {
    if (origin.way !== 'saml' || origin.nameId === null || origin.nameId.value !== nameId.value) return false;
    if (!sameQualifiers(origin.nameId, nameId, parties)) return false;
    if (wanted.size === 0) return sameFormat(origin.nameId, nameId);
    return origin.sessionIndexes.some((index) => wanted.has(index));
  });
}

type Name = Pick<SessionNameId, 'format' | 'nameQualifier' | 'spNameQualifier'>;

function sameQualifiers(one: Name, other: Name, { idp, sp }: DefaultQualifiers): boolean {
  const sameIdp = (one.nameQualifier ?? idp) === (other.nameQualifier ?? idp);
  return sameIdp && (one.spNameQualifier ?? sp) === (other.spNameQualifier ?? sp);
}

/** saml-core 2.2.2: without Format it is unspecified. */
function sameFormat(one: Name, other: Name): boolean {
  return (one.format ?? NAMEID_FORMAT.unspecified) === (other.format ?? NAMEID_FORMAT.unspecified);
}
