import type { Context, Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { decideIncoming } from '#server/gate/decide-incoming.ts';
import type { AcceptedLogin, AcceptedResponse, MessageDecision } from '#server/gate/message-decision.ts';
import { receiveForm } from '#server/gate/receive-message.ts';
import type { LoginSession } from '#server/store/login-session.ts';
import type { ReplayMark } from '#server/store/store.ts';
import { readReturnTo } from '#server/web/return-to.ts';
import { type Arrival, keepArrival } from './arrival.ts';
import { markBringer } from './browser-secret.ts';
import { type LoginRequest, makeRelayState, readLoginRequest } from './login-request.ts';
import { alreadyUsed, beyondMemory, notAResponse, refusedLogin } from './refuse-login.ts';

/**
 * `POST /{prefix}/saml/acs`: takes the IdP's Response (saml-profiles 4.1.4.3).
 *
 * The browser comes here by a POST from another site, and its cookies, being SameSite=Lax, stay behind. So
 * this step only decides about the message; what it accepts waits in the store for one redirect, by which the
 * browser brings its cookies (`arrive.ts`).
 */
export function consumeResponse(service: Service): Middleware {
  return async (ctx) => {
    const decision = await decideOnResponse(service, ctx);
    const { message, parameter, relayState } = decision;
    if (parameter !== 'SAMLResponse') throw notAResponse(service, parameter ?? '');
    if (message.kind !== 'Response') throw notAResponse(service, message.name);
    if (decision.login === null) throw refusedLogin(service, decision);
    const { login } = decision;
    await useOnce(service, decision);
    const request = await takeRequest(service, message.inResponseTo);
    const session = toSession(login, service.settings.prefix, request === null);
    const arrival = request === null ? broughtBy(ctx, service, relayState) : asked(service, request, relayState);
    const token = await keepArrival(service, session, { ...arrival, replaces: null });
    ctx.status = 303;
    ctx.redirect(`${service.base}/saml/arrive?token=${token}`);
  };
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

async function decideOnResponse(service: Service, ctx: Context): Promise<MessageDecision> {
  const { store, clock } = service;
  const message = await receiveForm(service, ctx);
  const requestId = async (id: string): Promise<boolean> => {
    const request = readLoginRequest(service, id);
    return request !== null && !(await store.wasOnce(requestMark(service, request)));
  };
  const isUsed = (id: string): Promise<boolean> => store.wasOnce(assertionMark(service, id));
  return decideIncoming(service, message, { now: clock(), requestId, isUsed });
}

/**
 * saml-profiles 4.1.4.5: each assertion once. It is remembered until it would be refused for its age anyway. The gate
 * has asked whether it was used; this marks it, in one step, for two that were asked about at the same moment.
 */
async function useOnce(service: Service, { replayUntil, login: { assertionId } }: AcceptedResponse): Promise<void> {
  const answer = await service.store.once(assertionMark(service, assertionId), replayUntil);
  if (answer === 'forgotten') throw beyondMemory(service, assertionId);
  if (answer === 'used') throw alreadyUsed(service, assertionId);
}

/** The request that is answered, once: of two responses to one request only one gets in. */
async function takeRequest(service: Service, inResponseTo: string | null): Promise<LoginRequest | null> {
  if (inResponseTo === null) return null;
  const request = readLoginRequest(service, inResponseTo);
  if (request === null) throw alreadyUsed(service, inResponseTo);
  const answer = await service.store.once(requestMark(service, request), request.expiresAt);
  if (answer === 'forgotten') throw beyondMemory(service, inResponseTo);
  if (answer === 'used') throw alreadyUsed(service, inResponseTo);
  return request;
}

function assertionMark({ settings }: Service, id: string): ReplayMark {
  return { kind: 'assertion', issuer: settings.connection.idp.entityId, id };
}

function requestMark({ settings }: Service, { nonce }: LoginRequest): ReplayMark {
  return { kind: 'login-request', issuer: settings.connection.idp.entityId, id: nonce };
}

/** Where the user goes does not depend on RelayState, but an IdP that changes it breaks other applications. */
function asked(service: Service, request: LoginRequest, relayState: string | null): Omit<Arrival, 'replaces'> {
  if (relayState !== makeRelayState(service, request)) {
    const reason = relayState === null ? 'missing' : 'different';
    service.log.warn('relay-state-changed', { connection: service.settings.prefix, reason });
  }
  return { asked: { nonce: request.nonce, browser: request.browser }, brought: null };
}

/** A login that the IdP began goes where its RelayState leads, if that is allowed. */
function broughtBy(ctx: Context, service: Service, relayState: string | null): Omit<Arrival, 'replaces'> {
  const { url, base, settings } = service;
  const returnTo = readReturnTo(relayState, { url, base, hosts: settings.hosts }) ?? `${base}/`;
  return { asked: null, brought: { browser: hashSecret(markBringer(ctx, service)), returnTo } };
}
