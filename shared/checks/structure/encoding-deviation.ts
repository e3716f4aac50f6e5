import { describeStep } from '#shared/inspection/step-words.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** The message was encoded as its binding says. We read it all the same; another product may not. */
export const encodingDeviation = defineCheck({
  code: 'encoding-deviation',
  rank: 1230,
  owner: 'sender',
  severity: 'info',
  clause: 'saml-bindings 3.4.4, 3.5.4',
  appliesTo: ['Response', 'Response11', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['odd'],
  run: ({ subject: { wire, message } }) => {
    if (wire === null || wire.binding === 'unknown') return [];
    const odd = wire.steps.filter(({ deviation }) => deviation).map(describeStep);
    return odd.length === 0 ? [] : [fail('odd', { at: message.element, received: [...new Set(odd)].join('; ') })];
  },
});
