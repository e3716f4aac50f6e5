import type { Context, Middleware } from 'koa';
import type { SamlService } from '#server/connection/service.ts';
import { draftLoginRequest } from '#server/saml/draft-login-request.ts';
import { pickSignOn } from '#server/saml/pick-endpoint.ts';
import { sendMessage } from '#server/saml/send-message.ts';
import { Refusal } from '#server/web/refusal.ts';
import { readReturnTo } from '#server/web/return-to.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { writeAuthnRequest } from '#shared/saml/write/write-authn-request.ts';
import { rememberBrowser } from './browser-secret.ts';
import { keepDestination } from './destination-cookies.ts';
import { readLoginOptions } from './login-options.ts';
import { type LoginRequest, makeLoginRequest, makeRelayState } from './login-request.ts';

/**
 * `GET /{prefix}/saml/login?returnTo=&forceAuthn=&isPassive=`: asks the IdP (saml-profiles 4.1.4.1). RelayState is an opaque token:
 * where the user wanted to go stays with the browser. A returnTo that leads elsewhere becomes the hub.
 *
 * It is also where the SP's metadata says that a login can be begun from elsewhere, with `entityID` and `target` in the
 * query (sstc-request-initiation 2). Such a link brings no identity: the request is ours, and what answers it is the
 * session that this browser has at the IdP.
 */
export function sendToIdp(service: SamlService): Middleware {
  return async (ctx) => {
    const { settings, base } = service;
    const query = ctx.URL.searchParams;
    refuseOtherIdp(service, query.get('entityID'));
    const asked = query.get('returnTo') ?? query.get('target');
    const rules = { url: service.url, base, hosts: settings.hosts };
    const returnTo = readReturnTo(asked, rules) ?? `${base}/`;
    const options = readLoginOptions(service, query);
    const request = makeLoginRequest(service, rememberBrowser(ctx, service), options);
    service.threads.small.prepare();
    if (returnTo !== `${base}/`) keepDestination(ctx, service, request.nonce, returnTo);
    await askIdp(ctx, service, request);
  };
}

/**
 * Sends the browser to the IdP with a request of ours.
 * @throws Refusal where the IdP has no address for it
 */
export async function askIdp(ctx: Context, service: SamlService, request: LoginRequest): Promise<void> {
  const { settings, clock, log } = service;
  const target = pickSignOn(settings.connection);
  if (target === null) throw noEndpoint(service);
  const { id } = request;
  const at = { destination: target.url, issueInstant: clock() };
  const xml = writeAuthnRequest(draftLoginRequest(settings.connection, request, at));
  log.info('login-asked', { connection: settings.prefix, messageId: id, idp: settings.connection.idp.entityId });
  const relayState = makeRelayState(service, request);
  await sendMessage(ctx, service, { parameter: 'SAMLRequest', xml, id, target, relayState });
}

/** A connection has one IdP: who names another has the wrong address, and is not sent somewhere else instead. */
function refuseOtherIdp({ settings, base }: SamlService, asked: string | null): void {
  const { entityId } = settings.connection.idp;
  if (asked === null || asked === entityId) return;
  throw new Refusal({
    status: 400,
    code: 'idp-other',
    owner: 'idp',
    title: 'This is the login of another identity provider',
    explanation: 'The link that led here names an identity provider (entityID) that this connection does not use.',
    facts: [
      { label: 'Asked for', values: [asked] },
      { label: 'Used here', values: [entityId] },
    ],
    fix: 'Take the address from the SP metadata of the connection that belongs to that identity provider.',
    steps: [{ label: 'Log in here', href: `${base}/` }],
  });
}

function noEndpoint({ settings, base }: SamlService): Refusal {
  const { entityId } = settings.connection.idp;
  return new Refusal({
    status: 503,
    code: 'sso-endpoint-missing',
    owner: 'sp',
    title: 'The identity provider cannot be asked',
    explanation: `The metadata of ${entityId} names no SingleSignOnService with ${wantedBinding(settings.connection)} at an address of the web (https or http).`,
    fix: 'Get its current metadata, or give `idp.sso` in the configuration, or choose another `request.binding`.',
    steps: [{ label: 'Try again', href: `${base}/` }],
  });
}

function wantedBinding({ request, mode }: Connection): string {
  if (mode === 'saml2int' || request?.binding === 'redirect') return 'HTTP-Redirect, which alone may be used here';
  return request?.binding === 'post' ? 'HTTP-POST, which alone may be used here' : 'HTTP-Redirect or HTTP-POST';
}
