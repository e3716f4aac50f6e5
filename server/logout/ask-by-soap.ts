import { hasIdp, type SamlService, type Service } from '#server/connection/service.ts';
import { decideIncoming } from '#server/gate/decide-incoming.ts';
import type { MessageDecision } from '#server/gate/message-decision.ts';
import { fetchGuarded } from '#server/outgoing/fetch-guarded.ts';
import { OutgoingError } from '#server/outgoing/outgoing-error.ts';
import { pickSoapLogout } from '#server/saml/pick-endpoint.ts';
import { ThreadError } from '#server/threads/thread-error.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { signElement } from '#shared/crypto/sign-element.ts';
import type { CarriedBySoap, IdpPart, Logout } from '#shared/logout/logout.ts';
import type { LogoutEvent } from '#shared/logout/machine.ts';
import { readText } from '#shared/wire/read-text.ts';
import { SOAP_MEDIA_TYPE } from '#shared/wire/soap-version.ts';
import { writeSoapEnvelope } from '#shared/wire/write-soap.ts';
import { noteAnswer } from './finish-logout.ts';
import { type LogoutQuestion, makeLogoutRequest } from './make-logout-request.ts';
import { moveLogout } from './move-logout.ts';
import { noteCarried } from './note-carried.ts';

/** Milliseconds for the whole answer: the user may be waiting. */
const PATIENCE = 5_000;

/** Bytes of an answer: a LogoutResponse has some KB. */
const MAX_BYTES = 256 * 1024;

/** A fault is an answer, too: SOAP 1.1 sends it with 500 (6.2), SOAP 1.2 that of a sender with 400. */
const STATUSES = [200, 400, 500];

/**
 * Asks the identity provider by SOAP, with no browser in between (saml-bindings 3.2, saml-profiles 4.4.3.1), signed, and
 * puts its answer through the same gate as one that a browser brings. Of several companions one asks. It never throws for
 * what the other side does: the receipt says what came.
 */
export async function askBySoap(service: Service, logout: Logout): Promise<void> {
  const url = pickSoapLogout(service.settings.connection);
  const { idp } = logout;
  if (idp === null) return;
  if (url === null || !hasIdp(service) || service.settings.connection.idp.entityId !== idp.entityId) {
    await moveLogout(service, logout.id, { type: 'cannot-ask', at: service.clock(), reason: 'no-endpoint' });
    return;
  }
  const question = await makeLogoutRequest(service, logout, idp, { url, isSoap: true });
  const sent = { type: 'sent', by: 'soap', requestId: question.id, at: question.at, until: question.until } as const;
  if ((await moveLogout(service, logout.id, sent)) === null) return;
  service.log.info('logout-asked', logFields(service, logout, idp));
  const envelope = await envelopeOf(service, question);
  let answer: Pick<CarriedBySoap, 'came' | 'status' | 'error'> = { came: null, status: null, error: null };
  try {
    answer = { ...answer, ...(await post(service, url, envelope)) };
    await takeAnswer(service, logout, question, answer.came ?? '');
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    if (answer.came === null) answer = { ...answer, error: String(error.facts['reason'] ?? error.code) };
    await fail(service, logout, idp, unanswered(service, question, error));
  }
  const times = { at: question.at, end: service.clock() };
  await noteCarried(service, logout.id, { by: 'companion', ...times, url, sent: envelope, ...answer });
}

async function envelopeOf({ signing }: Service, { xml, id }: LogoutQuestion): Promise<string> {
  return writeSoapEnvelope(signing === null ? xml : await signElement(xml, { id, ...signing }), '1.1');
}

async function post({ settings }: Service, url: string, envelope: string): Promise<{ came: string; status: number }> {
  const { body, status } = await fetchGuarded(url, {
    hosts: settings.logout.allowHosts,
    limits: { time: PATIENCE, bytes: MAX_BYTES },
    // saml-bindings 3.2.3.1, 3.2.2.1
    headers: {
      'Content-Type': `${SOAP_MEDIA_TYPE['1.1']}; charset=utf-8`,
      SOAPAction: 'http://www.oasis-open.org/committees/security',
    },
    body: envelope,
    statuses: STATUSES,
  });
  return { came: readText(body).text, status };
}

async function takeAnswer(service: SamlService, logout: Logout, question: LogoutQuestion, raw: string): Promise<void> {
  const waiting = new AbortController();
  // Where the gate is busy for so long the answer was not looked at.
  const over = setTimeout(() => waiting.abort(new ThreadError('threads-busy')), PATIENCE);
  const client = { origin: service.settings.connection.idp.entityId, gone: waiting.signal };
  const requestId = async (id: string) => id === question.id;
  const asked = { now: service.clock(), requestId };
  const decision = await decideIncoming(service, { raw, binding: 'soap', client }, asked).finally(() =>
    clearTimeout(over),
  );
  const { message } = decision;
  if (decision.verdict === 'accept' && message.kind === 'LogoutResponse') return noteAnswer(service, logout, message);
  if (logout.idp === null) return;
  const at = service.clock();
  await fail(service, logout, logout.idp, {
    ...{ type: 'answer-refused', requestId: question.id, at },
    code: codeOf(decision),
  });
}

function codeOf({ message, reasons }: MessageDecision): string {
  if (message.kind === 'LogoutResponse') return reasons[0]?.code ?? 'refused';
  return message.name === 'Fault' ? 'soap-fault' : 'message-kind-unexpected';
}

/** What cannot be read at all is no answer; what did not come is none either. */
function unanswered({ clock }: Service, { id }: LogoutQuestion, error: WorkbenchError): LogoutEvent {
  const isAway = error instanceof OutgoingError;
  if (!isAway) return { type: 'answer-refused', requestId: id, at: clock(), code: error.code };
  return { type: 'unreachable', requestId: id, at: clock(), detail: String(error.facts['reason'] ?? error.code) };
}

async function fail(service: Service, logout: Logout, idp: IdpPart, event: LogoutEvent): Promise<void> {
  await moveLogout(service, logout.id, event);
  const reason = event.type === 'unreachable' ? event.detail : event.type === 'answer-refused' ? event.code : '';
  service.log.warn('logout-unanswered', { ...logFields(service, logout, idp), reason });
}

function logFields({ settings }: Service, { reference }: Logout, { entityId }: IdpPart) {
  return { connection: settings.prefix, reference, idp: entityId };
}
