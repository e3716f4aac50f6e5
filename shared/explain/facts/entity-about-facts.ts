import { shortUri } from '#shared/base/short-uri.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import type { Contact, EntityDetails, LocalizedText, MetadataExtensions, Organization } from '#shared/saml/metadata.ts';
import { byShortUri, type Fact, fact, noted } from './fact.ts';

/** What an entity says of itself for people and for federations: names, contacts, scopes, registration, algorithms. */
export function aboutFacts({
  organization,
  contacts,
  additionalLocations,
  extensions,
}: EntityDetails): readonly Fact[] {
  return [
    ...organizationFacts(organization),
    ...contacts.flatMap(contactFacts),
    ...fact(
      'more-metadata',
      additionalLocations.map(({ location }) => location),
    ),
    ...extensionFacts(extensions),
  ];
}

/** Who stands behind an entity or a role (saml-metadata 2.3.2.1). */
export function organizationFacts(organization: Organization | null): readonly Fact[] {
  if (organization === null) return [];
  const { names, displayNames, urls } = organization;
  return [...fact('organization', texts(displayNames.length > 0 ? displayNames : names)), ...fact('web', texts(urls))];
}

/** Whom to write to (saml-metadata 2.3.2.2). */
export function contactFacts({ type, company, givenName, surname, emails, phones }: Contact): readonly Fact[] {
  const name = [givenName, surname].filter((part) => part !== null).join(' ');
  const parts = [name, company ?? '', ...emails, ...phones].filter((part) => part !== '');
  return fact('contact', noted(parts.join(', ') || 'unnamed', type));
}

/** What stands in the Extensions of an entity or a role. */
export function extensionFacts(extensions: MetadataExtensions): readonly Fact[] {
  const { uiInfo, discoHints, registration, publication, scopes, signingMethods, digestMethods } = extensions;
  return [
    ...fact('display-name', texts(uiInfo?.displayNames ?? [])),
    ...fact('description', texts(uiInfo?.descriptions ?? [])),
    ...fact('information', texts(uiInfo?.informationUrls ?? [])),
    ...fact('privacy', texts(uiInfo?.privacyUrls ?? [])),
    ...fact(
      'logo',
      (uiInfo?.logos ?? []).map(({ url, width, height }) => noted(cut(url), `${width ?? '?'} x ${height ?? '?'}`, url)),
    ),
    ...fact('discovery', [
      ...(discoHints?.domains ?? []),
      ...(discoHints?.ips ?? []),
      ...(discoHints?.locations ?? []),
    ]),
    ...fact(
      'scopes',
      scopes.map(({ value, isPattern }) => noted(value, isPattern ? 'pattern' : null)),
    ),
    ...fact('registered', noted(registration?.authority ?? null, registration?.instant?.text ?? null)),
    ...fact('published', noted(publication?.publisher ?? null, publication?.instant?.text ?? null)),
    ...extensions.entityAttributes.flatMap(({ name, values }) =>
      fact(
        'entity-attribute',
        values.map((value) => noted(value, shortUri(name))),
      ),
    ),
    ...fact(
      'signing-methods',
      signingMethods.map(({ algorithm }) => byShortUri(algorithm)),
    ),
    ...fact('digest-methods', digestMethods.map(byShortUri)),
    ...fact('other-extensions', extensions.others),
  ];
}

/** `mail (urn:oid:0.9.2342.19200300.100.1.3)`, with its values where it has any. */
export function attributeLine({ name, friendlyName, values }: Attribute): string {
  const label = friendlyName === null ? name : `${friendlyName} (${name})`;
  return values.length === 0 ? label : `${label} = ${values.join(', ')}`;
}

function texts(localized: readonly LocalizedText[]) {
  return localized.map(({ language, text }) => noted(text, language));
}

/** A logo may be a whole picture in a data URL. */
function cut(url: string): string {
  return url.length > 100 ? `${url.slice(0, 100)}…` : url;
}
