import { defineCheck, fail } from '../engine/define-check.ts';
import { SIGNABLE_KINDS } from './loose-parts.ts';

/** What is signed was not reformatted on its way: the digest says which harmless-looking change broke it. */
export const contentReformatted = defineCheck({
  code: 'content-reformatted',
  rank: 270,
  owner: 'sender',
  severity: 'error',
  clause: 'xmldsig-core 4.4.3.4',
  appliesTo: SIGNABLE_KINDS,
  variants: [
    'white-space-between',
    'white-space-around',
    'carriage-returns-added',
    'carriage-returns-lost',
    'utf8-as-latin1',
    'unicode-normalised',
    'escaped-twice',
  ],
  run: ({ subject }) =>
    subject.signatures.flatMap(({ element, on, digests }) =>
      digests === null || digests.change === null
        ? []
        : [fail(digests.change, { at: element, expected: digests.stated, received: digests.computed, facts: { on } })],
    ),
});
