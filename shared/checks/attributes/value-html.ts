import { defineCheck, fail, type Verdict } from '../engine/define-check.ts';
import { shownTexts } from './texts.ts';

const MARKUP = /<[a-z!/?]|&#?\w{1,12};/i;
const SCRIPT = /\bjavascript:/i;

/** No markup in a name or value: a page that shows it as it is would run it. */
export const valueHtml = defineCheck({
  code: 'value-html',
  rank: 830,
  owner: 'sender',
  severity: 'warning',
  clause: 'CWE-79',
  appliesTo: ['Response', 'Assertion', 'Response11', 'Assertion11', 'LogoutRequest', 'LogoutResponse', 'AuthnRequest'],
  variants: ['markup'],
  run: (context) => {
    const { text: raw } = context.subject.document;
    // In a value `<` and `&` are always written so; most messages have neither.
    const mayHaveMarkup = raw.includes('&') || raw.includes('<![CDATA[');
    const found: Verdict<'markup'>[] = [];
    for (const { at, text } of shownTexts(context)) {
      if (isMarkup(text, mayHaveMarkup))
        found.push(fail('markup', { at, received: text, facts: { element: at.localName } }));
    }
    return found;
  },
});

function isMarkup(text: string, mayHaveMarkup: boolean): boolean {
  return (mayHaveMarkup && MARKUP.test(text)) || (text.includes(':') && SCRIPT.test(text));
}
