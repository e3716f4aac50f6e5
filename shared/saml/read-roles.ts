import { attributeOf, childElements, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Endpoint, IdpRole, SpRole } from './metadata.ts';
import { NAMESPACE } from './names.ts';
import { readKeyDescriptors } from './read-keys.ts';
import { childTexts, readBoolean, trimXml } from './read-parts.ts';

/** An `md:IDPSSODescriptor` (saml-metadata 2.4.3). */
export function readIdpRole(role: XmlElement): IdpRole {
  return {
    ...readSsoRole(role),
    wantAuthnRequestsSigned: readBoolean(role, 'WantAuthnRequestsSigned'),
    singleSignOn: readEndpoints(role, 'SingleSignOnService'),
  };
}

/** An `md:SPSSODescriptor` (saml-metadata 2.4.4). */
export function readSpRole(role: XmlElement): SpRole {
  return {
    ...readSsoRole(role),
    authnRequestsSigned: readBoolean(role, 'AuthnRequestsSigned'),
    wantAssertionsSigned: readBoolean(role, 'WantAssertionsSigned'),
    assertionConsumer: readEndpoints(role, 'AssertionConsumerService'),
    requestInitiators: requestInitiatorElements(role).map(readEndpoint),
  };
}

/** saml-metadata 2.4.2 */
function readSsoRole(role: XmlElement): Pick<IdpRole, 'keys' | 'singleLogout' | 'nameIdFormats'> {
  return {
    keys: readKeyDescriptors(role).flatMap(({ use, certificates }) =>
      certificates.map((certificate) => ({ use, certificate })),
    ),
    singleLogout: readEndpoints(role, 'SingleLogoutService'),
    nameIdFormats: childTexts(role, NAMESPACE.metadata, 'NameIDFormat'),
  };
}

function readEndpoints(role: XmlElement, localName: string): Endpoint[] {
  return childElements(role, NAMESPACE.metadata, localName).map(readEndpoint);
}

/** Endpoints of a role that stand in its Extensions (sstc-request-initiation 2). */
export function requestInitiatorElements(role: XmlElement): readonly XmlElement[] {
  const extensions = firstChild(role, NAMESPACE.metadata, 'Extensions');
  return extensions === null ? [] : childElements(extensions, NAMESPACE.requestInitiation, 'RequestInitiator');
}

/** An endpoint of any service, indexed or not (saml-metadata 2.2.2, 2.2.3). */
export function readEndpoint(element: XmlElement): Endpoint {
  const responseLocation = attributeOf(element, 'ResponseLocation');
  return {
    binding: trimXml(attributeOf(element, 'Binding') ?? ''),
    location: trimXml(attributeOf(element, 'Location') ?? ''),
    responseLocation: responseLocation === null ? null : trimXml(responseLocation),
    index: attributeOf(element, 'index'),
    isDefault: readBoolean(element, 'isDefault'),
  };
}
