import { describeStep } from '#shared/inspection/step-words.ts';
import type { DecodingStep } from '#shared/wire/message.ts';
import { DEFLATE_ENCODING, ENCODING_UNKNOWN } from '#shared/wire/read-parameters.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** The message was encoded as its binding says. We read it all the same; another product may not. */
export const encodingDeviation = defineCheck({
  code: 'encoding-deviation',
  rank: 1230,
  owner: 'sender',
  severity: 'info',
  clause: 'saml-bindings 3.4.4, 3.5.4',
  appliesTo: ['Response', 'Response11', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['odd', 'unknown'],
  run: ({ subject: { wire, message } }) => {
    if (wire === null || wire.binding === 'unknown') return [];
    const at = message.element;
    const unknown = wire.steps.find(({ code }) => code === ENCODING_UNKNOWN);
    const odd = wire.steps.filter((step) => step.deviation && step !== unknown).map(describeStep);
    return [
      ...(unknown === undefined ? [] : [fail('unknown', { at, severity: 'error', ...evidenceOf(unknown) })]),
      ...(odd.length === 0 ? [] : [fail('odd', { at, received: [...new Set(odd)].join('; ') })]),
    ];
  },
});

/** A receiver that does not know an encoding cannot tell what the value says (saml-bindings 3.4.4). */
function evidenceOf({ facts }: DecodingStep) {
  return { expected: DEFLATE_ENCODING, received: `${facts['encoding']}` };
}
