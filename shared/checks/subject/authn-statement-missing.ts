import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import { KEPT_CLOSED } from '../engine/common-causes.ts';
import { defineCheck, fail, pass } from '../engine/define-check.ts';

/** At least one assertion says that the user was authenticated. */
export const authnStatementMissing = defineCheck({
  code: 'authn-statement-missing',
  rank: 640,
  owner: 'idp',
  severity: 'error',
  clause: 'saml-profiles 4.1.4.2',
  profile: 'web-sso',
  follows: KEPT_CLOSED,
  appliesTo: TOKEN_KINDS,
  variants: ['ok', 'missing', 'several-assertions'],
  run: ({ assertions }) => {
    const [first] = assertions;
    if (first === undefined) return [];
    const found = assertions.find(({ authnStatements }) => authnStatements.length > 0);
    if (found !== undefined) return [pass('ok', { at: found.element })];
    return [fail(assertions.length > 1 ? 'several-assertions' : 'missing', { at: first.element })];
  },
});
