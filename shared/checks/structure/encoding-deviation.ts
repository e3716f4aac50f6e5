import { describeStep } from '#shared/inspection/step-words.ts';
import type { DecodingStep } from '#shared/wire/message.ts';
import { BEARER_GRANT_PLAIN, DEFLATE_ENCODING, ENCODING_UNKNOWN } from '#shared/wire/read-parameters.ts';
import { INFLATE_UNENDED } from '#shared/wire/unwrap-deflate.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** Steps that have words of their own. */
const ALONE: ReadonlySet<string> = new Set([ENCODING_UNKNOWN, INFLATE_UNENDED, BEARER_GRANT_PLAIN]);

/** The message was encoded as its binding says. We read it all the same; another product may not. */
export const encodingDeviation = defineCheck({
  code: 'encoding-deviation',
  rank: 1230,
  owner: 'sender',
  severity: 'info',
  clause: 'saml-bindings 3.4.4, 3.5.4',
  appliesTo: ['Response', 'Response11', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse', 'Assertion', 'Assertion11'],
  variants: ['odd', 'unknown', 'unended', 'grant'],
  owners: { grant: 'sp' },
  run: ({ subject: { wire, message } }) => {
    if (wire === null || wire.binding === 'unknown') return [];
    const at = message.element;
    const unknown = wire.steps.find(({ code }) => code === ENCODING_UNKNOWN);
    const unended = wire.steps.some(({ code }) => code === INFLATE_UNENDED);
    const grant = wire.steps.some(({ code }) => code === BEARER_GRANT_PLAIN);
    const odd = wire.steps.filter(({ deviation, code }) => deviation && !ALONE.has(code)).map(describeStep);
    return [
      ...(unknown === undefined ? [] : [fail('unknown', { at, severity: 'error', ...evidenceOf(unknown) })]),
      ...(unended ? [fail('unended', { at, severity: 'warning' })] : []),
      ...(grant ? [fail('grant', { at, severity: 'warning' })] : []),
      ...(odd.length === 0 ? [] : [fail('odd', { at, received: [...new Set(odd)].join('; ') })]),
    ];
  },
});

/** A receiver that does not know an encoding cannot tell what the value says (saml-bindings 3.4.4). */
function evidenceOf({ facts }: DecodingStep) {
  return { expected: DEFLATE_ENCODING, received: `${facts['encoding']}` };
}
