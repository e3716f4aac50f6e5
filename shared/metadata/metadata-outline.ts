import { WorkbenchError } from '#shared/base/errors.ts';
import { printInstant } from '#shared/base/instant.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import type { SignatureReport } from '#shared/crypto/signature.ts';
import { wordsFor } from '#shared/explain/words.ts';
import { type Finding, isProblem } from '#shared/inspection/finding.ts';
import { type Row, row, type Section, section, type Tone } from '#shared/report/outline.ts';
import { shortUri, signatureLines } from '#shared/report/signature-line.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import type {
  Contact,
  Entity,
  KeyDescriptor,
  LocalizedText,
  MetadataExtensions,
  Organization,
  RoleDetails,
  ServiceEndpoint,
} from '#shared/saml/metadata.ts';
import type { DescribedEntity, MetadataDescription } from './describe-metadata.ts';
import { roleName, rolesOf } from './roles-of.ts';

/** So many entities are listed; the JSON form has them all. */
const MAX_LISTED = 200;

/** So many problems, likewise: in an aggregate the same one comes again and again. */
const MAX_PROBLEMS = 25;

/** A metadata file in the order in which an administrator reads: what is wrong, what it is, roles with endpoints and keys, people. */
export function outlineMetadata(described: MetadataDescription): readonly Section[] {
  const { entity, findings } = described;
  const problems = findings.filter(isProblem);
  return [
    ...(problems.length === 0 ? [] : [problemsSection(problems)]),
    headSection(described),
    ...(entity === null ? [entitiesSection(described.metadata.entities)] : entitySections(entity)),
  ];
}

const TONES: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'warning', info: 'plain' };

function problemsSection(problems: readonly Finding[]): Section {
  const sections = problems.slice(0, MAX_PROBLEMS).map((finding) => {
    const { title, fix } = wordsFor(finding);
    return section(title, {
      tone: TONES[finding.severity],
      rows: [
        ...row('do', fix === '' ? null : fix),
        ...row('received', finding.received),
        ...row('where', finding.path),
      ],
    });
  });
  const rest = problems.length - sections.length;
  const more = rest > 0 ? `${rest} more are in the JSON form, and those of one entity with --entity ID` : null;
  return section(`Problems (${problems.length})`, { tone: 'bad', rows: row('and', more), sections });
}

function headSection({ entity, metadata, signatures }: MetadataDescription): Section {
  const { entities, validUntil } = metadata;
  const title = entity === null ? `${entities.length} entities` : entity.details.entity.entityId;
  return section(title === '' ? '(no entityID)' : title, {
    rows: [
      ...(entity === null
        ? row('roles', countRoles(entities))
        : row('roles', rolesOf(entity.details.entity).join(', '))),
      ...row('valid until', validUntil?.text ?? null),
      ...row('cached for', entity?.details.cacheDuration ?? null),
      ...signatureRows(signatures),
    ],
  });
}

function signatureRows(signatures: readonly SignatureReport[]): readonly Row[] {
  if (signatures.length === 0) return row('signature', 'none', 'plain');
  return signatures.flatMap((report) => {
    const { lines, tone } = signatureLines(report.on, report);
    return row('signature', lines, tone);
  });
}

