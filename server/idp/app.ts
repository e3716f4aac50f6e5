import Router from '@koa/router';
import type Koa from 'koa';
import type { Context } from 'koa';
import { answerErrors } from '#server/web/answer-errors.ts';
import { answerMethods } from '#server/web/answer-methods.ts';
import { answerPageFiles, PAGE_FILES } from '#server/web/answer-page-files.ts';
import { baseApp } from '#server/web/base-app.ts';
import { readFormBody } from '#server/web/read-body.ts';
import { Refusal } from '#server/web/refusal.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { addFaults, isShownFault } from './fault-routes.ts';
import { homePage } from './home-page.ts';
import { IDP_PATHS, type Idp } from './idp.ts';
import { continueLogin, finishLogin, takeAuthnRequest } from './login.ts';
import { currentLogout, logOutHere, skipParticipant, takeLogoutRequest, takeLogoutResponse } from './logout.ts';
import { receiveMessage } from './receive-message.ts';
import { currentIdpSession } from './session.ts';
import { sendIdpPage, TEST_IDP } from './site.ts';
import { startLogin } from './start-login.ts';

/** The test identity provider as a Koa application; `metadata` is what it answers at `/metadata`. */
export function makeIdpApp(idp: Idp, metadata: string): Koa {
  const app = baseApp(idp);
  const router = new Router({ sensitive: true });
  addPages(router, idp, metadata);
  addEndpoints(router, idp);
  addFaults(router, idp);
  app.use(answerErrors({ log: idp.log, site: TEST_IDP, home: { label: 'Home', href: '/' } }));
  app.use(answerMethods(router, (path) => !SHOWN.includes(path) && !isShownFault(path)));
  app.use(router.routes());
  return app;
}

/** What a GET only shows; those of the endpoints log in and out. */
const SHOWN: readonly string[] = ['/', IDP_PATHS.metadata, ...PAGE_FILES];

function addPages(router: Router, idp: Idp, metadata: string): void {
  router.get('/', async (ctx) => {
    const view = { idp, session: currentIdpSession(ctx, idp), logout: currentLogout(ctx, idp) };
    sendIdpPage(ctx, 200, homePage({ ...view, serviceProviders: await idp.serviceProviders() }));
  });
  router.get('/start', (ctx) => {
    const query = ctx.URL.searchParams;
    const options = {
      relayState: query.get('relayState'),
      unsolicited: query.get('unsolicited') === 'yes',
      fault: null,
    };
    return startLogin(ctx, idp, one(query, 'sp'), options);
  });
  router.post('/login', async (ctx) => {
    const form = await readFields(ctx);
    await finishLogin(ctx, idp, one(form, 'login'), one(form, 'user'));
  });
  router.post('/logout', (ctx) => logOutHere(ctx, idp));
  router.post('/logout/skip', (ctx) => skipParticipant(ctx, idp));
  router.get(IDP_PATHS.metadata, (ctx) => {
    ctx.type = 'application/samlmetadata+xml; charset=utf-8';
    ctx.body = metadata;
  });
  answerPageFiles(router);
}

function addEndpoints(router: Router, idp: Idp): void {
  const singleSignOn = async (ctx: Context): Promise<void> => {
    const received = await receiveMessage(ctx, idp);
    if (received.message.kind !== 'AuthnRequest') throw unexpected(received.message, 'an AuthnRequest');
    await takeAuthnRequest(ctx, idp, received, received.message);
  };
  const singleLogout = async (ctx: Context): Promise<void> => {
    const received = await receiveMessage(ctx, idp);
    const { message } = received;
    if (message.kind === 'LogoutRequest') return takeLogoutRequest(ctx, idp, received, message);
    if (message.kind === 'LogoutResponse') return takeLogoutResponse(ctx, idp, received, message);
    throw unexpected(message, 'a LogoutRequest or a LogoutResponse');
  };
  router.get(IDP_PATHS.singleSignOn, singleSignOn).post(IDP_PATHS.singleSignOn, singleSignOn);
  router.get(IDP_PATHS.singleLogout, singleLogout).post(IDP_PATHS.singleLogout, singleLogout);
  router.get(`${IDP_PATHS.singleSignOn}/:login`, async (ctx) => {
    const login = await idp.state.logins.take(ctx.params['login'] ?? '', idp.clock());
    if (login === null) throw expired();
    await continueLogin(ctx, idp, login);
  });
}

async function readFields(ctx: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await readFormBody(ctx, 64 * 1024));
}

function one(fields: URLSearchParams, name: string): string {
  const value = fields.get(name);
  if (value !== null) return value;
  throw new Refusal({
    status: 400,
    code: 'field-missing',
    title: 'Something is missing',
    explanation: `The request has no "${name}".`,
  });
}

function unexpected(message: SamlMessage, wanted: string): Refusal {
  const received = message.kind === 'Other' ? message.name : message.kind;
  return new Refusal({
    status: 400,
    code: 'message-unexpected',
    title: 'This is the wrong address for that message',
    explanation: `This address takes ${wanted}; a ${received} came.`,
    owner: 'sp',
  });
}

function expired(): Refusal {
  return new Refusal({
    status: 410,
    code: 'login-expired',
    title: 'This login is over',
    explanation: 'It was used already, or more than 30 minutes have passed.',
    fix: 'Start again at the service provider.',
    owner: 'user',
  });
}
