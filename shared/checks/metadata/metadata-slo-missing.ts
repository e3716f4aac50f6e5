import { defineCheck, fail, pass } from '../define-check.ts';

/** Each entity offers single logout somewhere. */
export const metadataSloMissing = defineCheck({
  code: 'metadata-slo-missing',
  severity: 'info',
  clause: 'saml-metadata 2.4.2',
  appliesTo: ['Metadata'],
  variants: ['ok', 'idp', 'sp'],
  run: ({ subject: { message } }) => {
    // In a federation's aggregate this is everyday and nobody's fault.
    if (message.kind !== 'Metadata' || message.entities.length !== 1) return [];
    return message.entities.flatMap(({ element, idp, sp }) => [
      ...(idp === null
        ? []
        : [idp.singleLogout.length > 0 ? pass('ok', { at: element }) : fail('idp', { at: element })]),
      ...(sp === null ? [] : [sp.singleLogout.length > 0 ? pass('ok', { at: element }) : fail('sp', { at: element })]),
    ]);
  },
});
