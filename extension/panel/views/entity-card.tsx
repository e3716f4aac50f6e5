import { useMemo } from 'preact/hooks';
import { entityGroup } from '#shared/explain/facts/entity-facts.ts';
import type { Entity } from '#shared/saml/metadata.ts';
import { readEntityDetails } from '#shared/saml/read-entity-details.ts';
import { FactCard } from '../parts/fact-rows.tsx';

/** One entity of metadata: its roles with endpoints and keys, and what it says for people and for federations. */
export function EntityCard({ entity }: { entity: Entity }) {
  const told = useMemo(() => entityGroup(readEntityDetails(entity), null), [entity]);
  return <FactCard group={told} />;
}
