import { defineCheck, fail, type Verdict } from '../engine/define-check.ts';
import { shownTexts } from './texts.ts';

type Variant = 'bidi' | 'control' | 'invisible';

/** One test for nearly every text. Tabs and line ends are white space, not this. */
const SUSPECT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these three are allowed
  /[^\u0009\u000a\u000d\u0020-\u007e\u00a0-\u00ac\u00ae-\u1fff\u2010-\u2027\u2030-\u205f\u2070-\ufefe\uff00-\uffff]/;
const BIDI = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060-\u2065\ufeff]/;

/** No character in a name or value that cannot be seen: what is shown would not be what is compared (Trojan Source). */
export const valueUnprintable = defineCheck({
  code: 'value-unprintable',
  rank: 820,
  owner: 'sender',
  severity: 'warning',
  clause: 'CVE-2021-42574',
  appliesTo: ['Response', 'Assertion', 'Response11', 'Assertion11', 'LogoutRequest', 'LogoutResponse', 'AuthnRequest'],
  variants: ['bidi', 'control', 'invisible'],
  run: (context) => {
    if (context.scan.isPlain) return [];
    const found: Verdict<Variant>[] = [];
    for (const { at, text } of shownTexts(context)) {
      const character = SUSPECT.exec(text)?.[0];
      if (character === undefined) continue;
      const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
      found.push(fail(variantOf(character), { at, facts: { code, element: at.localName } }));
    }
    return found;
  },
});

function variantOf(character: string): Variant {
  if (BIDI.test(character)) return 'bidi';
  return INVISIBLE.test(character) ? 'invisible' : 'control';
}
