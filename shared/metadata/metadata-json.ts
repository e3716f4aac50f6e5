import { WorkbenchError } from '#shared/base/errors.ts';
import { printInstant } from '#shared/base/instant.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import { rolesOf } from '#shared/explain/facts/role-names.ts';
import { toJsonFinding } from '#shared/report/json-report.ts';
import type { Attribute } from '#shared/saml/assertion.ts';
import type { Entity, KeyDescriptor, MetadataExtensions, RoleDetails } from '#shared/saml/metadata.ts';
import type { Instant } from '#shared/saml/values.ts';
import type { DescribedEntity, MetadataDescription } from './describe-metadata.ts';

/**
 * What `metadata --format json` prints: `entity` in full where there is one or one was picked, else `entities` in brief.
 * Instants are as written, those of certificates ISO 8601.
 */
export function toJsonMetadata({ metadata, entity, signatures, findings }: MetadataDescription): object {
  return {
    version: 1,
    kind: metadata.element.localName,
    id: metadata.id,
    validUntil: text(metadata.validUntil),
    signatures: signatures.map(({ on, id, algorithm, digest, outcome, reason, certificate }) => ({
      on,
      id,
      algorithm,
      digest,
      outcome,
      reason,
      certificate: certificate?.sha256 ?? null,
    })),
    entities: metadata.entities.map(toJsonBrief),
    entity: entity === null ? null : toJsonEntity(entity),
    findings: findings.filter(({ outcome }) => outcome !== 'pass').map(toJsonFinding),
  };
}

function toJsonBrief(entity: Entity): object {
  return { entityId: entity.entityId, roles: rolesOf(entity), validUntil: text(entity.validUntil) };
}

function toJsonEntity({ details, certificates }: DescribedEntity): object {
  const { entity, id, cacheDuration, roles, affiliation, organization, contacts, additionalLocations } = details;
  const keyOf = (key: KeyDescriptor) => toJsonKey(key, certificates);
  return {
    entityId: entity.entityId,
    id,
    validUntil: text(entity.validUntil),
    cacheDuration,
    roles: roles.map((role) => toJsonRole(role, keyOf)),
    affiliation:
      affiliation === null
        ? null
        : { ...affiliation, validUntil: text(affiliation.validUntil), keys: affiliation.keys.map(keyOf) },
    organization,
    contacts,
    additionalLocations,
    extensions: toJsonExtensions(details.extensions),
  };
}

function toJsonRole(role: RoleDetails, keyOf: (key: KeyDescriptor) => object): object {
  const { element: _, keys, validUntil, attributes, attributeConsumingServices, extensions, ...plain } = role;
  return {
    ...plain,
    validUntil: text(validUntil),
    keys: keys.map(keyOf),
    attributes: attributes.map(toJsonAttribute),
    attributeConsumingServices: attributeConsumingServices.map(({ requested, ...service }) => ({
      ...service,
      requested: requested.map((attribute) => ({
        ...toJsonAttribute(attribute),
        isRequired: attribute.isRequired,
      })),
    })),
    extensions: toJsonExtensions(extensions),
  };
}

function toJsonKey(key: KeyDescriptor, certificates: DescribedEntity['certificates']): object {
  const { use, keyNames, hasKeyValue, encryptionMethods } = key;
  return {
    use,
    keyNames,
    hasKeyValue,
    encryptionMethods,
    certificates: key.certificates.map((base64) => toJsonCertificate(certificates.get(base64) ?? null)),
  };
}

function toJsonCertificate(certificate: Certificate | WorkbenchError | null): object {
  if (certificate === null || certificate instanceof WorkbenchError) return { error: certificate?.message ?? null };
  const { subject, issuer, serialNumber, notBefore, notAfter, keyType, keyBits, curve, sha1, sha256 } = certificate;
  const validity = { notBefore: printInstant(notBefore), notAfter: printInstant(notAfter) };
  return { subject, issuer, serialNumber, ...validity, keyType, keyBits, curve, sha1, sha256 };
}

function toJsonAttribute({ name, friendlyName, nameFormat, values }: Attribute): object {
  return { name, friendlyName, nameFormat, values };
}

function toJsonExtensions({ entityAttributes, registration, publication, ...plain }: MetadataExtensions): object {
  return {
    ...plain,
    entityAttributes: entityAttributes.map(toJsonAttribute),
    registration: registration === null ? null : { ...registration, instant: text(registration.instant) },
    publication: publication === null ? null : { ...publication, instant: text(publication.instant) },
  };
}

function text(instant: Instant | null): string | null {
  return instant?.text ?? null;
}
