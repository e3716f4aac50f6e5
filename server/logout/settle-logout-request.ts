import * as v from 'valibot';
import type { SamlService } from '#server/connection/service.ts';
import type { DecidedLogoutRequest } from '#server/gate/decided-message.ts';
import { type EndingService, endSessions, logoutsOf } from '#server/session/end-sessions.ts';
import { readLogout } from '#server/session/logout-row.ts';
import { ownerOf } from '#server/session/owner.ts';
import { readRow } from '#server/store/read-row.ts';
import type { Logout } from '#shared/logout/logout.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { matchSessions } from './match-sessions.ts';
import { moveLogout } from './move-logout.ts';
import { countOpen } from './try-sessions.ts';

/** An answer of ours: the same request gets the same one again. */
const ANSWER = v.object({ codes: v.array(v.string()), logout: v.optional(v.nullable(v.string()), null) });

/** How a LogoutRequest was answered, and the logout in which the sessions that it means ended; null: there was none. */
export type Settled = v.InferOutput<typeof ANSWER>;

/** What it needs of the connection at work. */
export type SettlingService = EndingService &
  Pick<SamlService, 'log'> & { readonly settings: Pick<SamlService['settings'], 'connection'> };

/** What states no end of its own is too old for the gate long before (`issue-instant`). */
const HOLDS = 60 * 60 * 1000;

/**
 * Ends the sessions that an accepted LogoutRequest means, and gives the status of what was really done: Success if all
 * that it names have ended, now or before (our own logout may have crossed this one); PartialLogout if some have;
 * UnknownPrincipal if there is none such. A request that comes again does nothing and gets the same answer, so nothing
 * can go in a loop.
 */
export async function settleLogoutRequest(service: SettlingService, request: DecidedLogoutRequest): Promise<Settled> {
  const { store, settings, clock, log } = service;
  const until = holdsUntil(service, request);
  const { entityId } = settings.connection.idp;
  const mark = { kind: 'logout-request', issuer: entityId, id: request.id ?? '' } as const;
  if ((await store.once(mark, until)) === 'new') return act(service, request, until);
  const data = await store.getPending('answer', `${settings.prefix} ${request.id}`, clock());
  const answer = readRow(ANSWER, data, { log, kind: 'answer' });
  if (answer !== null) return answer;
  // Killed between mark and answer, or a repetition of something long past: only what it can have meant is ended.
  return act(service, request, until, (request.issueInstant ?? 0) + settings.connection.clockSkew);
}

/** When it can no longer pass the gate: by what it says alone. */
function holdsUntil(
  { settings, clock }: SettlingService,
  { issueInstant, notOnOrAfter }: DecidedLogoutRequest,
): number {
  const issued = issueInstant ?? clock();
  return Math.max(issued + HOLDS, notOnOrAfter ?? 0) + 2 * settings.connection.clockSkew;
}

/** @param loggedInBy sessions that began later are left alone */
async function act(
  service: SettlingService,
  request: DecidedLogoutRequest,
  until: number,
  loggedInBy = Number.POSITIVE_INFINITY,
): Promise<Settled> {
  const { store, settings, log, clock } = service;
  const parties = { idp: settings.connection.idp.entityId, sp: settings.connection.sp.entityId };
  const candidates = await store.findSessions(settings.prefix, parties.idp, request.nameId?.value ?? '');
  const meant = candidates.filter(({ login }) => login.loggedInAt <= loggedInBy);
  const matched = matchSessions(request, meant, parties);
  const logouts = await endSessions(service, matched, { by: 'idp', messageId: request.id ?? '' });
  const earlier = await endedBefore(service, request, logouts);
  const codes = await statusOf(service, request, logouts, earlier);
  for (const { id } of [...logouts, ...earlier])
    await moveLogout(service, id, { type: 'idp-asked', at: clock(), codes });
  const answer: Settled = { codes: [...codes], logout: logouts[0]?.id ?? earlier[0]?.id ?? null };
  const waiting = { owner: ownerOf(settings.prefix, request.nameId?.value ?? ''), expiresAt: until };
  await store.addPending('answer', `${settings.prefix} ${request.id}`, answer, waiting);
  log.info('logout-by-idp', {
    ...{ connection: settings.prefix, messageId: request.id, codes },
    sessions: logouts.reduce((sum, { sessions }) => sum + sessions.length, 0),
    ...(logouts[0] === undefined ? {} : { reference: logouts[0].reference }),
  });
  return answer;
}

/** saml-core 3.2.2.2 */
const UNKNOWN: readonly string[] = [STATUS_CODE.requester, STATUS_CODE.unknownPrincipal];
const PARTIAL: readonly string[] = [STATUS_CODE.success, STATUS_CODE.partialLogout];

/** What was really done: the sessions are tried, and each SessionIndex that was named is accounted for. */
async function statusOf(
  service: SettlingService,
  { sessionIndexes }: DecidedLogoutRequest,
  logouts: readonly Logout[],
  earlier: readonly Logout[],
): Promise<readonly string[]> {
  const all = [...logouts, ...earlier];
  if (all.length === 0) return UNKNOWN;
  for (const logout of logouts) if ((await countOpen(service, logout)) > 0) return PARTIAL;
  const over = new Set(all.flatMap(({ idp }) => idp?.sessionIndexes ?? []));
  return sessionIndexes.every((index) => over.has(index)) ? [STATUS_CODE.success] : PARTIAL;
}

/** The logouts in which sessions of that name, or of one of these indexes, ended before this request came. */
async function endedBefore(
  service: SettlingService,
  { nameId, sessionIndexes }: DecidedLogoutRequest,
  now: readonly Logout[],
): Promise<readonly Logout[]> {
  if (nameId === null) return [];
  const indexes = sessionIndexes.length === 0 ? [null] : sessionIndexes;
  const rows = await Promise.all(indexes.map((index) => logoutsOf(service, nameId.value, index)));
  const found = new Map(rows.flat().map((row) => [row.id, row]));
  const others = [...found.values()].filter(({ id }) => now.every((logout) => logout.id !== id));
  return others.flatMap((row) => readLogout(row, service.log) ?? []);
}
