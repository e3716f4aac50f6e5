import { assertionsOf } from '#shared/saml/assertions-of.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** One person is written one way: anne and Anne are two users to one product, and one to another. */
export const nameidCaseDiffers = defineCheck({
  code: 'nameid-case-differs',
  rank: 770,
  owner: 'sender',
  severity: 'warning',
  clause: 'saml-core 2.2.2',
  appliesTo: ['Response', 'LogoutRequest'],
  variants: ['case'],
  run: ({ subject: { message, earlier }, assertions }) => {
    const own = message.kind === 'LogoutRequest' ? message.nameId : (assertions[0]?.subject?.nameId ?? null);
    if (own === null || own.value === '') return [];
    const folded = own.value.toLowerCase();
    const before = earlier
      .flatMap(({ message: each }) => assertionsOf(each))
      .flatMap(({ subject }) => subject?.nameId ?? [])
      .find(({ value }) => value !== own.value && value.toLowerCase() === folded);
    if (before === undefined) return [];
    return [fail('case', { at: own.element, expected: before.value, received: own.value })];
  },
});
