import type { Entity } from '#shared/saml/metadata.ts';
import { defineCheck, fail, type Verdict } from '../engine/define-check.ts';
import { isInsecure } from '../engine/is-insecure.ts';
import { privateHost } from '../engine/private-host.ts';
import { endpointsOf, entitiesOf, severityOfOne } from './entities.ts';

/** What a template was not filled in: `https://${hostname}/sso`. */
const PLACEHOLDER = /\$\{|\{\{|[<>]|\[[A-Z_]+\]|%7B/i;

type Variant = 'not-a-url' | 'http' | 'here' | 'inside';

/**
 * Every endpoint is an absolute URL, by https, and at a host that others reach. An address of the very machine is an error
 * where the entity is a public one by its name or another address: there the outer name was not configured.
 */
export const metadataLocation = defineCheck({
  code: 'metadata-location',
  rank: 870,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-metadata 2.2.2',
  appliesTo: ['Metadata'],
  variants: ['not-a-url', 'http', 'here', 'inside'],
  run: (context) =>
    entitiesOf(context).flatMap((entity) =>
      [...new Set(endpointsOf(entity).map(({ location }) => location))].flatMap((location): Verdict<Variant>[] => {
        const evidence = { at: entity.element, received: location, facts: { entity: entity.entityId } };
        if (URL.parse(location) === null || PLACEHOLDER.test(location)) return [fail('not-a-url', evidence)];
        const place = privateHost(location);
        if (place === 'here')
          return [fail('here', { ...evidence, severity: isPublic(entity) ? severityOfOne(context) : 'warning' })];
        if (place === 'inside') return [fail('inside', { ...evidence, severity: 'warning' })];
        return isInsecure(location) ? [fail('http', { ...evidence, severity: 'warning' })] : [];
      }),
    ),
});

function isPublic(entity: Entity): boolean {
  const names = [entity.entityId, ...endpointsOf(entity).map(({ location }) => location)];
  return names.some((name) => /^https?:/.test(name) && URL.parse(name) !== null && privateHost(name) === null);
}
