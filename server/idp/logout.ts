import type { Context } from 'koa';
import { Refusal } from '#server/web/refusal.ts';
import type { LogoutRequest, LogoutResponse } from '#shared/saml/messages.ts';
import { checkSignature, findSender, requestIdOf } from './check-sender.ts';
import { IDP_PATHS, type Idp } from './idp.ts';
import { judgeAnswer } from './judge-answer.ts';
import { continueLogout } from './logout-chain.ts';
import type { Received } from './receive-message.ts';
import type { ServiceProvider } from './service-providers.ts';
import { currentIdpSession, endSession } from './session.ts';
import type { IdpLogout, IdpSession, LogoutOutcome } from './state.ts';

/** Leads the browser back to a logout in which a service provider never answered. */
const COOKIE = 'test_idp_logout';

const IDP_LOGOUT_WAITS = 10 * 60_000;

/**
 * Takes a LogoutRequest of a service provider (saml-profiles 4.4.4.1): ends the session here, then asks every other
 * participant, then answers. A name that has no session any more is logged out: the answer is Success.
 */
export async function takeLogoutRequest(
  ctx: Context,
  idp: Idp,
  received: Received,
  request: LogoutRequest,
): Promise<void> {
  const sender = await findSender(idp, received);
  checkSignature(received, sender, true);
  checkRequest(idp, request);
  const sessions = findSessions(ctx, idp, sender, request);
  const origin = {
    serviceProvider: sender.entityId,
    requestId: requestIdOf(received),
    relayState: received.wire.relayState,
  };
  idp.log.info('idp-logout-asked', { connection: sender.entityId, messageId: request.id, sessions: sessions.length });
  await beginLogout(ctx, idp, sessions, origin);
}

/** Logs the user of this browser out everywhere, as the home page asks. */
export async function logOutHere(ctx: Context, idp: Idp): Promise<void> {
  const session = currentIdpSession(ctx, idp);
  await beginLogout(ctx, idp, session === null ? [] : [session], null);
}

/** Goes on without the service provider that the logout of this browser waits for. */
export async function skipParticipant(ctx: Context, idp: Idp): Promise<void> {
  const logout = currentLogout(ctx, idp);
  if (logout?.waiting == null) return logOutHere(ctx, idp);
  const { serviceProvider } = logout.waiting;
  idp.log.info('idp-logout-skipped', { connection: serviceProvider });
  const outcomes: LogoutOutcome[] = [...logout.outcomes, { serviceProvider, outcome: 'skipped' }];
  await continueLogout(ctx, idp, { ...logout, waiting: null, outcomes });
}

/** The logout that began in this browser and is still under way, or null. */
export function currentLogout(ctx: Context, idp: Idp): IdpLogout | null {
  return idp.state.logouts.get(ctx.cookies.get(COOKIE) ?? '', idp.clock());
}

/** Takes a participant's answer, and goes on with the next (saml-profiles 4.4.4.2). A bad answer counts as a failure and stops nobody. */
export async function takeLogoutResponse(
  ctx: Context,
  idp: Idp,
  received: Received,
  response: LogoutResponse,
): Promise<void> {
  const sender = await findSender(idp, received);
  const waiting = idp.state.logouts.all(idp.clock()).find(({ waiting: open }) => {
    return open !== null && open.requestId === response.inResponseTo && open.serviceProvider === sender.entityId;
  });
  if (waiting === undefined) throw notAsked(response);
  const outcome = judgeAnswer(received, sender, response);
  idp.log.info('idp-logout-answered', {
    connection: sender.entityId,
    reason: outcome,
    messageId: response.inResponseTo,
  });
  await continueLogout(ctx, idp, {
    ...waiting,
    waiting: null,
    outcomes: [...waiting.outcomes, { serviceProvider: sender.entityId, outcome }],
  });
}

async function beginLogout(
  ctx: Context,
  idp: Idp,
  sessions: readonly IdpSession[],
  origin: IdpLogout['origin'],
): Promise<void> {
  for (const session of sessions) await endSession(idp, session);
  const key = idp.random();
  ctx.cookies.set(COOKIE, key, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: IDP_LOGOUT_WAITS,
    overwrite: true,
  });
  await continueLogout(ctx, idp, {
    key,
    expiresAt: idp.clock() + IDP_LOGOUT_WAITS,
    user: sessions[0]?.user ?? '',
    origin,
    todo: sessions
      .flatMap(({ participants }) => participants)
      .filter(({ serviceProvider }) => serviceProvider !== origin?.serviceProvider),
    waiting: null,
    outcomes: [],
  });
}

/**
 * Sessions by what was told to the sender: NameID and SessionIndex, cookie or not (a POST from another site carries
 * none). No SessionIndex means all of that name (saml-core 3.7.1). Nobody can name a session of another SP.
 */
function findSessions(ctx: Context, idp: Idp, sender: ServiceProvider, request: LogoutRequest): readonly IdpSession[] {
  const { nameId, sessionIndexes } = request;
  const isMeant = ({ participants }: IdpSession): boolean =>
    participants.some(
      (participant) =>
        participant.serviceProvider === sender.entityId &&
        participant.nameId.value === nameId?.value &&
        (sessionIndexes.length === 0 || sessionIndexes.includes(participant.sessionIndex)),
    );
  const found = idp.state.sessions.all(idp.clock()).filter(isMeant);
  const own = currentIdpSession(ctx, idp);
  // The browser's own first: its user is the one that the result is shown to.
  return own !== null && isMeant(own) ? [own, ...found.filter(({ key }) => key !== own.key)] : found;
}

function checkRequest(idp: Idp, { destination, notOnOrAfter, nameId }: LogoutRequest): void {
  const expected = `${idp.url}${IDP_PATHS.singleLogout}`;
  const facts = [
    { label: 'Expected', values: [expected] },
    { label: 'Received', values: destination === null ? [] : [destination] },
  ];
  const refuse = (code: string, explanation: string) =>
    new Refusal({ status: 400, code, title: 'The logout was refused', explanation, facts, owner: 'sp' });
  if (destination !== null && destination !== expected) {
    throw refuse(
      'destination-mismatch',
      'The Destination of the LogoutRequest is not the logout address of this identity provider.',
    );
  }
  if (notOnOrAfter?.time != null && notOnOrAfter.time <= idp.clock())
    throw refuse('request-expired', 'The LogoutRequest has expired: its NotOnOrAfter is over.');
  if (nameId === null)
    throw refuse('name-id-missing', 'The LogoutRequest names nobody: it has no NameID that can be read here.');
}

function notAsked({ inResponseTo }: LogoutResponse): Refusal {
  return new Refusal({
    status: 400,
    code: 'logout-not-asked',
    title: 'Nothing waits for this answer',
    explanation:
      'No logout that is under way here asked for this LogoutResponse: it came twice, too late, or from another service provider than was asked.',
    facts: [{ label: 'InResponseTo', values: inResponseTo === null ? [] : [inResponseTo] }],
    owner: 'user',
  });
}
