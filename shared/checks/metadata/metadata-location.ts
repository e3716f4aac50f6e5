import { defineCheck, fail, type Verdict } from '../engine/define-check.ts';
import { isInsecure } from '../engine/is-insecure.ts';
import { endpointsOf, entitiesOf } from './entities.ts';

/** Every endpoint is an absolute URL, and by https. */
export const metadataLocation = defineCheck({
  code: 'metadata-location',
  rank: 870,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-metadata 2.2.2',
  appliesTo: ['Metadata'],
  variants: ['not-a-url', 'http'],
  run: (context) =>
    entitiesOf(context).flatMap((entity) =>
      endpointsOf(entity).flatMap(({ location }): Verdict<'not-a-url' | 'http'>[] => {
        const evidence = { at: entity.element, received: location };
        if (location.startsWith('https://')) return [];
        if (URL.parse(location) === null) return [fail('not-a-url', evidence)];
        return isInsecure(location) ? [fail('http', { ...evidence, severity: 'warning' })] : [];
      }),
    ),
});
