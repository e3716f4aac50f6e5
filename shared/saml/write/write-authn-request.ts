import { BINDING } from '#shared/saml/names.ts';
import { trueOrAbsent, writeElement, writeTextElement } from './write-element.ts';
import { type HeadDraft, writeMessage } from './write-head.ts';

/** What an AuthnRequest asks for (saml-core 3.4.1). */
export interface AuthnRequestDraft extends HeadDraft {
  /** URL of the assertion consumer service that the response is to go to. */
  readonly acs: string;
  /** NameIDPolicy (saml-core 3.4.1.1): null leaves it out. Left out here, it is AllowCreate alone, and the IdP chooses the format. */
  readonly nameIdPolicy?: { readonly format: string | null; readonly allowCreate: boolean } | null;
  /** RequestedAuthnContext (saml-core 3.3.2.2.1): URIs of classes. */
  readonly authnContext?: { readonly comparison: string; readonly classes: readonly string[] } | null;
  readonly forceAuthn?: boolean;
  readonly isPassive?: boolean;
  /** URI of the binding that the response is to come by; HTTP-POST unless given. */
  readonly protocolBinding?: string;
}

/** Without AllowCreate an IdP may refuse a user that it has not met (saml-core 3.4.1.1). */
const ALLOW_CREATE = { format: null, allowCreate: true } as const;

/** The XML text of an AuthnRequest, unsigned. Children stand in the order of the schema (saml-core 3.4.1). */
export function writeAuthnRequest(draft: AuthnRequestDraft): string {
  const attributes = {
    ForceAuthn: trueOrAbsent(draft.forceAuthn),
    IsPassive: trueOrAbsent(draft.isPassive),
    ProtocolBinding: draft.protocolBinding ?? BINDING.post,
    AssertionConsumerServiceURL: draft.acs,
  };
  return writeMessage('AuthnRequest', draft, attributes, writePolicy(draft) + writeContext(draft));
}

function writePolicy({ nameIdPolicy = ALLOW_CREATE }: AuthnRequestDraft): string {
  if (nameIdPolicy === null) return '';
  const { format, allowCreate } = nameIdPolicy;
  return writeElement('samlp:NameIDPolicy', { Format: format, AllowCreate: trueOrAbsent(allowCreate) });
}

function writeContext({ authnContext = null }: AuthnRequestDraft): string {
  if (authnContext === null) return '';
  const { comparison, classes } = authnContext;
  const refs = classes.map((uri) => writeTextElement('saml:AuthnContextClassRef', {}, uri));
  return writeElement('samlp:RequestedAuthnContext', { Comparison: comparison }, refs.join(''));
}
