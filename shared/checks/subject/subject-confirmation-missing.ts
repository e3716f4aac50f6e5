import { defineCheck, fail, pass } from '../define-check.ts';
import { bearerConfirmationOf } from './bearer-data.ts';

/** A bearer SubjectConfirmation with its data: what says that whoever brings the assertion may use it, where and when. */
export const subjectConfirmationMissing = defineCheck({
  code: 'subject-confirmation-missing',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.2',
  appliesTo: ['Response', 'Assertion'],
  gate: 'must-pass',
  variants: ['ok', 'missing', 'not-bearer', 'no-data', 'no-subject'],
  run: (context) =>
    context.assertions.map((assertion) => {
      const { subject, element } = assertion;
      if (subject === null) return fail('no-subject', { at: element });
      const [first] = subject.confirmations;
      if (first === undefined) return fail('missing', { at: subject.element });
      const bearer = bearerConfirmationOf(context, assertion);
      if (bearer === null)
        return fail('not-bearer', { at: first.element, attribute: 'Method', received: first.method });
      return bearer.data === null ? fail('no-data', { at: bearer.element }) : pass('ok', { at: bearer.element });
    }),
});
