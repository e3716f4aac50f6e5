import { attributeOf, childElements, findAttribute, firstChild, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type {
  Affiliation,
  AttributeConsumingService,
  Contact,
  Entity,
  EntityDetails,
  Organization,
  RoleDetails,
  ServiceEndpoint,
} from './metadata.ts';
import { NAMESPACE } from './names.ts';
import { readAttribute, readAttributes } from './read-attributes.ts';
import { readKeyDescriptors } from './read-keys.ts';
import { localizedTexts, readMetadataExtensions } from './read-metadata-extensions.ts';
import { childText, childTexts, readBoolean, readInstant, trimXml } from './read-parts.ts';
import { readEndpoint, requestInitiatorElements } from './read-roles.ts';

/** Everything that an entity says of itself (saml-metadata 2.3.2). `Entity` has what a login needs; this is for people. */
export function readEntityDetails(entity: Entity): EntityDetails {
  const { element } = entity;
  const affiliation = firstChild(element, NAMESPACE.metadata, 'AffiliationDescriptor');
  return {
    entity,
    id: attributeOf(element, 'ID'),
    cacheDuration: attributeOf(element, 'cacheDuration'),
    roles: childElements(element, NAMESPACE.metadata).filter(isRole).map(readRole),
    affiliation: affiliation === null ? null : readAffiliation(affiliation),
    ...readPeople(element),
    additionalLocations: childElements(element, NAMESPACE.metadata, 'AdditionalMetadataLocation').map((location) => ({
      namespace: attributeOf(location, 'namespace') ?? '',
      location: trimXml(textOf(location)),
    })),
    extensions: readMetadataExtensions(element),
  };
}

function isRole({ localName }: XmlElement): boolean {
  return localName.endsWith('Descriptor') && localName !== 'AffiliationDescriptor';
}

const WANTS = ['WantAuthnRequestsSigned', 'AuthnRequestsSigned', 'WantAssertionsSigned'];

/** saml-metadata 2.4.1 to 2.4.7 */
function readRole(element: XmlElement): RoleDetails {
  const type = findAttribute(element, NAMESPACE.schemaInstance, 'type')?.value;
  return {
    element,
    name: element.localName === 'RoleDescriptor' ? (type ?? element.localName) : element.localName,
    protocols: trimXml(attributeOf(element, 'protocolSupportEnumeration') ?? '').split(/[ \t\r\n]+/),
    validUntil: readInstant(element, 'validUntil'),
    cacheDuration: attributeOf(element, 'cacheDuration'),
    errorUrl: attributeOf(element, 'errorURL'),
    keys: readKeyDescriptors(element),
    endpoints: [...childElements(element), ...requestInitiatorElements(element)]
      .filter(isEndpoint)
      .map(readServiceEndpoint),
    nameIdFormats: childTexts(element, NAMESPACE.metadata, 'NameIDFormat'),
    attributeProfiles: childTexts(element, NAMESPACE.metadata, 'AttributeProfile'),
    attributes: readAttributes(element),
    attributeConsumingServices: childElements(element, NAMESPACE.metadata, 'AttributeConsumingService').map(
      readConsumingService,
    ),
    wants: WANTS.filter((name) => readBoolean(element, name)),
    ...readPeople(element),
    extensions: readMetadataExtensions(element),
  };
}

/** Whatever has the type EndpointType (saml-metadata 2.2.2). */
function isEndpoint(element: XmlElement): boolean {
  return attributeOf(element, 'Binding') !== null && attributeOf(element, 'Location') !== null;
}

function readServiceEndpoint(element: XmlElement): ServiceEndpoint {
  return { service: element.localName, ...readEndpoint(element) };
}

function readConsumingService(element: XmlElement): AttributeConsumingService {
  return {
    index: attributeOf(element, 'index'),
    isDefault: readBoolean(element, 'isDefault'),
    names: localizedTexts(element, NAMESPACE.metadata, 'ServiceName'),
    descriptions: localizedTexts(element, NAMESPACE.metadata, 'ServiceDescription'),
    requested: childElements(element, NAMESPACE.metadata, 'RequestedAttribute').map((requested) => ({
      ...readAttribute(requested),
      isRequired: readBoolean(requested, 'isRequired'),
    })),
  };
}

function readAffiliation(element: XmlElement): Affiliation {
  return {
    ownerId: attributeOf(element, 'affiliationOwnerID'),
    members: childTexts(element, NAMESPACE.metadata, 'AffiliateMember'),
    validUntil: readInstant(element, 'validUntil'),
    keys: readKeyDescriptors(element),
  };
}

function readPeople(element: XmlElement): Pick<EntityDetails, 'organization' | 'contacts'> {
  const organization = firstChild(element, NAMESPACE.metadata, 'Organization');
  return {
    organization: organization === null ? null : readOrganization(organization),
    contacts: childElements(element, NAMESPACE.metadata, 'ContactPerson').map(readContact),
  };
}

function readOrganization(element: XmlElement): Organization {
  return {
    names: localizedTexts(element, NAMESPACE.metadata, 'OrganizationName'),
    displayNames: localizedTexts(element, NAMESPACE.metadata, 'OrganizationDisplayName'),
    urls: localizedTexts(element, NAMESPACE.metadata, 'OrganizationURL'),
  };
}

function readContact(element: XmlElement): Contact {
  return {
    type: attributeOf(element, 'contactType'),
    company: childText(element, NAMESPACE.metadata, 'Company'),
    givenName: childText(element, NAMESPACE.metadata, 'GivenName'),
    surname: childText(element, NAMESPACE.metadata, 'SurName'),
    emails: childTexts(element, NAMESPACE.metadata, 'EmailAddress').map((email) => email.replace(/^mailto:/i, '')),
    phones: childTexts(element, NAMESPACE.metadata, 'TelephoneNumber'),
  };
}
