import { parseDuration } from '#shared/base/duration.ts';
import { attributeOf } from '#shared/xml/navigate.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { entitiesOf, severityOfOne } from './entities.ts';
import { rolesOf } from './key-certificates.ts';

/** Each cacheDuration is an xs:duration: a reader that validates refuses the file for one that is not. */
export const metadataCacheDuration = defineCheck({
  code: 'metadata-cache-duration',
  rank: 462,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-metadata 2.3.1, xmlschema-2 3.2.6',
  appliesTo: ['Metadata'],
  variants: ['unreadable'],
  run: (context) => {
    const { element } = context.subject.message;
    const entities = entitiesOf(context).flatMap((entity) => [
      entity.element,
      ...rolesOf(entity.element, 'idp'),
      ...rolesOf(entity.element, 'sp'),
    ]);
    return [...new Set([element, ...entities])].flatMap((at) => {
      const received = attributeOf(at, 'cacheDuration');
      if (received === null || parseDuration(received) !== null) return [];
      return [fail('unreadable', { at, attribute: 'cacheDuration', received, severity: severityOfOne(context) })];
    });
  },
});
