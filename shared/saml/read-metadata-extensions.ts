import { attributeOf, childElements, findAttribute, firstChild, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { LocalizedText, MetadataExtensions, UiInfo } from './metadata.ts';
import { NAMESPACE } from './names.ts';
import { readAttributes } from './read-attributes.ts';
import { childTexts, readBoolean, readInstant, readNumber, trimXml } from './read-parts.ts';

/** Namespaces of what stands in Extensions of metadata. */
const EXTENSION = {
  attributes: 'urn:oasis:names:tc:SAML:metadata:attribute',
  ui: 'urn:oasis:names:tc:SAML:metadata:ui',
  registration: 'urn:oasis:names:tc:SAML:metadata:rpi',
  algorithms: 'urn:oasis:names:tc:SAML:metadata:algsupport',
  shibboleth: NAMESPACE.shibboleth,
  /** Read with the endpoints of the role (`read-roles.ts`). */
  requestInitiation: NAMESPACE.requestInitiation,
} as const;

const READ_HERE: ReadonlySet<string> = new Set(Object.values(EXTENSION));

/** So many names of unknown extensions are told. */
const MAX_OTHERS = 20;

/** What the Extensions child of an entity, a role or an aggregate says (saml-metadata 2.2, 2.3, 2.4.1). */
export function readMetadataExtensions(parent: XmlElement): MetadataExtensions {
  const element = firstChild(parent, NAMESPACE.metadata, 'Extensions');
  if (element === null) return NONE;
  return {
    entityAttributes: childElements(element, EXTENSION.attributes, 'EntityAttributes').flatMap(readAttributes),
    uiInfo: readUiInfo(firstChild(element, EXTENSION.ui, 'UIInfo')),
    discoHints: readDiscoHints(firstChild(element, EXTENSION.ui, 'DiscoHints')),
    registration: readRegistration(firstChild(element, EXTENSION.registration, 'RegistrationInfo')),
    publication: readPublication(firstChild(element, EXTENSION.registration, 'PublicationInfo')),
    digestMethods: childElements(element, EXTENSION.algorithms, 'DigestMethod').map(algorithmOf),
    signingMethods: childElements(element, EXTENSION.algorithms, 'SigningMethod').map((method) => ({
      algorithm: algorithmOf(method),
      minKeySize: readNumber(attributeOf(method, 'MinKeySize')),
      maxKeySize: readNumber(attributeOf(method, 'MaxKeySize')),
    })),
    scopes: childElements(element, EXTENSION.shibboleth, 'Scope').map((scope) => ({
      value: trimXml(textOf(scope)),
      isPattern: readBoolean(scope, 'regexp'),
    })),
    others: childElements(element)
      .filter(({ namespace }) => !READ_HERE.has(namespace))
      .slice(0, MAX_OTHERS)
      .map(({ name }) => name),
  };
}

const NONE: MetadataExtensions = {
  entityAttributes: [],
  uiInfo: null,
  discoHints: null,
  registration: null,
  publication: null,
  digestMethods: [],
  signingMethods: [],
  scopes: [],
  others: [],
};

function algorithmOf(method: XmlElement): string {
  return trimXml(attributeOf(method, 'Algorithm') ?? '');
}

function readUiInfo(element: XmlElement | null): UiInfo | null {
  if (element === null) return null;
  const texts = (localName: string) => localizedTexts(element, EXTENSION.ui, localName);
  return {
    displayNames: texts('DisplayName'),
    descriptions: texts('Description'),
    keywords: texts('Keywords'),
    informationUrls: texts('InformationURL'),
    privacyUrls: texts('PrivacyStatementURL'),
    logos: childElements(element, EXTENSION.ui, 'Logo').map((logo) => ({
      url: trimXml(textOf(logo)),
      width: readNumber(attributeOf(logo, 'width')),
      height: readNumber(attributeOf(logo, 'height')),
    })),
  };
}

function readDiscoHints(element: XmlElement | null): MetadataExtensions['discoHints'] {
  if (element === null) return null;
  return {
    ips: childTexts(element, EXTENSION.ui, 'IPHint'),
    domains: childTexts(element, EXTENSION.ui, 'DomainHint'),
    locations: childTexts(element, EXTENSION.ui, 'GeolocationHint'),
  };
}

function readRegistration(element: XmlElement | null): MetadataExtensions['registration'] {
  if (element === null) return null;
  return {
    authority: attributeOf(element, 'registrationAuthority'),
    instant: readInstant(element, 'registrationInstant'),
    policies: localizedTexts(element, EXTENSION.registration, 'RegistrationPolicy'),
  };
}

function readPublication(element: XmlElement | null): MetadataExtensions['publication'] {
  if (element === null) return null;
  return {
    publisher: attributeOf(element, 'publisher'),
    instant: readInstant(element, 'creationInstant'),
    id: attributeOf(element, 'publicationId'),
    usagePolicies: localizedTexts(element, EXTENSION.registration, 'UsagePolicy'),
  };
}

/** Texts with their languages (saml-metadata 2.2.4, 2.2.5). */
export function localizedTexts(parent: XmlElement, namespace: string, localName: string): readonly LocalizedText[] {
  return childElements(parent, namespace, localName).map((child) => ({
    language: findAttribute(child, 'http://www.w3.org/XML/1998/namespace', 'lang')?.value ?? null,
    text: trimXml(textOf(child)),
  }));
}
