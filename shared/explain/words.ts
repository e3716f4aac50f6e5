import type { Finding } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import { phraseNamed } from '#shared/phrases/phrase-named.ts';
import { ALL_WORDS, createSpeaker, type Speaker } from './plain-words.ts';
import { advises } from './words/vendors/advice-when.ts';
import { VENDOR_HINTS } from './words/vendors/all-vendors.ts';
import { advicesIn, type VendorHints } from './words/vendors/vendor-hints.ts';

/** What a finding says, with the settings' names at the products of both sides where these are known; see `createSpeaker`. */
export const wordsFor: Speaker = createSpeaker(vendorHints, phraseNamed);

/** For the product of the identity provider first, then for that of the service provider. */
function vendorHints(finding: Finding): readonly string[] {
  const { vendor, service, suspect } = finding.facts;
  const minded = typeof suspect === 'string' && isCode(suspect) ? [{ ...finding, code: suspect }] : [];
  return [vendor, service].flatMap((product) => [finding, ...minded].flatMap((each) => adviceOf(product, each)));
}

function isCode(code: string): code is FindingCode {
  return Object.hasOwn(ALL_WORDS, code);
}

function adviceOf(product: string | number | undefined, finding: Finding): readonly string[] {
  const hints: VendorHints = Object.entries(VENDOR_HINTS).find(([name]) => name === product)?.[1] ?? {};
  return advicesIn(hints, finding.code)
    .filter(({ when }) => advises(when, finding))
    .map(({ text }) => text);
}
