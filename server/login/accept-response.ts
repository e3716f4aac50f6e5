import type { SamlService } from '#server/connection/service.ts';
import { decideIncoming, type IncomingMessage } from '#server/gate/decide-incoming.ts';
import type { AcceptedResponse, MessageDecision } from '#server/gate/message-decision.ts';
import type { ReplayMark } from '#server/store/store.ts';
import { type LoginRequest, readLoginRequest } from './login-request.ts';
import { alreadyUsed, beyondMemory, notAResponse, refusedLogin } from './refuse-login.ts';

/** What the gate says of a form that was posted. @throws WorkbenchError where it cannot be read at all */
export async function decideOnResponse(service: SamlService, message: IncomingMessage): Promise<MessageDecision> {
  const { store, clock } = service;
  const requestId = async (id: string): Promise<boolean> => {
    const request = readLoginRequest(service, id);
    return request !== null && !(await store.wasOnce(requestMark(service, request)));
  };
  const isUsed = (id: string): Promise<boolean> => wasUsed(service, id);
  return decideIncoming(service, message, { now: clock(), requestId, isUsed });
}

/** A response that the gate accepted, and that from now on nobody can bring again. */
export interface AcceptedAnswer {
  readonly decision: AcceptedResponse;
  /** The request of ours that it answers; null: nobody asked. */
  readonly request: LoginRequest | null;
}

/**
 * Takes what the gate accepted, once.
 * @throws Refusal for everything that logs nobody in
 */
export async function acceptResponse(service: SamlService, decision: MessageDecision): Promise<AcceptedAnswer> {
  const { message, parameter } = decision;
  if (parameter !== 'SAMLResponse') throw notAResponse(service, parameter ?? '');
  if (message.kind !== 'Response') throw notAResponse(service, message.name);
  if (decision.login === null) throw refusedLogin(service, decision);
  await useOnce(service, decision);
  return { decision, request: await takeRequest(service, message.inResponseTo) };
}

/**
 * saml-profiles 4.1.4.5: each assertion once. It is remembered until it would be refused for its age anyway. The gate
 * has asked whether it was used; this marks it, in one step, for two that were asked about at the same moment.
 */
async function useOnce(service: SamlService, { replayUntil, login: { assertionId } }: AcceptedResponse): Promise<void> {
  const answer = await service.store.once(assertionMark(service, assertionId), replayUntil);
  if (answer === 'forgotten') throw beyondMemory(service, assertionId);
  if (answer === 'used') throw alreadyUsed(service, assertionId);
}

/** Whether this assertion has logged somebody in before; asking marks nothing. */
export function wasUsed(service: SamlService, assertionId: string): Promise<boolean> {
  return service.store.wasOnce(assertionMark(service, assertionId));
}

/** The request that is answered, once: of two responses to one request only one gets in. */
async function takeRequest(service: SamlService, inResponseTo: string | null): Promise<LoginRequest | null> {
  if (inResponseTo === null) return null;
  const request = readLoginRequest(service, inResponseTo);
  if (request === null) throw alreadyUsed(service, inResponseTo);
  const answer = await service.store.once(requestMark(service, request), request.expiresAt);
  if (answer === 'forgotten') throw beyondMemory(service, inResponseTo);
  if (answer === 'used') throw alreadyUsed(service, inResponseTo);
  return request;
}

function assertionMark({ settings }: SamlService, id: string): ReplayMark {
  return { kind: 'assertion', issuer: settings.connection.idp.entityId, id };
}

function requestMark({ settings }: SamlService, { nonce }: LoginRequest): ReplayMark {
  return { kind: 'login-request', issuer: settings.connection.idp.entityId, id: nonce };
}
