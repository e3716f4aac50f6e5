import { attributeOf, childElements, firstChild, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Endpoint, IdpRole, RoleKey, SpRole } from './metadata.ts';
import { NAMESPACE } from './names.ts';
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
  };
}

/** saml-metadata 2.4.2 */
function readSsoRole(role: XmlElement): Pick<IdpRole, 'keys' | 'singleLogout' | 'nameIdFormats'> {
  return {
    keys: childElements(role, NAMESPACE.metadata, 'KeyDescriptor').flatMap(readKeys),
    singleLogout: readEndpoints(role, 'SingleLogoutService'),
    nameIdFormats: childTexts(role, NAMESPACE.metadata, 'NameIDFormat'),
  };
}

function readEndpoints(role: XmlElement, localName: string): Endpoint[] {
  return childElements(role, NAMESPACE.metadata, localName).map((element) => {
    const responseLocation = attributeOf(element, 'ResponseLocation');
    return {
      binding: trimXml(attributeOf(element, 'Binding') ?? ''),
      location: trimXml(attributeOf(element, 'Location') ?? ''),
      responseLocation: responseLocation === null ? null : trimXml(responseLocation),
      index: attributeOf(element, 'index'),
      isDefault: readBoolean(element, 'isDefault'),
    };
  });
}

/** A KeyDescriptor without `use` serves for both (saml-metadata 2.4.1.1); one may hold several certificates. */
function readKeys(descriptor: XmlElement): RoleKey[] {
  const use = attributeOf(descriptor, 'use');
  const keyInfo = firstChild(descriptor, NAMESPACE.signature, 'KeyInfo');
  if (keyInfo === null) return [];
  return childElements(keyInfo, NAMESPACE.signature, 'X509Data')
    .flatMap((data) => childElements(data, NAMESPACE.signature, 'X509Certificate'))
    .map((certificate) => ({
      use: use === 'signing' || use === 'encryption' ? use : null,
      certificate: bareBase64(textOf(certificate)),
    }));
}

/** Some products put a whole PEM into the element. */
function bareBase64(text: string): string {
  return text.replace(/-----[A-Z ]+-----/g, '').replace(/\s+/g, '');
}
