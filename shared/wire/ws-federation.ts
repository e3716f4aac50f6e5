import type { WsFederationParts } from './message.ts';
import type { ParameterIndex } from './parameter-index.ts';

/** The actions that SPs and IdPs of the web use (ws-federation 13.2.1, 13.2.4). */
const SIGN_IN_AND_OUT: ReadonlySet<string> = new Set(['wsignin1.0', 'wsignout1.0', 'wsignoutcleanup1.0']);

/** Whether parameters are a request of WS-Federation: an action, and no token. */
export function isWsFederationRequest({ first }: ParameterIndex): boolean {
  return SIGN_IN_AND_OUT.has(first.get('wa')?.value ?? '') && !first.has('wresult');
}

/** The parameters of WS-Federation (ws-federation 13.2.2, 13.2.3). */
export function readWsFederationParts({ first }: ParameterIndex): WsFederationParts {
  const parameter = (name: string): string | null => first.get(name)?.value ?? null;
  return {
    action: parameter('wa'),
    realm: parameter('wtrealm'),
    context: parameter('wctx'),
    reply: parameter('wreply'),
    homeRealm: parameter('whr'),
    authentication: parameter('wauth'),
    freshness: parameter('wfresh'),
    currentTime: parameter('wct'),
  };
}
