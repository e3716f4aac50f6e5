import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';

/** Nothing in the browser keeps a login or logout from its way. */
export const blockedByClient = defineFlowCheck({
  code: 'blocked-by-client',
  rank: 1,
  owner: 'user',
  owners: { administrator: 'network' },
  clause: 'saml-profiles 4.1.3',
  brings: ['flow-broken-off', 'cookie-not-sent'],
  variants: ['extension', 'administrator'],
  run: ({ steps, facts }) => {
    const blocked = steps.find(({ exchange }) => /ERR_BLOCKED_BY_(?:CLIENT|ADMINISTRATOR)/.test(exchange.error ?? ''));
    if (blocked === undefined) return [];
    const { error, url } = blocked.exchange;
    const variant = error?.includes('ADMINISTRATOR') ? 'administrator' : 'extension';
    const words = { host: hostOf(url), error: error ?? '' };
    return [{ severity: 'error', variant, part: facts.request ?? facts.answer, received: error, facts: words }];
  },
});
