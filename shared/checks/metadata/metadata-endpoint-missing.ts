import { BINDING } from '#shared/saml/names.ts';
import type { Verdict } from '../engine/define-check.ts';
import { defineCheck, fail } from '../engine/define-check.ts';
import { entitiesOf, saml2Roles, severityOfOne } from './entities.ts';

type Variant = 'sso' | 'acs' | 'sso-binding' | 'acs-binding';

const FRONT_SSO: readonly string[] = [BINDING.redirect, BINDING.post];
const FRONT_ACS: readonly string[] = [BINDING.post, BINDING.artifact];

/** An IdP of SAML 2.0 says where logins go, an SP where answers go, by a binding that browsers can use. */
export const metadataEndpointMissing = defineCheck({
  code: 'metadata-endpoint-missing',
  rank: 860,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-metadata 2.4.3, 2.4.4',
  appliesTo: ['Metadata'],
  variants: ['sso', 'acs', 'sso-binding', 'acs-binding'],
  run: (context) =>
    entitiesOf(context).flatMap((entity) => {
      const { idp, sp } = saml2Roles(entity);
      const at = entity.element;
      const facts = { entity: entity.entityId };
      const severity = severityOfOne(context);
      const found: Verdict<Variant>[] = [];
      if (idp?.singleSignOn.length === 0) found.push(fail('sso', { at, facts }));
      else if (idp?.singleSignOn.some(({ binding }) => FRONT_SSO.includes(binding)) === false)
        found.push(fail('sso-binding', { at, facts, severity }));
      if (sp?.assertionConsumer.length === 0) found.push(fail('acs', { at, facts }));
      else if (sp?.assertionConsumer.some(({ binding }) => FRONT_ACS.includes(binding)) === false)
        found.push(fail('acs-binding', { at, facts, severity }));
      return found;
    }),
});
