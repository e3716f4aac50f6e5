import type Router from '@koa/router';
import { Refusal } from '#server/web/refusal.ts';
import { faultPage } from './fault-page.ts';
import { ALL_FAULTS } from './faults/all-faults.ts';
import type { Fault } from './faults/engine/define-fault.ts';
import { findFault } from './faults/find-fault.ts';
import type { Idp } from './idp.ts';
import { sendIdpPage } from './site.ts';
import { startLogin } from './start-login.ts';

const CATALOGUE = '/faults.json';

/** Of these addresses a GET only shows; that of a login logs in. */
export function isShownFault(path: string): boolean {
  return path === CATALOGUE || /^\/fault\/[^/]+$/.test(path);
}

/** The catalogue of faults, a page for each, and logins that have one. An unknown code is 404. */
export function addFaults(router: Router, idp: Idp): void {
  router.get(CATALOGUE, (ctx) => {
    ctx.type = 'application/json; charset=utf-8';
    ctx.body = JSON.stringify(ALL_FAULTS.map(catalogued), null, 2);
  });
  router.get('/fault/:code', async (ctx) => {
    const fault = faultOf(ctx.params['code']);
    sendIdpPage(ctx, 200, faultPage(fault, await idp.serviceProviders()));
  });
  router.get('/fault/:code/login', (ctx) => {
    const { code } = faultOf(ctx.params['code']);
    const serviceProvider = ctx.URL.searchParams.get('sp') ?? '';
    return startLogin(ctx, idp, serviceProvider, { relayState: null, unsolicited: false, fault: code });
  });
}

function catalogued({ code, stage, clause, title, expected, finding }: Fault): Record<string, string> {
  return { code, stage, clause, title, expected, finding };
}

function faultOf(code = ''): Fault {
  const fault = findFault(code);
  if (fault !== null) return fault;
  throw new Refusal({
    status: 404,
    code: 'unknown-fault',
    title: 'There is no such fault',
    explanation: `The catalogue at ${CATALOGUE} has every code; this one it has not.`,
    facts: [{ label: 'Asked for', values: [code] }],
    steps: [{ label: 'Home', href: '/' }],
  });
}
