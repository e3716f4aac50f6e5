import { formatInstant } from '#shared/base/instant.ts';
import { writeTextElement } from './write-element.ts';
import { type HeadDraft, type NameIdDraft, writeMessage, writeNameId } from './write-head.ts';

/** What a LogoutRequest asks for (saml-core 3.7.1). */
export interface LogoutRequestDraft extends HeadDraft {
  /** Exactly as it was received at login, qualifiers included (saml-profiles 4.4.4.1; AD FS matches nothing otherwise). */
  readonly nameId: NameIdDraft;
  /** Empty: every session of that name. */
  readonly sessionIndexes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly notOnOrAfter?: number;
  /** URI, such as `urn:oasis:names:tc:SAML:2.0:logout:user` (saml-core 3.7.3). */
  readonly reason?: string;
}

/** The XML text of a LogoutRequest, unsigned: NameID, then each SessionIndex (schema order, saml-core 3.7.1). */
export function writeLogoutRequest(draft: LogoutRequestDraft): string {
  const attributes = {
    NotOnOrAfter: draft.notOnOrAfter === undefined ? null : formatInstant(draft.notOnOrAfter),
    Reason: draft.reason,
  };
  const sessions = draft.sessionIndexes.map((index) => writeTextElement('samlp:SessionIndex', {}, index));
  return writeMessage('LogoutRequest', draft, attributes, writeNameId(draft.nameId) + sessions.join(''));
}
