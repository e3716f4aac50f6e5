import { COOKIE_LOST } from '../engine/common-causes.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';
import { hostName, spName } from '../engine/situation.ts';
import { isLooping, loginRun } from './repeated-login.ts';

/** After a good answer the SP lets the user in; it does not ask the IdP again. */
export const loginLoop = defineFlowCheck({
  code: 'login-loop',
  rank: 130,
  owner: 'sp',
  clause: 'saml-profiles 4.1.5',
  follows: COOKIE_LOST,
  variants: ['loop'],
  onceBy: ['sp'],
  run: (situation) => {
    const run = loginRun(situation);
    if (run === null || !isLooping(run)) return [];
    const { facts } = situation;
    const words = { times: run.count, sp: spName(facts), host: hostName(facts.delivery) };
    return [{ severity: 'error', variant: 'loop', part: facts.answer, facts: words }];
  },
});
