import * as v from 'valibot';
import type { Service } from '#server/connection/service.ts';
import type { DecidedLogoutRequest } from '#server/gate/decided-message.ts';
import { endSessions, wasEnded } from '#server/session/end-sessions.ts';
import { ownerOf } from '#server/session/owner.ts';
import { readRow } from '#server/store/read-row.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { matchSessions } from './match-sessions.ts';

/** An answer of ours: the same request gets the same one again. */
const ANSWER = v.object({ codes: v.array(v.string()) });

/** What states no end of its own is too old for the gate long before (`issue-instant`). */
const HOLDS = 60 * 60 * 1000;

/**
 * Ends the sessions that an accepted LogoutRequest means, and gives the status of what was really done: Success if one
 * was ended, or had been ended already (our own logout may have crossed this one); UnknownPrincipal if there is
 * none such. A request that comes again does nothing and gets the same answer, so nothing can go in a loop.
 */
export async function settleLogoutRequest(service: Service, request: DecidedLogoutRequest): Promise<readonly string[]> {
  const { store, settings, clock, log } = service;
  const until = holdsUntil(service, request);
  const { entityId } = settings.connection.idp;
  const mark = { kind: 'logout-request', issuer: entityId, id: request.id ?? '' } as const;
  if ((await store.once(mark, until)) === 'new') return act(service, request, until);
  const data = await store.getPending('answer', `${settings.prefix} ${request.id}`, clock());
  const answer = readRow(ANSWER, data, { log, kind: 'answer' });
  if (answer !== null) return answer.codes;
  // Killed between mark and answer, or a repetition of something long past: only what it can have meant is ended.
  return act(service, request, until, (request.issueInstant ?? 0) + settings.connection.clockSkew);
}

/** When it can no longer pass the gate: by what it says alone. */
function holdsUntil({ settings, clock }: Service, { issueInstant, notOnOrAfter }: DecidedLogoutRequest): number {
  const issued = issueInstant ?? clock();
  return Math.max(issued + HOLDS, notOnOrAfter ?? 0) + 2 * settings.connection.clockSkew;
}

/** @param loggedInBy sessions that began later are left alone */
async function act(
  service: Service,
  request: DecidedLogoutRequest,
  until: number,
  loggedInBy = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
  const { store, settings, log } = service;
  const parties = { idp: settings.connection.idp.entityId, sp: settings.connection.sp.entityId };
  const candidates = await store.findSessions(settings.prefix, parties.idp, request.nameId?.value ?? '');
  const meant = candidates.filter(({ login }) => login.loggedInAt <= loggedInBy);
  const ended = matchSessions(request, meant, parties);
  await endSessions(service, ended);
  const codes = ended.length > 0 || (await wereEnded(service, request)) ? [STATUS_CODE.success] : UNKNOWN;
  const waiting = { owner: ownerOf(settings.prefix, request.nameId?.value ?? ''), expiresAt: until };
  await store.addPending('answer', `${settings.prefix} ${request.id}`, { codes }, waiting);
  log.info('logout-by-idp', { connection: settings.prefix, messageId: request.id, sessions: ended.length, codes });
  return codes;
}

/** saml-core 3.2.2.2 */
const UNKNOWN: readonly string[] = [STATUS_CODE.requester, STATUS_CODE.unknownPrincipal];

async function wereEnded(service: Service, { nameId, sessionIndexes }: DecidedLogoutRequest): Promise<boolean> {
  if (nameId === null) return false;
  const indexes = sessionIndexes.length === 0 ? [null] : sessionIndexes;
  const ended = await Promise.all(indexes.map((index) => wasEnded(service, nameId.value, index)));
  return ended.some((was) => was);
}
