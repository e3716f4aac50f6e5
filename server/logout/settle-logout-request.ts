import * as v from 'valibot';
import type { Service } from '#server/connection/service.ts';
import type { DecidedLogoutRequest } from '#server/gate/decided-message.ts';
import { endSessions, wasEnded } from '#server/session/end-sessions.ts';
import { STATUS } from '#shared/saml/names.ts';
import { matchSessions } from './match-sessions.ts';

/** An answer of ours: the same request gets the same one again. */
const ANSWER = v.object({ codes: v.array(v.string()) });

/** A LogoutRequest that comes again later than this is too old to pass the gate. */
const ANSWER_LASTS = 60 * 60 * 1000;

/**
 * Ends the sessions that an accepted LogoutRequest means, and gives the status of what was really done: Success if one
 * was ended, or had been ended already (our own logout may have crossed this one); UnknownPrincipal if there is
 * none such. A request that comes again does nothing and gets the same answer, so nothing can go in a loop.
 */
export async function settleLogoutRequest(service: Service, request: DecidedLogoutRequest): Promise<readonly string[]> {
  return (await earlierAnswer(service, request)) ?? (await act(service, request));
}

async function earlierAnswer(
  { store, clock, settings }: Service,
  { id }: DecidedLogoutRequest,
): Promise<readonly string[] | null> {
  const now = clock();
  const isNew = await store.once(
    'logout-request',
    `${settings.connection.idp.entityId} ${id}`,
    now + ANSWER_LASTS,
    now,
  );
  if (isNew) return null;
  const answer = await store.getPending('answer', `${settings.prefix} ${id}`, now);
  return answer === null ? null : v.parse(ANSWER, answer).codes;
}

async function act(service: Service, request: DecidedLogoutRequest): Promise<readonly string[]> {
  const { store, settings, clock, log } = service;
  const parties = { idp: settings.connection.idp.entityId, sp: settings.connection.sp.entityId };
  const candidates = await store.findSessions(settings.prefix, parties.idp, request.nameId?.value ?? '');
  const ended = matchSessions(request, candidates, parties);
  await endSessions(service, ended);
  const codes = ended.length > 0 || (await wereEnded(service, request)) ? [STATUS.success] : UNKNOWN;
  await store.addPending('answer', `${settings.prefix} ${request.id}`, { codes }, clock() + ANSWER_LASTS);
  log.info('logout-by-idp', { connection: settings.prefix, messageId: request.id, sessions: ended.length, codes });
  return codes;
}

/** saml-core 3.2.2.2 */
const UNKNOWN: readonly string[] = [STATUS.requester, STATUS.unknownPrincipal];

async function wereEnded(service: Service, { nameId, sessionIndexes }: DecidedLogoutRequest): Promise<boolean> {
  if (nameId === null) return false;
  const indexes = sessionIndexes.length === 0 ? [null] : sessionIndexes;
  const ended = await Promise.all(indexes.map((index) => wasEnded(service, nameId.value, index)));
  return ended.some((was) => was);
}
