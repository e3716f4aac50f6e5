import { BINDING } from './names.ts';
import { trueOrAbsent, writeElement } from './write-element.ts';
import { type HeadDraft, writeMessage } from './write-head.ts';

/** What an AuthnRequest asks for (saml-core 3.4.1). */
export interface AuthnRequestDraft extends HeadDraft {
  /** URL of the assertion consumer service that the response is to go to. */
  readonly acs: string;
  /** URI of the NameID format to ask for; left out, the IdP chooses. */
  readonly nameIdFormat?: string;
  readonly forceAuthn?: boolean;
  readonly isPassive?: boolean;
  /** URI of the binding that the response is to come by; HTTP-POST unless given. */
  readonly protocolBinding?: string;
}

/**
 * The XML text of an AuthnRequest, unsigned. Children stand in the order of the schema (saml-core 3.4.1).
 * AllowCreate is set, for without it an IdP may refuse a user that it has not met (saml-core 3.4.1.1).
 */
export function writeAuthnRequest(draft: AuthnRequestDraft): string {
  const attributes = {
    ForceAuthn: trueOrAbsent(draft.forceAuthn),
    IsPassive: trueOrAbsent(draft.isPassive),
    ProtocolBinding: draft.protocolBinding ?? BINDING.post,
    AssertionConsumerServiceURL: draft.acs,
  };
  const policy = writeElement('samlp:NameIDPolicy', { Format: draft.nameIdFormat, AllowCreate: 'true' });
  return writeMessage('AuthnRequest', draft, attributes, policy);
}
