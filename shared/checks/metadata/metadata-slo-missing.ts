import { defineCheck, fail, pass } from '../engine/define-check.ts';
import { saml2Roles } from './entities.ts';

/** Each entity of SAML 2.0 offers single logout somewhere. */
export const metadataSloMissing = defineCheck({
  code: 'metadata-slo-missing',
  rank: 1000,
  owner: 'publisher',
  severity: 'info',
  clause: 'saml-metadata 2.4.2',
  appliesTo: ['Metadata'],
  variants: ['ok', 'idp', 'sp'],
  run: ({ subject: { message } }) => {
    // In a federation's aggregate this is everyday and nobody's fault.
    if (message.kind !== 'Metadata' || message.entities.length !== 1) return [];
    return message.entities.flatMap((entity) => {
      const { idp, sp } = saml2Roles(entity);
      const at = entity.element;
      return [
        ...(idp === null ? [] : [idp.singleLogout.length > 0 ? pass('ok', { at }) : fail('idp', { at })]),
        ...(sp === null ? [] : [sp.singleLogout.length > 0 ? pass('ok', { at }) : fail('sp', { at })]),
      ];
    });
  },
});
