import type { SamlMessage } from '#shared/saml/messages.ts';

/**
 * Who must act: the administrator of the identity provider, of the service provider, of the network or of the browser
 * (the user’s machine), the user, whoever publishes the metadata.
 */
export const OWNERS = ['idp', 'sp', 'network', 'browser', 'user', 'publisher'] as const;

/** One of these. */
export type Owner = (typeof OWNERS)[number];

/** How sure it is: seen and said; one candidate explains it; one of several that may. */
export const CONFIDENCES = ['certain', 'likely', 'possible'] as const;

/** One of these. */
export type Confidence = (typeof CONFIDENCES)[number];

/** Who must act, as a check says it: by name, or by the part in the exchange of the message that it is about. */
export type OwnerRole = Owner | 'sender' | 'receiver';

/**
 * Who that is for one message.
 *
 * @param sender who sent the message, as far as anybody knows; else what most messages of this kind come from
 */
export function ownerFor(role: OwnerRole, kind: SamlMessage['kind'], sender: 'idp' | 'sp' | null): Owner {
  if (role !== 'sender' && role !== 'receiver') return role;
  if (kind === 'Metadata') return 'publisher';
  const by = sender ?? usualSender(kind);
  if (role === 'sender') return by;
  return by === 'idp' ? 'sp' : 'idp';
}

/** A request is from the SP, whatever answers is from the IdP. */
function usualSender(kind: SamlMessage['kind']): 'idp' | 'sp' {
  return kind === 'AuthnRequest' || kind === 'LogoutRequest' || kind === 'ArtifactResolve' ? 'sp' : 'idp';
}
