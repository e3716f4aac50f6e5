import { defineCheck, fail, pass } from '../engine/define-check.ts';
import { wantedContext } from '../engine/wanted-context.ts';

/** With Comparison="exact" the user was authenticated in one of the ways that were asked for. */
export const authnContextNotMet = defineCheck({
  code: 'authn-context-not-met',
  rank: 970,
  owner: 'idp',
  severity: 'warning',
  clause: 'saml-core 3.3.2.2.1',
  appliesTo: ['Response'],
  variants: ['ok', 'other'],
  run: (context) => {
    const wanted = wantedContext(context);
    if (wanted === null || wanted.comparison !== 'exact' || wanted.classRefs.length === 0) return [];
    const severity = wanted.insists ? 'error' : 'warning';
    return context.assertions
      .flatMap(({ authnStatements }) => authnStatements)
      .map(({ element, classRef }) => {
        const evidence = { at: element, expected: wanted.classRefs.join(', '), received: classRef };
        return classRef !== null && wanted.classRefs.includes(classRef)
          ? pass('ok', evidence)
          : fail('other', { ...evidence, severity });
      });
  },
});
