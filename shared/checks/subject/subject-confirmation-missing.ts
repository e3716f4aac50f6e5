import type { SubjectConfirmation } from '#shared/saml/assertion.ts';
import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { CONFIRMATION_METHOD } from '#shared/saml/names.ts';
import { isSaml11 } from '#shared/saml/read-saml11.ts';
import { bearerConfirmationOf } from '../engine/bearer-data.ts';
import { defineCheck, fail, pass, type Verdict } from '../engine/define-check.ts';

/** A bearer SubjectConfirmation with its data: what says that whoever brings the assertion may use it, where and when. */
export const subjectConfirmationMissing = defineCheck({
  code: 'subject-confirmation-missing',
  rank: 630,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.2',
  profile: 'web-sso',
  appliesTo: TOKEN_KINDS,
  gate: 'must-pass',
  variants: ['ok', 'missing', 'not-bearer', 'no-data', 'no-subject'],
  run: (context) =>
    context.assertions.map((assertion) => {
      const { subject, element } = assertion;
      if (subject === null) return fail('no-subject', { at: element });
      const [first] = subject.confirmations;
      if (first === undefined) return fail('missing', { at: subject.element });
      if (isSaml11(element)) return judgeSaml11(subject.confirmations, first);
      const bearer = bearerConfirmationOf(context, assertion);
      if (bearer === null)
        return fail('not-bearer', { at: first.element, attribute: 'Method', received: first.method });
      return bearer.data === null ? fail('no-data', { at: bearer.element }) : pass('ok', { at: bearer.element });
    }),
});

/** What logs in by a browser in SAML 1.1: brought by the user, or fetched for an artifact (saml-bindings-1.1 4.1). Data has no place there. */
const METHODS_11: readonly (string | null)[] = [
  CONFIRMATION_METHOD.bearer11,
  CONFIRMATION_METHOD.artifact11,
  `${CONFIRMATION_METHOD.artifact11}-01`,
];

function judgeSaml11(
  confirmations: readonly SubjectConfirmation[],
  { element, method }: SubjectConfirmation,
): Verdict<'ok' | 'not-bearer'> {
  const fitting = confirmations.find((each) => METHODS_11.includes(each.method));
  return fitting === undefined
    ? fail('not-bearer', { at: element, received: method })
    : pass('ok', { at: fitting.element });
}