function countRoles(entities: readonly Entity[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of entities.flatMap(rolesOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} ${name}`);
}

function entitiesSection(entities: readonly Entity[]): Section {
  const listed = entities.slice(0, MAX_LISTED).flatMap((entity) => row(rolesOf(entity).join(', '), entity.entityId));
  const rest = entities.length - MAX_LISTED;
  return section('Entities', {
    rows: [...listed, ...row('and', rest > 0 ? `${rest} more: pick one with --entity ID, or use --format json` : null)],
  });
}

function entitySections(entity: DescribedEntity): readonly Section[] {
  const { details } = entity;
  const { affiliation, organization, contacts, additionalLocations, extensions } = details;
  const people = [
    ...organizationRows(organization),
    ...contacts.flatMap(contactRows),
    ...additionalLocations.flatMap(({ location }) => row('more', location)),
    ...extensionRows(extensions),
  ];
  return [
    ...details.roles.map((role) => roleSection(role, entity)),
    ...(affiliation === null
      ? []
      : [
          section('Affiliation', {
            rows: [...row('owner', affiliation.ownerId), ...row('members', affiliation.members)],
            sections: affiliation.keys.map((key) => keySection(key, entity)),
          }),
        ]),
    ...(people.length === 0 ? [] : [section('About', { rows: people })]),
  ];
}

function roleSection(role: RoleDetails, entity: DescribedEntity): Section {
  const byService = Map.groupBy(role.endpoints, ({ service }) => service);
  return section(roleName(role.name), {
    rows: [
      ...row('protocols', role.protocols.filter((protocol) => protocol !== '').map(shortProtocol)),
      ...row('valid until', role.validUntil?.text ?? null),
      ...row('wants', role.wants),
      ...[...byService].flatMap(([service, endpoints]) => row(service, endpoints.map(endpointLine))),
      ...row('NameIDs', role.nameIdFormats.map(shortUri)),
      ...row('attributes', role.attributes.map(attributeLine)),
      ...role.attributeConsumingServices.flatMap(({ index, names, requested }) =>
        row(
          `asks for${index === null ? '' : ` (${index})`}`,
          requested
            .map((attribute) => `${attributeLine(attribute)}${attribute.isRequired ? ', required' : ''}`)
            .concat(requested.length === 0 ? names.map(({ text }) => text) : []),
        ),
      ),
      ...row('on error', role.errorUrl),
      ...role.contacts.flatMap(contactRows),
      ...extensionRows(role.extensions),
    ],
    sections: role.keys.map((key) => keySection(key, entity)),
  });
}

/** `urn:oasis:names:tc:SAML:2.0:protocol` says nothing by its last part. */
function shortProtocol(protocol: string): string {
  return /SAML:([\d.]+):protocol$/.exec(protocol)?.[1]?.replace(/^/, 'SAML ') ?? protocol;
}

function endpointLine({ binding, location, responseLocation, index, isDefault }: ServiceEndpoint): string {
  const notes = [
    shortUri(binding),
    ...(index === null ? [] : [`index ${index}`]),
    ...(isDefault ? ['default'] : []),
    ...(responseLocation === null ? [] : [`answers to ${responseLocation}`]),
  ];
  return `${location} (${notes.join(', ')})`;
}

function attributeLine({ name, friendlyName, values }: Attribute): string {
  const label = friendlyName === null ? name : `${friendlyName} (${name})`;
  return values.length === 0 ? label : `${label} = ${values.join(', ')}`;
}

function keySection(key: KeyDescriptor, { at, certificates }: DescribedEntity): Section {
  const use = key.use === null ? 'signing and encryption' : key.use;
  return section(`Key for ${use}`, {
    rows: [
      ...key.certificates.flatMap((base64) => certificateRows(certificates.get(base64) ?? null, at)),
      ...row('name', key.keyNames),
      ...row('key value', key.certificates.length === 0 && key.hasKeyValue ? 'without a certificate' : null),
      ...row('encryption', key.encryptionMethods.map(shortUri)),
    ],
  });
}

function certificateRows(certificate: Certificate | WorkbenchError | null, at: number): readonly Row[] {
  if (certificate === null) return [];
  if (certificate instanceof WorkbenchError) return row('error', certificate.message, 'bad');
  const { subject, issuer, notBefore, notAfter, keyType, keyBits, curve, sha256, sha1 } = certificate;
  return [
    ...row('subject', subject),
    ...row('issuer', issuer === subject ? 'itself' : issuer),
    ...validityRows(notBefore, notAfter, at),
    ...row('key', `${keyType} ${curve ?? (keyBits === 0 ? '' : `${keyBits} bits`)}`.trim()),
    ...row('SHA-256', sha256),
    ...row('SHA-1', sha1),
  ];
}

function validityRows(notBefore: number, notAfter: number, at: number): readonly Row[] {
  const span = `${printInstant(notBefore)} to ${printInstant(notAfter)}`;
  if (at > notAfter) return row('expired', span, 'bad');
  return at < notBefore ? row('not yet', span, 'bad') : row('valid', span);
}

function organizationRows(organization: Organization | null): readonly Row[] {
  if (organization === null) return [];
  const { names, displayNames, urls } = organization;
  return [...row('organization', texts(displayNames.length > 0 ? displayNames : names)), ...row('web', texts(urls))];
}

function contactRows({ type, company, givenName, surname, emails, phones }: Contact): readonly Row[] {
  const name = [givenName, surname].filter((part) => part !== null).join(' ');
  const parts = [name, company ?? '', ...emails, ...phones].filter((part) => part !== '');
  return row(`contact, ${type ?? '?'}`, parts.length === 0 ? null : parts.join(', '));
}

function extensionRows(extensions: MetadataExtensions): readonly Row[] {
  const { uiInfo, discoHints, registration, publication, scopes, signingMethods, digestMethods } = extensions;
  return [
    ...row('shown as', texts(uiInfo?.displayNames ?? [])),
    ...row('described', texts(uiInfo?.descriptions ?? [])),
    ...row('information', texts(uiInfo?.informationUrls ?? [])),
    ...row('privacy', texts(uiInfo?.privacyUrls ?? [])),
    ...row(
      'logo',
      (uiInfo?.logos ?? []).map(({ url, width, height }) => `${cut(url)} (${width ?? '?'} x ${height ?? '?'})`),
    ),
    ...row('discovery', [...(discoHints?.domains ?? []), ...(discoHints?.ips ?? []), ...(discoHints?.locations ?? [])]),
    ...row(
      'scopes',
      scopes.map(({ value, isPattern }) => (isPattern ? `${value} (pattern)` : value)),
    ),
    ...row(
      'registered',
      registration === null ? null : `${registration.authority ?? '?'} ${registration.instant?.text ?? ''}`.trim(),
    ),
    ...row(
      'published',
      publication === null ? null : `${publication.publisher ?? '?'} ${publication.instant?.text ?? ''}`.trim(),
    ),
    ...row('entity attr', extensions.entityAttributes.map(attributeLine)),
    ...row(
      'signs with',
      signingMethods.map(({ algorithm }) => shortUri(algorithm)),
    ),
    ...row('digests', digestMethods.map(shortUri)),
    ...row('extensions', extensions.others),
  ];
}

function texts(localized: readonly LocalizedText[]): readonly string[] {
  return localized.map(({ language, text }) => (language === null ? text : `${text} (${language})`));
}

/** A logo may be a whole picture in a data URL. */
function cut(url: string): string {
  return url.length > 100 ? `${url.slice(0, 100)}…` : url;
}
