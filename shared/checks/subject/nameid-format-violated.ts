import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { NAMEID_FORMAT } from '#shared/saml/names.ts';
import type { Verdict } from '../engine/define-check.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** saml-core 8.3.7, 8.3.8 */
const MAX_LENGTH = 256;

/** The NameID has the form that its Format promises. */
export const nameidFormatViolated = defineCheck({
  code: 'nameid-format-violated',
  rank: 760,
  owner: 'sender',
  severity: 'warning',
  clause: 'saml-core 8.3',
  appliesTo: [...TOKEN_KINDS, 'LogoutRequest'],
  variants: ['not-email', 'too-long'],
  run: ({ subject: { message }, assertions }) => {
    const own = message.kind === 'LogoutRequest' ? message.nameId : null;
    const names = [own, ...assertions.map(({ subject }) => subject?.nameId ?? null)];
    return names.flatMap((name): Verdict<'not-email' | 'too-long'>[] => {
      if (name === null || name.value === '') return [];
      const evidence = { at: name.element, received: name.value };
      if (name.format === NAMEID_FORMAT.emailAddress && !name.value.includes('@')) return [fail('not-email', evidence)];
      const isOpaque = name.format === NAMEID_FORMAT.persistent || name.format === NAMEID_FORMAT.transient;
      return isOpaque && name.value.length > MAX_LENGTH
        ? [fail('too-long', { ...evidence, expected: `at most ${MAX_LENGTH} characters` })]
        : [];
    });
  },
});
