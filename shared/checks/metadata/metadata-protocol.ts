import { NAMESPACE } from '#shared/saml/names.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { entitiesOf, severityOfOne } from './entities.ts';
import { silentRoles } from './role-protocols.ts';

/** An IdP or SP says that it speaks SAML 2.0: readers leave out a role that does not, and then know nobody of that name. */
export const metadataProtocol = defineCheck({
  code: 'metadata-protocol',
  rank: 855,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-metadata 2.4.1',
  appliesTo: ['Metadata'],
  variants: ['missing', 'misspelt', 'other'],
  run: (context) =>
    entitiesOf(context).flatMap((entity) =>
      (['idp', 'sp'] as const).flatMap((role) =>
        silentRoles(entity, role).map(({ at, mistake, said }) => {
          const facts = { role: at.localName };
          const evidence = { at, attribute: 'protocolSupportEnumeration', expected: NAMESPACE.protocol, facts };
          if (mistake === 'missing') return fail('missing', { ...evidence, severity: severityOfOne(context) });
          // By itself it is sound metadata of an older product.
          const severity = mistake === 'other' ? 'info' : severityOfOne(context);
          return fail(mistake, { ...evidence, received: said, severity });
        }),
      ),
    ),
});
