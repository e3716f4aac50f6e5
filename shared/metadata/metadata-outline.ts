import { counted } from '#shared/base/count-words.ts';
import { entityGroup } from '#shared/explain/facts/entity-facts.ts';
import { type FactGroup, fact, group, type Tone } from '#shared/explain/facts/fact.ts';
import { rolesOf } from '#shared/explain/facts/role-names.ts';
import { signatureGroup } from '#shared/explain/facts/signature-facts.ts';
import { wordsFor } from '#shared/explain/words.ts';
import { type Finding, isProblem } from '#shared/inspection/finding.ts';
import { groupSection, row, type Section, section } from '#shared/report/outline.ts';
import { signatureSection } from '#shared/report/outline-message.ts';
import type { Entity } from '#shared/saml/metadata.ts';
import type { DescribedEntity, MetadataDescription } from './describe-metadata.ts';

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
    ...(entity === null ? [entitiesSection(described.metadata.entities)] : toldGroup(entity).groups.map(groupSection)),
  ];
}

const TONES: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'warning', info: 'plain' };

function problemsSection(problems: readonly Finding[]): Section {
  const sections = problems.slice(0, MAX_PROBLEMS).map((finding) => {
    const { whole, fix } = wordsFor(finding);
    return section(whole, {
      tone: TONES[finding.severity],
      rows: [
        ...row('What to do', fix === '' ? null : fix),
        ...row('Received', finding.received),
        ...row('Where', finding.path),
      ],
    });
  });
  const rest = problems.length - sections.length;
  const more = rest > 0 ? `${rest} more are in the JSON form, and those of one entity with --entity ID` : null;
  return section(`Problems (${problems.length})`, { tone: 'bad', rows: row('And', more), sections });
}

function toldGroup(entity: DescribedEntity): FactGroup {
  return entityGroup(entity.details, entity);
}

/** What the file is, and who signed it. */
function headSection({ entity, metadata, signatures }: MetadataDescription): Section {
  const { entities, validUntil } = metadata;
  const told =
    entity === null
      ? group(counted(entities.length, 'entity', 'entities'), fact('roles', countRoles(entities)))
      : { ...toldGroup(entity), groups: [] };
  const validity = told.facts.some(({ id }) => id === 'valid-until') ? [] : fact('valid-until', validUntil?.text);
  const { rows, ...head } = groupSection({ ...told, facts: [...told.facts, ...validity] });
  return {
    ...head,
    rows: [...rows, ...row('Signature', signatures.length === 0 ? 'none' : null)],
    sections: signatures.map((report) => signatureSection(report, signatureGroup(report), entity?.at ?? null)),
  };
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
    rows: [...listed, ...row('And', rest > 0 ? `${rest} more: pick one with --entity ID, or use --format json` : null)],
  });
}
