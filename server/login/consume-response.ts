import type { Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { decideMessage } from '#server/gate/decide.ts';
import type { AcceptedResponse, MessageDecision } from '#server/gate/message-decision.ts';
import { type MessageParameter, pickMessage } from '#server/gate/read-incoming.ts';
import { secondReaderWith } from '#server/gate/second-reader.ts';
import { readFormBody } from '#server/web/read-body.ts';
import { readReturnTo } from '#server/web/return-to.ts';
import { keepArrival } from './arrival.ts';
import { markBringer } from './browser-secret.ts';
import { type PendingLogin, readPendingLogin } from './pending-login.ts';
import { alreadyUsed, notAResponse, refusedLogin } from './refuse-login.ts';

/**
 * `POST /{prefix}/saml/acs`: takes the IdP's Response (saml-profiles 4.1.4.3).
 *
 * The browser comes here by a POST from another site, and its cookies, being SameSite=Lax, stay behind. So
 * this step only decides about the message; what it accepts waits in the store for one redirect, by which the
 * browser brings its cookies (`arrive.ts`).
 */
export function consumeResponse(service: Service): Middleware {
  return async (ctx) => {
    const parameter = pickMessage(await readFormBody(ctx, service.settings.bodyLimits.form));
    if (parameter.name !== 'SAMLResponse') throw notAResponse(service, parameter.name);
    const decision = await decide(service, parameter);
    const { message } = decision;
    if (message.kind !== 'Response') throw notAResponse(service, message.name);
    if (decision.login === null) throw refusedLogin(service, decision);
    const { login } = decision;
    await useOnce(service, decision);
    const pending = await takePending(service, message.inResponseTo);
    warnOfRelayState(service, parameter, pending);
    const returnTo = returnToOf(service, pending, parameter.relayState);
    const session = { ...login, connection: service.settings.prefix, unsolicited: pending === null };
    const browser = pending === null ? markBringer(ctx, service) : pending.browser;
    const token = await keepArrival(service, session, { returnTo, browser, replaces: null });
    ctx.status = 303;
    ctx.redirect(`${service.base}/saml/arrive?token=${token}`);
  };
}

function decide({ settings, store, clock, threads }: Service, { value }: MessageParameter): Promise<MessageDecision> {
  const now = clock();
  const requestId = async (id: string): Promise<boolean> => (await store.getPending('login', id, now)) !== null;
  const isUsed = (id: string, issuer: string): Promise<boolean> => store.wasOnce('assertion', markOf(id, issuer), now);
  const readSecond = secondReaderWith(threads);
  const { connection } = settings;
  return decideMessage({ raw: value, binding: 'post', connection, now, requestId, isUsed, readSecond });
}

/**
 * saml-profiles 4.1.4.5: each assertion once. It is remembered until it would be refused for its age anyway. The gate
 * has asked whether it was used; this marks it, in one step, for two that were asked about at the same moment.
 */
async function useOnce(service: Service, { replayUntil, login }: AcceptedResponse): Promise<void> {
  const { idp, assertionId } = login;
  const isNew = await service.store.once('assertion', markOf(assertionId, idp), replayUntil, service.clock());
  if (!isNew) throw alreadyUsed(service, assertionId);
}

function markOf(assertionId: string, issuer: string): string {
  return `${issuer} ${assertionId}`;
}

/** Taken in one step: of two responses to one request only one gets in. */
async function takePending(service: Service, inResponseTo: string | null): Promise<PendingLogin | null> {
  if (inResponseTo === null) return null;
  const pending = readPendingLogin(await service.store.takePending('login', inResponseTo, service.clock()));
  if (pending === null) throw alreadyUsed(service, inResponseTo);
  return pending;
}

/** Where the user goes does not depend on it, but an IdP that changes RelayState breaks other applications. */
function warnOfRelayState(
  { log, settings }: Service,
  { relayState }: MessageParameter,
  pending: PendingLogin | null,
): void {
  if (pending === null || relayState === pending.relayState) return;
  log.warn('relay-state-changed', {
    connection: settings.prefix,
    reason: relayState === null ? 'missing' : 'different',
  });
}

/** Where the user asked to go; of a login that the IdP began, where its RelayState leads, if that is allowed. */
function returnToOf(service: Service, pending: PendingLogin | null, relayState: string | null): string {
  if (pending !== null) return pending.returnTo;
  const { url, base, settings } = service;
  return readReturnTo(relayState, { url, base, hosts: settings.hosts }) ?? `${base}/`;
}
