import { NAMESPACE } from '#shared/saml/names.ts';
import { attributeOf, childElements } from '#shared/xml/navigate.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { entitiesOf, severityOfOne } from './entities.ts';
import { rolesOf } from './key-certificates.ts';

/** A key says that it is for signing, or for encryption, or leaves it open; there is no third. */
export const metadataKeyUse = defineCheck({
  code: 'metadata-key-use',
  rank: 902,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-metadata 2.4.1.1',
  appliesTo: ['Metadata'],
  variants: ['unknown'],
  run: (context) =>
    entitiesOf(context).flatMap((entity) =>
      (['idp', 'sp'] as const)
        .flatMap((role) => rolesOf(entity.element, role))
        .flatMap((role) => childElements(role, NAMESPACE.metadata, 'KeyDescriptor'))
        .flatMap((at) => {
          const received = attributeOf(at, 'use');
          if (received === null || received === 'signing' || received === 'encryption') return [];
          const evidence = { at, attribute: 'use', received, severity: severityOfOne(context) };
          return [fail('unknown', { ...evidence, facts: { entity: entity.entityId } })];
        }),
    ),
});
