import { WorkbenchError } from '#shared/base/errors.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import type { SignatureReport } from '#shared/crypto/signature.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { Report } from '#shared/report/report.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { Entity, EntityDetails, KeyDescriptor, Metadata } from '#shared/saml/metadata.ts';
import { looksLikeMetadata, notMetadata } from '#shared/saml/not-metadata.ts';
import { readEntityDetails } from '#shared/saml/read-entity-details.ts';
import { SamlError } from '#shared/saml/saml-error.ts';

/** What an administrator wants to know of a metadata file. */
export interface MetadataDescription {
  readonly metadata: Metadata;
  /** The one entity that it is about; null for an aggregate of which none was picked. */
  readonly entity: DescribedEntity | null;
  readonly signatures: readonly SignatureReport[];
  /** About the picked entity and the file as such; errors first. */
  readonly findings: readonly Finding[];
}

/** An entity in full, with its certificates read. */
export interface DescribedEntity {
  readonly details: EntityDetails;
  /** Each certificate once, by its base64 as it stands in a KeyDescriptor. */
  readonly certificates: ReadonlyMap<string, Certificate | WorkbenchError>;
  /** The moment that certificates are held against, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Describes the metadata in a report of one file.
 * @param entityId picks one entity of an aggregate; null for all
 * @param at milliseconds since the epoch
 * @throws WorkbenchError `metadata-expected`, `metadata-entity-unknown`
 */
export async function describeMetadata(
  report: Report,
  entityId: string | null,
  at: number,
): Promise<MetadataDescription> {
  const [inspected] = report.messages;
  const message = inspected?.message ?? null;
  if (inspected === undefined || message === null) {
    throw new SamlError('metadata-expected', { name: 'message of another kind' });
  }
  const metadata = asMetadata(message);
  const entity = pickEntity(metadata, entityId);
  return {
    metadata,
    entity: entity === null ? null : await describeEntity(entity, at),
    signatures: inspected.signatures,
    findings: report.findings.filter((finding) => isAbout(finding, entity, metadata)),
  };
}

/** What only looks like metadata has no entities for any reader: the findings say why. */
function asMetadata(message: SamlMessage): Metadata {
  if (message.kind === 'Metadata') return message;
  if (message.kind !== 'Other' || !looksLikeMetadata(message.element)) throw notMetadata(message.element);
  return { ...message, kind: 'Metadata', entities: [], validUntil: null };
}

function pickEntity({ entities }: Metadata, entityId: string | null): Entity | null {
  if (entityId === null) return entities.length === 1 ? (entities[0] ?? null) : null;
  const found = entities.find((entity) => entity.entityId === entityId);
  if (found === undefined) {
    throw new SamlError('metadata-entity-unknown', { entityId, count: entities.length });
  }
  return found;
}

/** Of an aggregate, what is found of other entities is left out. */
function isAbout({ range }: Finding, entity: Entity | null, { entities }: Metadata): boolean {
  if (entity === null || range === null) return true;
  const isInside = ({ element }: Entity) => range.start >= element.start && range.end <= element.end;
  return isInside(entity) || !entities.some(isInside);
}

async function describeEntity(entity: Entity, at: number): Promise<DescribedEntity> {
  const details = readEntityDetails(entity);
  const certificates = new Map<string, Certificate | WorkbenchError>();
  for (const base64 of allKeys(details).flatMap((key) => key.certificates)) {
    if (!certificates.has(base64)) certificates.set(base64, await readOrError(base64));
  }
  return { details, certificates, at };
}

function allKeys({ affiliation, roles }: EntityDetails): readonly KeyDescriptor[] {
  return [...roles.flatMap(({ keys }) => keys), ...(affiliation?.keys ?? [])];
}

async function readOrError(base64: string): Promise<Certificate | WorkbenchError> {
  try {
    return await readCertificate(base64);
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
}
