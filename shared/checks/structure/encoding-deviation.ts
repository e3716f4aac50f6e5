import { describeStep } from '#shared/inspection/step-words.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { DecodingStep } from '#shared/wire/message.ts';
import { BEARER_GRANT_PLAIN, DEFLATE_ENCODING } from '#shared/wire/read-parameters.ts';
import { INFLATE_UNENDED } from '#shared/wire/unwrap-deflate.ts';
import { defineCheck, fail } from '../engine/define-check.ts';

/** What was done otherwise, by what there is to do about it: each has words of its own. */
type Deviation =
  | 'zlib'
  | 'deflated'
  | 'not-deflated'
  | 'trailing'
  | 'unended'
  | 'base64url'
  | 'plus-lost'
  | 'padding'
  | 'unencoded'
  | 'escaped'
  | 'field'
  | 'repeated'
  | 'unknown'
  | 'grant'
  | 'odd';

/** The message was encoded as its binding says. We read it all the same; another product may not. */
export const encodingDeviation = defineCheck({
  code: 'encoding-deviation',
  rank: 1230,
  owner: 'sender',
  severity: 'info',
  clause: 'saml-bindings 3.4.4, 3.5.4',
  appliesTo: ['Response', 'Response11', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse', 'Assertion', 'Assertion11'],
  variants: [
    ...(['zlib', 'deflated', 'not-deflated', 'trailing', 'unended', 'base64url', 'plus-lost', 'padding'] as const),
    ...(['unencoded', 'escaped', 'field', 'repeated', 'unknown', 'grant', 'odd'] as const),
  ],
  owners: { grant: 'sp' },
  run: ({ subject: { wire, message } }) => {
    if (wire === null || wire.binding === 'unknown') return [];
    // What a signature in the URL lacks is told by what looks at its parameters.
    const steps = wire.steps.filter(({ deviation, code }) => deviation && code !== 'signature-incomplete');
    const kinds = [...new Set(steps.map((step) => deviationOf(step, wire.binding)))];
    return kinds.map((kind) => {
      const meant = steps.filter((step) => deviationOf(step, wire.binding) === kind);
      return fail(kind, { at: message.element, ...severityOf(kind), ...evidenceOf(kind, meant, message) });
    });
  },
});

function deviationOf({ code, facts }: DecodingStep, binding: string): Deviation {
  if (code === 'inflate') {
    if (binding !== 'redirect') return 'deflated';
    return facts['format'] === 'raw' ? 'trailing' : 'zlib';
  }
  return code === 'base64' ? base64Deviation(`${facts['deviations']}`.split(' ')) : (BY_STEP[code] ?? 'odd');
}

const BY_STEP: Readonly<Record<string, Deviation>> = {
  'not-deflated': 'not-deflated',
  [INFLATE_UNENDED]: 'unended',
  'xml-unencoded': 'unencoded',
  'percent-decoded-again': 'escaped',
  'name-custom': 'field',
  'name-repeated': 'repeated',
  // A receiver that does not know an encoding cannot tell what the value says (saml-bindings 3.4.4).
  'saml-encoding-unknown': 'unknown',
  [BEARER_GRANT_PLAIN]: 'grant',
};

/** base64url leaves the padding out, too. */
function base64Deviation(deviations: readonly string[]): Deviation {
  if (deviations.includes('base64url')) return 'base64url';
  return deviations.includes('space-for-plus') ? 'plus-lost' : 'padding';
}

function severityOf(kind: Deviation): { readonly severity?: 'error' | 'warning' } {
  if (kind === 'unknown') return { severity: 'error' };
  return kind === 'unended' || kind === 'grant' ? { severity: 'warning' } : {};
}

function evidenceOf(kind: Deviation, steps: readonly DecodingStep[], message: SamlMessage) {
  const [first] = steps;
  if (kind === 'unended' || kind === 'grant' || first === undefined) return {};
  if (kind === 'unknown') return { expected: DEFLATE_ENCODING, received: `${first.facts['encoding']}` };
  if (kind === 'field') return { expected: fieldOf(message), received: `${first.facts['name']}` };
  if (kind === 'zlib') return { expected: 'raw', received: `${first.facts['format']}` };
  return { received: [...new Set(steps.map(describeStep))].join('; ') };
}

/** The field of a message, in this spelling (saml-bindings 3.4.4, 3.5.4). */
function fieldOf({ kind }: SamlMessage): string {
  return kind === 'AuthnRequest' || kind === 'LogoutRequest' ? 'SAMLRequest' : 'SAMLResponse';
}
