import type { Fault } from './faults/engine/define-fault.ts';
import { findFault } from './faults/find-fault.ts';
import type { Idp } from './idp.ts';
import type { IdpLogin, IdpSession } from './state.ts';

/** How long a login may wait for its user to be picked, and a fault for the service provider to ask. */
export const IDP_LOGIN_WAITS = 30 * 60_000;

/**
 * Keeps what is to be wrong with a login that the service provider itself is led to begin: what it asks says nothing of
 * faults. A login begun here without one forgets what was kept for that service provider.
 */
export async function awaitFault(idp: Idp, session: IdpSession, { serviceProvider, fault }: IdpLogin): Promise<void> {
  const others = session.awaitedFaults.filter((awaited) => awaited.serviceProvider !== serviceProvider);
  if (fault === null && others.length === session.awaitedFaults.length) return;
  const expiresAt = idp.clock() + IDP_LOGIN_WAITS;
  const awaitedFaults = fault === null ? others : [...others, { serviceProvider, code: fault, expiresAt }];
  await idp.state.sessions.put({ ...session, awaitedFaults }, idp.clock());
}

/** The fault of the response that goes out now, and those that remain: each is used once. */
export function takeFault(
  idp: Idp,
  { awaitedFaults }: IdpSession,
  { serviceProvider, fault }: IdpLogin,
): { readonly fault: Fault | null; readonly awaitedFaults: IdpSession['awaitedFaults'] } {
  const now = idp.clock();
  const inTime = awaitedFaults.filter(({ expiresAt }) => expiresAt > now);
  const awaited = inTime.find((each) => each.serviceProvider === serviceProvider);
  const code = fault ?? awaited?.code ?? null;
  return {
    fault: code === null ? null : findFault(code),
    awaitedFaults: inTime.filter((each) => each !== awaited),
  };
}
