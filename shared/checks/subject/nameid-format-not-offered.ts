import { NAMEID_FORMAT } from '#shared/saml/names.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

const ANY: readonly (string | null)[] = [null, NAMEID_FORMAT.unspecified, NAMEID_FORMAT.encrypted];

/** The NameID format that a request asks for is one that the IdP's metadata offers. */
export const nameidFormatNotOffered = defineCheck({
  code: 'nameid-format-not-offered',
  rank: 790,
  owner: 'sp',
  severity: 'warning',
  clause: 'saml-metadata 2.4.2',
  appliesTo: ['AuthnRequest'],
  variants: ['ok', 'not-offered'],
  run: ({ subject: { message }, parties }) => {
    const format = message.kind === 'AuthnRequest' ? (message.nameIdPolicy?.format ?? null) : null;
    const offered = parties.idp?.idp?.nameIdFormats ?? [];
    if (format === null || ANY.includes(format) || offered.length === 0) return [];
    const evidence = { at: message.element, expected: offered.join(', '), received: format };
    return [offered.includes(format) ? pass('ok', evidence) : fail('not-offered', evidence)];
  },
});
