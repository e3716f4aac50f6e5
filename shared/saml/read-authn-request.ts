import { attributeOf, childElements, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { AuthnRequest, NameIdPolicy, RequestedAuthnContext, Scoping } from './messages.ts';
import { NAMESPACE } from './names.ts';
import { readHead } from './read-head.ts';
import { childText, childTexts, readBoolean, readNumber } from './read-parts.ts';
import { readSubject } from './read-subject.ts';

/** A `samlp:AuthnRequest` (saml-core 3.4.1). */
export function readAuthnRequest(element: XmlElement): AuthnRequest {
  const subject = firstChild(element, NAMESPACE.assertion, 'Subject');
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
    attributeConsumingServiceIndex: attributeOf(element, 'AttributeConsumingServiceIndex'),
    providerName: attributeOf(element, 'ProviderName'),
    subject: subject === null ? null : readSubject(subject),
    scoping: readScoping(element),
  };
}

/** The NameIDPolicy of a request (saml-core 3.4.1.1). */
export function readNameIdPolicy(request: XmlElement): NameIdPolicy | null {
  const policy = firstChild(request, NAMESPACE.protocol, 'NameIDPolicy');
  if (policy === null) return null;
  return {
    format: attributeOf(policy, 'Format'),
    allowCreate: readBoolean(policy, 'AllowCreate'),
    spNameQualifier: attributeOf(policy, 'SPNameQualifier'),
  };
}

/** The RequestedAuthnContext of a request (saml-core 3.3.2.2.1): `exact` where Comparison is absent. */
export function readRequestedContext(request: XmlElement): RequestedAuthnContext | null {
  const context = firstChild(request, NAMESPACE.protocol, 'RequestedAuthnContext');
  if (context === null) return null;
  return {
    comparison: attributeOf(context, 'Comparison') ?? 'exact',
    classRefs: childTexts(context, NAMESPACE.assertion, 'AuthnContextClassRef'),
    declarationRefs: childTexts(context, NAMESPACE.assertion, 'AuthnContextDeclRef'),
  };
}

/** saml-core 3.4.1.2, 3.4.1.3 */
function readScoping(request: XmlElement): Scoping | null {
  const scoping = firstChild(request, NAMESPACE.protocol, 'Scoping');
  if (scoping === null) return null;
  const list = firstChild(scoping, NAMESPACE.protocol, 'IDPList');
  return {
    proxyCount: readNumber(attributeOf(scoping, 'ProxyCount')),
    idps: list === null ? [] : childElements(list, NAMESPACE.protocol, 'IDPEntry').map(readIdpEntry),
    getComplete: list === null ? null : childText(list, NAMESPACE.protocol, 'GetComplete'),
    requesterIds: childTexts(scoping, NAMESPACE.protocol, 'RequesterID'),
  };
}

function readIdpEntry(entry: XmlElement): Scoping['idps'][number] {
  return {
    providerId: attributeOf(entry, 'ProviderID') ?? '',
    name: attributeOf(entry, 'Name'),
    location: attributeOf(entry, 'Loc'),
  };
}
