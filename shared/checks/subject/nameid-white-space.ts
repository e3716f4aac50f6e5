import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { trimXml } from '#shared/saml/read-parts.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** No white space around the NameID: it is part of the name, and some readers cut it off. */
export const nameidWhiteSpace = defineCheck({
  code: 'nameid-white-space',
  rank: 660,
  owner: 'sender',
  severity: 'warning',
  clause: 'saml-core 2.2.2',
  appliesTo: [...TOKEN_KINDS, 'LogoutRequest'],
  variants: ['around'],
  run: ({ subject: { message }, assertions }) => {
    const own = message.kind === 'LogoutRequest' ? message.nameId : null;
    return [own, ...assertions.map(({ subject }) => subject?.nameId ?? null)].flatMap((name) => {
      const trimmed = name === null ? '' : trimXml(name.value);
      if (name === null || trimmed === '' || trimmed === name.value) return [];
      return [fail('around', { at: name.element, expected: trimmed, received: JSON.stringify(name.value) })];
    });
  },
});
