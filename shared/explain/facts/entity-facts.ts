import { WorkbenchError } from '#shared/base/errors.ts';
import { shortUri } from '#shared/base/short-uri.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import type { EntityDetails, KeyDescriptor, RoleDetails, ServiceEndpoint } from '#shared/saml/metadata.ts';
import { certificateFacts } from './certificate-facts.ts';
import { aboutFacts, attributeLine, contactFacts, extensionFacts, organizationFacts } from './entity-about-facts.ts';
import { byShortUri, type Fact, type FactGroup, fact, group } from './fact.ts';
import { roleName, rolesOf } from './role-names.ts';

/** The certificates of an entity, read, by their base64 as it stands in metadata, and the moment to hold them against. */
export interface ReadCertificates {
  readonly certificates: ReadonlyMap<string, Certificate | WorkbenchError>;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * An entity in the order in which an administrator reads: what it is, its roles with endpoints and keys, people.
 * @param read null: keys are counted, and their certificates not told
 */
export function entityGroup(details: EntityDetails, read: ReadCertificates | null): FactGroup {
  const { entity, affiliation, roles } = details;
  const about = aboutFacts(details);
  const head = [
    ...fact('roles', rolesOf(entity)),
    ...fact('valid-until', entity.validUntil?.text),
    ...fact('cached-for', details.cacheDuration),
  ];
  return group(entity.entityId === '' ? '(no entityID)' : entity.entityId, head, {
    groups: [
      ...roles.map((role) => roleGroup(role, read)),
      ...(affiliation === null
        ? []
        : [
            group('Affiliation', [...fact('owner', affiliation.ownerId), ...fact('members', affiliation.members)], {
              groups: keyGroups(affiliation.keys, read),
            }),
          ]),
      ...(about.length === 0 ? [] : [group('About', about)]),
    ],
  });
}

function roleGroup(role: RoleDetails, read: ReadCertificates | null): FactGroup {
  const byService = Map.groupBy(role.endpoints, ({ service }) => service);
  const facts = [
    ...fact('protocols', role.protocols.filter((protocol) => protocol !== '').map(shortProtocol)),
    ...fact('valid-until', role.validUntil?.text),
    ...fact('wants', role.wants),
    ...[...byService].flatMap(([label, endpoints]) => fact('endpoint', endpoints.map(endpointValue), { label })),
    ...fact('keys', keysLine(role.keys)),
    ...fact('name-id-formats', role.nameIdFormats.map(byShortUri)),
    ...fact('attributes', role.attributes.map(attributeLine)),
    ...requestedFacts(role),
    ...fact('error-url', role.errorUrl),
    ...organizationFacts(role.organization),
    ...role.contacts.flatMap(contactFacts),
    ...extensionFacts(role.extensions),
  ];
  return group(roleName(role.name), facts, { groups: keyGroups(role.keys, read) });
}

function requestedFacts({ attributeConsumingServices }: RoleDetails): readonly Fact[] {
  return attributeConsumingServices.flatMap(({ index, names, requested }) => {
    const wanted = requested.map((each) => `${attributeLine(each)}${each.isRequired ? ', required' : ''}`);
    const label = index === null ? {} : { label: `Asks for (${index})` };
    return fact('attributes-requested', wanted.length === 0 ? names.map(({ text }) => text) : wanted, label);
  });
}

/** `urn:oasis:names:tc:SAML:2.0:protocol` says nothing by its last part. */
function shortProtocol(protocol: string): string {
  return /SAML:([\d.]+):protocol$/.exec(protocol)?.[1]?.replace(/^/, 'SAML ') ?? protocol;
}

function endpointValue({ binding, location, responseLocation, index, isDefault }: ServiceEndpoint) {
  const notes = [
    shortUri(binding),
    ...(index === null ? [] : [`index ${index}`]),
    ...(isDefault ? ['default'] : []),
    ...(responseLocation === null ? [] : [`answers to ${responseLocation}`]),
  ];
  return { text: location, note: notes.join(', '), exact: location };
}

/** `1 for signing, 2 for both`; null where there is no key. */
function keysLine(keys: readonly KeyDescriptor[]): string | null {
  const uses = [
    ['signing', 'signing'],
    ['encryption', 'encryption'],
    [null, 'both'],
  ] as const;
  const parts = uses.flatMap(([use, word]) => {
    const count = keys.filter((key) => key.use === use).length;
    return count === 0 ? [] : [`${count} for ${word}`];
  });
  return parts.length === 0 ? null : parts.join(', ');
}

function keyGroups(keys: readonly KeyDescriptor[], read: ReadCertificates | null): readonly FactGroup[] {
  const groups = keys.map((key) => {
    const facts = [
      ...(read === null ? [] : key.certificates.flatMap((base64) => readFacts(base64, read))),
      ...fact('key-name', key.keyNames),
      ...fact('key-value', key.certificates.length === 0 && key.hasKeyValue ? 'without a certificate' : null),
      ...fact('encryption-methods', key.encryptionMethods.map(byShortUri)),
    ];
    return group(`Key for ${key.use ?? 'signing and encryption'}`, facts);
  });
  return groups.filter(({ facts }) => facts.length > 0);
}

function readFacts(base64: string, { certificates, at }: ReadCertificates): readonly Fact[] {
  const certificate = certificates.get(base64);
  if (certificate === undefined) return [];
  if (certificate instanceof WorkbenchError) return fact('error', certificate.message, { tone: 'bad' });
  return certificateFacts(certificate, at);
}
