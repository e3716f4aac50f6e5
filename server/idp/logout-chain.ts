import type { Context } from 'koa';
import type { MessageTarget } from '#server/saml/pick-endpoint.ts';
import { sendMessage } from '#server/saml/send-message.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { writeLogoutResponse } from '#shared/saml/write/write-logout-response.ts';
import { askBySoap } from './ask-by-soap.ts';
import { idpGoodbyePage } from './goodbye-page.ts';
import type { Idp } from './idp.ts';
import { makeLogoutRequest } from './make-logout-request.ts';
import { logoutAnswerTarget, logoutTarget, type ServiceProvider } from './service-providers.ts';
import { sendIdpPage } from './site.ts';
import type { IdpLogout, LogoutOutcome, SessionParticipant } from './state.ts';

/**
 * Goes on with a logout (saml-profiles 4.4.3): asks by SOAP, all at once, whoever's metadata offers nothing that a browser
 * can carry; then sends the browser to the next participant with a LogoutRequest, and when there is none left answers
 * whoever asked, or shows what happened.
 */
export async function continueLogout(ctx: Context, idp: Idp, begun: IdpLogout): Promise<void> {
  const logout = await askApart(idp, begun);
  const [next, ...todo] = logout.todo;
  if (next === undefined) return endLogout(ctx, idp, logout);
  const provider = await findProvider(idp, next.serviceProvider);
  const target = provider && logoutTarget(provider);
  // Its metadata has changed since a moment ago.
  if (target === null) return continueLogout(ctx, idp, { ...logout, todo: [...todo, next] });
  const id = `_${idp.random()}`;
  await idp.state.logouts.put(
    { ...logout, todo, waiting: { serviceProvider: next.serviceProvider, requestId: id } },
    idp.clock(),
  );
  await askParticipant(ctx, idp, next, target, id);
}

/** No participant holds up another: one that hangs costs all of them together what it costs alone. */
async function askApart(idp: Idp, logout: IdpLogout): Promise<IdpLogout> {
  const found = await Promise.all(
    logout.todo.map(async (participant) => {
      return { participant, provider: await findProvider(idp, participant.serviceProvider) };
    }),
  );
  const isCarried = ({ provider }: (typeof found)[number]) => provider !== null && logoutTarget(provider) !== null;
  const outcomes = await Promise.all(
    found
      .filter((one) => !isCarried(one))
      .map(async ({ participant, provider }): Promise<LogoutOutcome> => {
        const outcome = provider === null ? 'unreachable' : await askBySoap(idp, provider, participant);
        return { serviceProvider: participant.serviceProvider, outcome };
      }),
  );
  const todo = found.filter(isCarried).map(({ participant }) => participant);
  return { ...logout, todo, outcomes: [...logout.outcomes, ...outcomes] };
}

async function askParticipant(
  ctx: Context,
  idp: Idp,
  participant: SessionParticipant,
  target: MessageTarget,
  id: string,
): Promise<void> {
  const xml = makeLogoutRequest(idp, participant, id, target.url);
  idp.log.info('idp-logout-sent', { connection: participant.serviceProvider, messageId: id });
  // InResponseTo leads back here, so RelayState is not needed, and some SPs lose it.
  await sendMessage(ctx, idp, { parameter: 'SAMLRequest', xml, id, target, relayState: null });
}

async function endLogout(ctx: Context, idp: Idp, logout: IdpLogout): Promise<void> {
  await idp.state.logouts.take(logout.key, idp.clock());
  if (logout.origin === null) return sendIdpPage(ctx, 200, idpGoodbyePage(logout));
  const provider = await findProvider(idp, logout.origin.serviceProvider);
  const target = provider && logoutAnswerTarget(provider);
  if (target === null) return sendIdpPage(ctx, 200, idpGoodbyePage(logout));
  const id = `_${idp.random()}`;
  const xml = writeLogoutResponse({
    id,
    issueInstant: idp.clock(),
    issuer: idp.entityId,
    destination: target.url,
    inResponseTo: logout.origin.requestId,
    statusCodes: isComplete(logout) ? [STATUS_CODE.success] : [STATUS_CODE.success, STATUS_CODE.partialLogout],
  });
  const { relayState } = logout.origin;
  await sendMessage(ctx, idp, { parameter: 'SAMLResponse', xml, id, target, relayState });
}

/** saml-core 3.7.3.2: PartialLogout says that somebody could not be logged out. */
function isComplete({ outcomes }: IdpLogout): boolean {
  return outcomes.every(({ outcome }) => outcome === 'ended');
}

async function findProvider(idp: Idp, entityId: string): Promise<ServiceProvider | null> {
  return (await idp.serviceProviders()).find((candidate) => candidate.entityId === entityId) ?? null;
}
