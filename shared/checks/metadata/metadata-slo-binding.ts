import { BINDING } from '#shared/saml/names.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { entitiesOf, saml2Roles } from './entities.ts';

/** Single logout is offered by redirect, which every product speaks; POST or SOAP alone leave many out. */
export const metadataSloBinding = defineCheck({
  code: 'metadata-slo-binding',
  rank: 1010,
  owner: 'publisher',
  severity: 'info',
  clause: 'saml-conform 3.2',
  appliesTo: ['Metadata'],
  variants: ['no-redirect'],
  run: (context) => {
    const entities = entitiesOf(context);
    if (entities.length !== 1) return [];
    return entities.flatMap((entity) => {
      const { idp, sp } = saml2Roles(entity);
      return [idp?.singleLogout ?? [], sp?.singleLogout ?? []]
        .filter((all) => all.length > 0 && !all.some(({ binding }) => binding === BINDING.redirect))
        .map((all) =>
          fail('no-redirect', {
            at: entity.element,
            expected: 'HTTP-Redirect',
            received: all.map(({ binding }) => binding.slice(binding.lastIndexOf(':') + 1)).join(', '),
          }),
        );
    });
  },
});
