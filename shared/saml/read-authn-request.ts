import { attributeOf, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { AuthnRequest } from './messages.ts';
import { NAMESPACE } from './names.ts';
import { readHead } from './read-head.ts';
import { childTexts, readBoolean } from './read-parts.ts';

/** A `samlp:AuthnRequest` (saml-core 3.4.1). */
export function readAuthnRequest(element: XmlElement): AuthnRequest {
  return {
    kind: 'AuthnRequest',
    ...readHead(element),
    assertionConsumerServiceUrl: attributeOf(element, 'AssertionConsumerServiceURL'),
    assertionConsumerServiceIndex: attributeOf(element, 'AssertionConsumerServiceIndex'),
    protocolBinding: attributeOf(element, 'ProtocolBinding'),
    forceAuthn: readBoolean(element, 'ForceAuthn'),
    isPassive: readBoolean(element, 'IsPassive'),
    nameIdPolicy: readNameIdPolicy(element),
    requestedAuthnContext: readRequestedContext(element),
    providerName: attributeOf(element, 'ProviderName'),
  };
}

function readNameIdPolicy(request: XmlElement): AuthnRequest['nameIdPolicy'] {
  const policy = firstChild(request, NAMESPACE.protocol, 'NameIDPolicy');
  if (policy === null) return null;
  return {
    format: attributeOf(policy, 'Format'),
    allowCreate: readBoolean(policy, 'AllowCreate'),
    spNameQualifier: attributeOf(policy, 'SPNameQualifier'),
  };
}

/** saml-core 3.3.2.2.1: `exact` where Comparison is absent. */
function readRequestedContext(request: XmlElement): AuthnRequest['requestedAuthnContext'] {
  const context = firstChild(request, NAMESPACE.protocol, 'RequestedAuthnContext');
  if (context === null) return null;
  return {
    comparison: attributeOf(context, 'Comparison') ?? 'exact',
    classRefs: childTexts(context, NAMESPACE.assertion, 'AuthnContextClassRef'),
  };
}
