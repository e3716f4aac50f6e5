import type { Context } from 'koa';
import { Refusal } from '#server/web/refusal.ts';
import type { AuthnRequest } from '#shared/saml/messages.ts';
import { BINDING, STATUS_CODE } from '#shared/saml/names.ts';
import { awaitFault, IDP_LOGIN_WAITS, takeFault } from './awaited-faults.ts';
import { checkSignature, findSender, requestIdOf } from './check-sender.ts';
import { IDP_PATHS, type Idp } from './idp.ts';
import { issueFailure, issueResponse } from './issue-response.ts';
import { loginPage } from './login-page.ts';
import { NAMEID_FORMATS, nameIdFor } from './name-id.ts';
import { postResponse } from './post-response.ts';
import type { Received } from './receive-message.ts';
import { defaultConsumer, type ServiceProvider } from './service-providers.ts';
import { currentIdpSession, startSession } from './session.ts';
import { sendIdpPage } from './site.ts';
import type { IdpLogin, IdpSession } from './state.ts';
import { findUser, type TestUser } from './users.ts';

/** Takes an AuthnRequest (saml-profiles 4.1.4.1): checks who asks and where the answer may go, then logs in or asks who it is. */
export async function takeAuthnRequest(
  ctx: Context,
  idp: Idp,
  received: Received,
  request: AuthnRequest,
): Promise<void> {
  const sender = await findSender(idp, received);
  checkSignature(received, sender, sender.role.authnRequestsSigned);
  checkDestination(idp, request);
  const login: IdpLogin = {
    key: idp.random(),
    expiresAt: idp.clock() + IDP_LOGIN_WAITS,
    serviceProvider: sender.entityId,
    requestId: requestIdOf(received),
    acs: findConsumer(sender, request),
    startAt: null,
    relayState: received.wire.relayState,
    nameIdFormat: wantedFormat(sender, request),
    forceAuthn: request.forceAuthn,
    isPassive: request.isPassive,
    authnContext: request.requestedAuthnContext?.classRefs[0] ?? null,
    fault: null,
  };
  idp.log.info('idp-asked', { connection: sender.entityId, messageId: request.id });
  if (ctx.method !== 'POST') return continueLogin(ctx, idp, login);
  // A cookie that is Lax stays behind on a POST from another site, but comes along after a redirect to a GET.
  await idp.state.logins.put(login, idp.clock());
  ctx.status = 303;
  ctx.set('Location', `${idp.url}${IDP_PATHS.singleSignOn}/${login.key}`);
}

/** Logs in by the session that the browser has, or shows the page where a user is picked. */
export async function continueLogin(ctx: Context, idp: Idp, login: IdpLogin): Promise<void> {
  const session = currentIdpSession(ctx, idp);
  if (login.nameIdFormat !== null && !NAMEID_FORMATS.includes(login.nameIdFormat)) {
    return answerFailure(
      ctx,
      idp,
      login,
      [STATUS_CODE.requester, STATUS_CODE.invalidNameIdPolicy],
      `No names of the format ${login.nameIdFormat} here.`,
    );
  }
  const user = session === null ? null : findUser(session.user);
  if (session !== null && user !== null && !login.forceAuthn) return conclude(ctx, idp, login, session, user);
  if (login.isPassive) {
    return answerFailure(
      ctx,
      idp,
      login,
      [STATUS_CODE.responder, STATUS_CODE.noPassive],
      'Nobody is logged in, and IsPassive forbids to ask.',
    );
  }
  await idp.state.logins.put(login, idp.clock());
  sendIdpPage(ctx, 200, loginPage(login, user));
}

/** Ends the login page: the user that was picked gets a session, and the service provider its answer, or the browser to ask for it. */
export async function finishLogin(ctx: Context, idp: Idp, key: string, userId: string): Promise<void> {
  const user = findUser(userId);
  const login = user === null ? null : await idp.state.logins.take(key, idp.clock());
  if (user === null || login === null) {
    throw new Refusal({
      status: 410,
      code: 'login-expired',
      title: 'This login is over',
      explanation: 'The login page was open for more than 30 minutes, or it was used already.',
      fix: 'Start again at the service provider.',
      owner: 'user',
    });
  }
  await conclude(ctx, idp, login, await startSession(ctx, idp, user), user);
}

