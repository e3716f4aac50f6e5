import Router from '@koa/router';
import type Koa from 'koa';
import { useTicket } from '#server/access/use-ticket.ts';
import { useToken } from '#server/access/use-token.ts';
import { reportRefusal } from '#server/attempts/report-refusal.ts';
import type { ConsoleLogin } from '#server/config/config.ts';
import { demandMethod } from '#server/connection/demand-method.ts';
import { demandValidMetadata } from '#server/connection/demand-valid-metadata.ts';
import { refuseSaml } from '#server/connection/refuse-saml.ts';
import { hasIdp, type SamlService, type Service } from '#server/connection/service.ts';
import { showMetadata } from '#server/connection/show-metadata.ts';
import { enterConsole } from '#server/hub/enter-console.ts';
import { exportApp } from '#server/hub/export-app.ts';
import { logOutUser } from '#server/hub/log-out-user.ts';
import { showApp } from '#server/hub/show-app.ts';
import { showHub } from '#server/hub/show-hub.ts';
import { tellUser } from '#server/hub/tell-user.ts';
import { askViewAs, viewAs } from '#server/hub/view-as.ts';
import { arrive } from '#server/login/arrive.ts';
import { consumeResponse } from '#server/login/consume-response.ts';
import { demandSession } from '#server/login/demand-session.ts';
import { sendToIdp } from '#server/login/send-to-idp.ts';
import { startLoginTest } from '#server/login/start-login-test.ts';
import { continueLogout } from '#server/logout/continue-logout.ts';
import { receiveLogoutMessage } from '#server/logout/receive-logout-message.ts';
import { receiveSoapLogout } from '#server/logout/receive-soap-logout.ts';
import { downloadReceipt, showGoodbye } from '#server/logout/show-goodbye.ts';
import { startLogout } from '#server/logout/start-logout.ts';
import { tellSessionState, watchSession } from '#server/logout/watch-session.ts';
import { COMPANION } from '#server/pages/site.ts';
import { showLoginTest } from '#server/reports/show-login-test.ts';
import { showTrace } from '#server/reports/show-trace.ts';
import { loadSession, SESSION_EVENTS, SESSION_STATE } from '#server/session/load-session.ts';
import { useSessions } from '#server/session/use-sessions.ts';
import { answerErrors } from '#server/web/answer-errors.ts';
import { answerMethods } from '#server/web/answer-methods.ts';
import { baseApp } from '#server/web/base-app.ts';

/**
 * Everything below one prefix: an application of its own with its own cookie, so that two connections share
 * nothing. What each path does is in the file of that name.
 * @param consoleLogin whose logins may open the console, as it is configured at the moment
 */
export function connectionApp(service: Service, consoleLogin: () => ConsoleLogin | null): Koa {
  const { base, log, settings } = service;
  const app = baseApp(service);
  const home = { label: 'Back to the hub', href: `${base}/` };
  app.use(answerErrors({ log, site: COMPANION, home, connection: settings.prefix, keep: reportRefusal(service) }));
  const routes = routesOf(service, consoleLogin);
  app.use(answerMethods(routes, () => true));
  useSessions(app, service);
  app.use(loadSession(service));
  app.use(useTicket(service));
  app.use(useToken(service));
  app.use(routes.routes());
  return app;
}

function routesOf(service: Service, consoleLogin: () => ConsoleLogin | null): Router {
  const router = new Router({ prefix: service.base, strict: true, sensitive: true });
  router.get('/', demandSession(service), showHub(service));
  router.get('/app/:id', demandSession(service), showApp(service, consoleLogin));
  router.get('/app/:id/rows.csv', demandSession(service), exportApp(service));
  router.get('/app/:id/view-as', demandSession(service), askViewAs(service, consoleLogin));
  router.post('/app/:id/view-as', demandSession(service), viewAs(service, consoleLogin));
  router.get('/console', demandMethod(service, 'saml'), demandSession(service), enterConsole(service, consoleLogin));
  if (hasIdp(service)) addSaml(router, service);
  else router.all('/saml/*path', refuseSaml(service));
  router.get('/logout', startLogout(service));
  router.post('/logout', startLogout(service));
  router.get('/logout/continue', continueLogout(service));
  router.get('/logout/done', showGoodbye(service));
  router.get('/logout/receipt', downloadReceipt(service));
  router.get(SESSION_EVENTS, watchSession(service));
  router.get(SESSION_STATE, tellSessionState(service));
  router.get('/qps/user', tellUser(service));
  router.delete('/qps/user', logOutUser(service));
  return router;
}

/** What an identity provider and a browser that comes from there meet. */
function addSaml(router: Router, service: SamlService): void {
  const bySaml = demandMethod(service, 'saml');
  router.get('/saml/login', bySaml, demandValidMetadata(service), sendToIdp(service));
  router.post('/saml/acs', bySaml, demandValidMetadata(service), consumeResponse(service));
  router.get('/saml/arrive', bySaml, arrive(service));
  router.get('/saml/login-test', bySaml, startLoginTest(service));
  router.get('/saml/login-test/:reference', bySaml, showLoginTest(service));
  router.get('/saml/login-trace', bySaml, showTrace(service));
  router.get('/saml/slo', receiveLogoutMessage(service));
  router.post('/saml/slo', receiveLogoutMessage(service));
  router.post('/saml/slo/soap', receiveSoapLogout(service));
  router.get('/saml/metadata', showMetadata(service));
}
