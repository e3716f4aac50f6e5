import type { Context } from 'koa';
import { Refusal } from '#server/web/refusal.ts';
import { IDP_LOGIN_WAITS } from './awaited-faults.ts';
import type { Idp } from './idp.ts';
import { continueLogin } from './login.ts';
import { defaultConsumer, loginStart } from './service-providers.ts';

/** How a login begins that somebody wants at this IdP's own page. */
export interface StartLoginOptions {
  /** Where the user wants to go at the SP, in the SP's own words; null: wherever it leads. */
  readonly relayState: string | null;
  /** Send a response that the SP has not asked for, even if its metadata says where it would ask. */
  readonly unsolicited: boolean;
  /** Code of what is to be wrong with the response; null: nothing. */
  readonly fault: string | null;
}

/**
 * Begins a login at a service provider. Where its metadata says that a login can be begun there
 * (sstc-request-initiation 2), the browser is led there once it has a session here, and the SP asks in its own words;
 * so the answer belongs to the browser that wanted it. Else, or if that is chosen by name, the response goes out
 * unasked to the default assertion consumer (saml-profiles 4.1.5).
 *
 * @throws Refusal 404 `unknown-service-provider`
 */
export async function startLogin(ctx: Context, idp: Idp, entityId: string, options: StartLoginOptions): Promise<void> {
  const provider = (await idp.serviceProviders()).find((candidate) => candidate.entityId === entityId);
  const startAt = provider === undefined || options.unsolicited ? null : loginStart(provider);
  const acs = provider === undefined ? null : defaultConsumer(provider);
  if (startAt === null && acs === null) throw unknownServiceProvider(entityId);
  await continueLogin(ctx, idp, {
    key: idp.random(),
    expiresAt: idp.clock() + IDP_LOGIN_WAITS,
    serviceProvider: entityId,
    requestId: null,
    acs: acs ?? '',
    startAt: startAt === null ? null : withQuery(startAt, idp, options.relayState),
    relayState: options.relayState,
    nameIdFormat: null,
    forceAuthn: false,
    isPassive: false,
    authnContext: null,
    fault: options.fault,
  });
}

/** The link that asks the SP to begin: which IdP to ask, and where the user wants to go. */
function withQuery(startAt: string, { entityId }: Idp, target: string | null): string {
  const url = new URL(startAt);
  url.searchParams.set('entityID', entityId);
  if (target !== null) url.searchParams.set('target', target);
  return url.href;
}

function unknownServiceProvider(entityId: string): Refusal {
  return new Refusal({
    status: 404,
    code: 'unknown-service-provider',
    title: 'This service provider is not known here',
    explanation: 'No service provider with this entity ID takes responses by POST or says where a login begins.',
    facts: [{ label: 'Asked for', values: [entityId] }],
    owner: 'idp',
  });
}