/** The user is known: the service provider gets its answer, or is led to ask for it. */
async function conclude(ctx: Context, idp: Idp, login: IdpLogin, session: IdpSession, user: TestUser): Promise<void> {
  if (login.startAt === null) return succeed(ctx, idp, login, session, user);
  await awaitFault(idp, session, login);
  idp.log.info('idp-led-to-start', { connection: login.serviceProvider, user: user.id });
  ctx.status = 303;
  ctx.set('Location', login.startAt);
}

async function succeed(ctx: Context, idp: Idp, login: IdpLogin, session: IdpSession, user: TestUser): Promise<void> {
  const known = session.participants.find(({ serviceProvider }) => serviceProvider === login.serviceProvider);
  const nameId = nameIdFor(idp, user, login);
  if (nameId === null) throw new RangeError(`No NameID of the format ${login.nameIdFormat}.`);
  const participant = {
    serviceProvider: login.serviceProvider,
    nameId,
    sessionIndex: known?.sessionIndex ?? `_${idp.random()}`,
  };
  const others = session.participants.filter((other) => other !== known);
  const { fault, awaitedFaults } = takeFault(idp, session, login);
  await idp.state.sessions.put({ ...session, participants: [...others, participant], awaitedFaults }, idp.clock());
  const xml = await issueResponse(idp, { login, session, participant, user, fault });
  const faulty = fault === null ? {} : { code: fault.code };
  idp.log.info('idp-answered', {
    connection: login.serviceProvider,
    user: user.id,
    messageId: login.requestId,
    ...faulty,
  });
  postResponse(ctx, idp, login, xml);
}

async function answerFailure(
  ctx: Context,
  idp: Idp,
  login: IdpLogin,
  codes: readonly string[],
  words: string,
): Promise<void> {
  idp.log.info('idp-refused', { connection: login.serviceProvider, codes, messageId: login.requestId });
  postResponse(ctx, idp, login, await issueFailure(idp, login, codes, words));
}

/** What the request asks for, else the first format of the SP's metadata that there is here (saml-core 3.4.1.1, saml-metadata 2.4.2). */
function wantedFormat({ role }: ServiceProvider, { nameIdPolicy }: AuthnRequest): string | null {
  return nameIdPolicy?.format ?? role.nameIdFormats.find((format) => NAMEID_FORMATS.includes(format)) ?? null;
}

/** saml-core 3.2.1: a Destination that is there must be where the message arrived. */
function checkDestination(idp: Idp, { destination }: AuthnRequest): void {
  const expected = `${idp.url}${IDP_PATHS.singleSignOn}`;
  if (destination === null || destination === expected) return;
  throw new Refusal({
    status: 400,
    code: 'destination-mismatch',
    title: 'The request was meant for another address',
    explanation: 'The Destination of the AuthnRequest is not the single sign-on address of this identity provider.',
    facts: [
      { label: 'Expected', values: [expected] },
      { label: 'Received', values: [destination] },
    ],
    fix: 'Give the service provider the present metadata of this identity provider.',
    owner: 'sp',
  });
}

/** By URL, by index, or the default one: never an address that the metadata does not have (saml-core 3.4.1, saml-profiles 4.1.4.1). */
function findConsumer(sender: ServiceProvider, request: AuthnRequest): string {
  const { assertionConsumerServiceUrl: url, assertionConsumerServiceIndex: index, protocolBinding } = request;
  const consumers = sender.role.assertionConsumer.filter(({ binding }) => binding === BINDING.post);
  const named = consumers.find((endpoint) => (url === null ? endpoint.index === index : endpoint.location === url));
  const location = url === null && index === null ? defaultConsumer(sender) : (named?.location ?? null);
  const isPost = protocolBinding === null || protocolBinding === BINDING.post;
  if (location !== null && isPost) return location;
  throw new Refusal({
    status: 403,
    code: isPost ? 'unknown-acs' : 'unsupported-binding',
    title: isPost
      ? 'The answer would go to an address that is not registered'
      : 'The answer was asked for by a binding that is not offered',
    explanation: isPost
      ? 'The AuthnRequest names an assertion consumer service that the service provider’s metadata does not have. Sending a login there could hand it to somebody else.'
      : 'Responses go by HTTP-POST only.',
    facts: [
      { label: 'Asked for', values: [isPost ? (url ?? `index ${index}`) : (protocolBinding ?? '')] },
      { label: 'In the metadata, by POST', values: consumers.map((endpoint) => endpoint.location) },
    ],
    fix: 'Compare scheme, host, port and path; then give this identity provider the service provider’s present metadata.',
    owner: 'sp',
  });
}
