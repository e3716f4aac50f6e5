import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';

/** Chromium tells who blocked it (net_error_list.h), Firefox only that something did (nsIContentPolicy, ErrorList.py). */
const BLOCKED = /ERR_BLOCKED_BY_(?:CLIENT|ADMINISTRATOR)|^NS_ERROR_(?:BLOCKED_BY_POLICY|CONTENT_BLOCKED\w*)$/;

/** Nothing in the browser keeps a login or logout from its way. */
export const blockedByClient = defineFlowCheck({
  code: 'blocked-by-client',
  rank: 1,
  owner: 'user',
  owners: { administrator: 'network' },
  clause: 'saml-profiles 4.1.3',
  brings: ['flow-broken-off', 'cookie-not-sent'],
  variants: ['extension', 'administrator', 'browser'],
  run: ({ steps, facts }) => {
    const blocked = steps.find(({ exchange }) => BLOCKED.test(exchange.error ?? ''));
    if (blocked === undefined) return [];
    const { error, url } = blocked.exchange;
    const variant = error?.includes('ADMINISTRATOR')
      ? 'administrator'
      : error?.startsWith('NS_')
        ? 'browser'
        : 'extension';
    const words = { host: hostOf(url), error: error ?? '' };
    return [{ severity: 'error', variant, part: facts.request ?? facts.answer, received: error, facts: words }];
  },
});
