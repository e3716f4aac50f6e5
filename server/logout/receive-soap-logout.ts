import type { Context, Middleware } from 'koa';
import type { SamlService } from '#server/connection/service.ts';
import { decideIncoming, type IncomingMessage } from '#server/gate/decide-incoming.ts';
import type { DecidedLogoutRequest } from '#server/gate/decided-message.ts';
import type { RefusedMessage } from '#server/gate/message-decision.ts';
import { receiveSoap } from '#server/gate/receive-message.ts';
import { headersOf, statusOf } from '#server/web/status-of.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { signElement } from '#shared/crypto/sign-element.ts';
import { wordsFor } from '#shared/explain/words.ts';
import { SOAP_MEDIA_TYPE, type SoapVersion } from '#shared/wire/soap-version.ts';
import { type SoapFaultCode, writeSoapEnvelope, writeSoapFault } from '#shared/wire/write-soap.ts';
import { makeLogoutResponse } from './make-logout-response.ts';
import { noteCarried } from './note-carried.ts';
import { settleLogoutRequest } from './settle-logout-request.ts';

/**
 * `POST /{prefix}/saml/slo/soap`: a LogoutRequest from the IdP itself, with no browser in between (saml-bindings 3.2,
 * saml-profiles 4.4.3.2). The same gate as for a browser's decides; the answer, a signed LogoutResponse, goes back on
 * the same connection. What is no such request gets a SOAP fault, what is refused one with 403 (saml-bindings 3.2.3.3):
 * nothing is signed for somebody who has not proved who they are.
 */
export function receiveSoapLogout(service: SamlService): Middleware {
  return async (ctx) => {
    try {
      await answerSoap(ctx, service, await receiveSoap(service, ctx));
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      const version = typeVersion(ctx);
      const known = statusOf(error);
      const isOurs = known === 503;
      // A fault of SOAP 1.1 goes with 500 (SOAP 1.1, 6.2), that of a sender in SOAP 1.2 with 400; some have a status that says more.
      const status = known === 400 && version === '1.1' ? 500 : known;
      ctx.set(headersOf(error));
      fault(ctx, service, {
        status,
        version,
        code: error.code,
        as: isOurs ? 'receiver' : 'sender',
        words: error.message,
      });
    }
  };
}

async function answerSoap(ctx: Context, service: SamlService, incoming: IncomingMessage): Promise<void> {
  const at = service.clock();
  const decision = await decideIncoming(service, incoming, { now: at });
  const { message, envelope } = decision;
  const version = envelope?.version ?? '1.1';
  const status = version === '1.1' ? 500 : 400;
  if (envelope?.notUnderstood != null) {
    const words = `The header block ${envelope.notUnderstood} must be understood, and is not.`;
    return fault(ctx, service, { status: 500, version, code: 'soap-must-understand', as: 'must-understand', words });
  }
  if (message.kind !== 'LogoutRequest') {
    const words = `This address takes a LogoutRequest, not a ${message.name}.`;
    return fault(ctx, service, { status, version, code: 'message-kind-unexpected', as: 'sender', words });
  }
  if (decision.verdict === 'reject') return fault(ctx, service, { version, ...faultOf(decision) }, message.id);
  await answerRequest(ctx, service, message, { raw: incoming.raw, at, version });
}

/** The envelope that came. */
interface Came {
  readonly raw: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly version: SoapVersion;
}

function faultOf({ reasons: [cause] }: RefusedMessage): Omit<Fault, 'version'> {
  const words = cause === undefined ? 'The request did not pass the checks.' : wordsFor(cause).whole;
  return { status: 403, code: cause?.code ?? 'refused', as: 'sender', words };
}

async function answerRequest(
  ctx: Context,
  service: SamlService,
  request: DecidedLogoutRequest,
  { raw, at, version }: Came,
): Promise<void> {
  const { codes, logout } = await settleLogoutRequest(service, request);
  const { id, xml } = makeLogoutResponse(service, request, codes, null);
  const { signing } = service;
  const answer = writeSoapEnvelope(signing ? await signElement(xml, { id, ...signing }) : xml, version);
  const url = `${service.url}${ctx.path}`;
  if (logout !== null)
    await noteCarried(service, logout, {
      ...{ by: 'idp', at, end: service.clock(), url, sent: raw },
      ...{ came: answer, status: 200, error: null },
    });
  send(ctx, 200, answer, version);
}

interface Fault {
  readonly status: number;
  readonly version: SoapVersion;
  /** For the log. */
  readonly code: string;
  readonly as: SoapFaultCode;
  readonly words: string;
}

function fault(
  ctx: Context,
  { log, settings }: SamlService,
  { status, version, code, as, words }: Fault,
  messageId: string | null = null,
): void {
  const idp = settings.connection.idp.entityId;
  log.warn('refused', {
    connection: settings.prefix,
    method: ctx.method,
    path: ctx.path,
    status,
    code,
    idp,
    messageId,
  });
  send(ctx, status, writeSoapFault(as, words, version), version);
}

function send(ctx: Context, status: number, xml: string, version: SoapVersion): void {
  ctx.status = status;
  ctx.type = `${SOAP_MEDIA_TYPE[version]}; charset=utf-8`;
  ctx.body = xml;
}

/** For an answer to what has no envelope that could be read: the version that the media type speaks of. */
function typeVersion(ctx: Context): SoapVersion {
  return ctx.request.type === SOAP_MEDIA_TYPE['1.2'] ? '1.2' : '1.1';
}
