import { defineCheck, fail, type Verdict } from '../define-check.ts';
import { shownTexts } from './texts.ts';

const MARKUP = /<[a-z!/?]|&#?\w{1,12};|\bjavascript:/i;

/** No markup in a name or value: a page that shows it as it is would run it. */
export const valueHtml = defineCheck({
  code: 'value-html',
  severity: 'warning',
  clause: 'CWE-79',
  appliesTo: ['Response', 'Assertion', 'Response11', 'Assertion11', 'LogoutRequest', 'LogoutResponse', 'AuthnRequest'],
  variants: ['markup'],
  run: (context) => {
    const found: Verdict<'markup'>[] = [];
    for (const { at, text } of shownTexts(context)) {
      if (MARKUP.test(text)) found.push(fail('markup', { at, received: text, facts: { element: at.localName } }));
    }
    return found;
  },
});
