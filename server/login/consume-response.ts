import type { Context, Middleware } from 'koa';
import { keepAttempt } from '#server/attempts/keep-attempt.ts';
import { noteAttributes } from '#server/attempts/note-attributes.ts';
import { underway } from '#server/attempts/report-refusal.ts';
import type { SamlService } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { makeReference } from '#server/crypto/reference.ts';
import type { AcceptedLogin, MessageDecision } from '#server/gate/message-decision.ts';
import { receiveForm } from '#server/gate/receive-message.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import { readReturnTo } from '#server/web/return-to.ts';
import { type AcceptedAnswer, acceptResponse, decideOnResponse } from './accept-response.ts';
import { type Arrival, keepArrival } from './arrival.ts';
import { markBringer } from './browser-secret.ts';
import { type LoginRequest, makeRelayState } from './login-request.ts';
import { finishLoginTest, takeLoginTest } from './login-test.ts';

/**
 * `POST /{prefix}/saml/acs`: takes the IdP's Response (saml-profiles 4.1.4.3).
 *
 * The browser comes here by a POST from another site, and its cookies, being SameSite=Lax, stay behind. So
 * this step only decides about the message; what it accepts waits in the store for one redirect, by which the
 * browser brings its cookies (`arrive.ts`).
 */
export function consumeResponse(service: SamlService): Middleware {
  return async (ctx) => {
    const came = underway(ctx);
    const message = await receiveForm(service, ctx);
    came.form = message.raw;
    const test = await takeLoginTest(service, relayStateIn(message.raw));
    if (test !== null) return finishLoginTest(ctx, service, test, message);
    const decision = await decideOnResponse(service, message);
    came.decision = decision;
    await noteAttributes(service, decision.mapping);
    const late = await takeLoginTest(service, relayStateOfRequest(service, decision));
    if (late !== null) return finishLoginTest(ctx, service, late, message);
    await sendToArrival(ctx, service, await acceptResponse(service, decision), message.raw);
  };
}

/** What is accepted waits for the browser's cookies. */
async function sendToArrival(
  ctx: Context,
  service: SamlService,
  { decision, request }: AcceptedAnswer,
  form: string,
): Promise<void> {
  const { login, relayState } = decision;
  const session = toSession(login, service.settings.prefix, request === null);
  const arrival = request === null ? broughtBy(ctx, service, relayState) : asked(service, request, relayState);
  const reference = makeReference();
  await keepAttempt(ctx, service, {
    ...{ reference, kind: 'login', outcome: 'arriving', form, decision, page: null, browser: null, test: null },
  });
  const token = await keepArrival(service, session, { ...arrival, replaces: null, reference });
  ctx.status = 303;
  ctx.redirect(`${service.base}/saml/arrive?token=${token}`);
}

/** Characters at either end of a form where RelayState is looked for: nothing of what is large is read here. */
const EDGE = 300;

/** Of a form that nobody has decided about yet, a RelayState of ours at its beginning or end. */
function relayStateIn(form: string): string | null {
  const edges = form.length <= 2 * EDGE ? [form] : [form.slice(0, EDGE), `&${form.slice(-EDGE)}`];
  const found = edges.map((edge) => /(?:^|&)RelayState=([A-Za-z0-9_-]{43})(?:&|$)/.exec(edge)?.[1] ?? null);
  return found.find((token) => token !== null) ?? null;
}

/** The RelayState that went along with the request that is answered: some identity providers lose it. */
function relayStateOfRequest(service: SamlService, { message }: MessageDecision): string | null {
  const id = 'inResponseTo' in message ? message.inResponseTo : null;
  return id === null ? null : makeRelayState(service, { id });
}

function toSession(login: AcceptedLogin, connection: string, unsolicited: boolean): LoginSession {
  const { userId, userDirectory, attributes, loggedInAt, idp, nameId, sessionIndexes, assertionId } = login;
  const origin = {
    way: 'saml',
    idp,
    nameId,
    sessionIndexes,
    assertionId,
    unsolicited,
    endsAt: login.idpEndsAt,
  } as const;
  return { connection, userId, userDirectory, attributes, loggedInAt, origin };
}

/** Where the user goes does not depend on RelayState, but an IdP that changes it breaks other applications. */
function asked(
  service: SamlService,
  request: LoginRequest,
  relayState: string | null,
): Omit<Arrival, 'replaces' | 'reference'> {
  if (relayState !== makeRelayState(service, request)) {
    const reason = relayState === null ? 'missing' : 'different';
    service.log.warn('relay-state-changed', { connection: service.settings.prefix, reason });
  }
  return { asked: { nonce: request.nonce, browser: request.browser }, brought: null };
}

/** A login that the IdP began goes where its RelayState leads, if that is allowed. */
function broughtBy(
  ctx: Context,
  service: SamlService,
  relayState: string | null,
): Omit<Arrival, 'replaces' | 'reference'> {
  const { url, base, settings } = service;
  const returnTo = readReturnTo(relayState, { url, base, hosts: settings.hosts }) ?? `${base}/`;
  return { asked: null, brought: { browser: hashSecret(markBringer(ctx, service)), returnTo } };
}
