import { WebError } from '#server/web/web-error.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { signElement } from '#shared/crypto/sign-element.ts';
import { readText } from '#shared/wire/read-text.ts';
import { SOAP_MEDIA_TYPE } from '#shared/wire/soap-version.ts';
import { writeSoapEnvelope } from '#shared/wire/write-soap.ts';
import type { Idp } from './idp.ts';
import { judgeAnswer } from './judge-answer.ts';
import { makeLogoutRequest } from './make-logout-request.ts';
import { readSoapAnswer } from './receive-message.ts';
import { type ServiceProvider, soapLogoutUrl } from './service-providers.ts';
import type { LogoutOutcome, SessionParticipant } from './state.ts';

/** How long a service provider may take, of all that are asked at once: the browser waits meanwhile. */
const PATIENCE = 4_000;

/** Bytes of an answer: a LogoutResponse has some KB. */
const MAX_ANSWER_BYTES = 256 * 1024;

/**
 * Asks a participant over SOAP to end a session, with no browser in between (saml-bindings 3.2, saml-profiles 4.4.3.2).
 * `unreachable`: its metadata names no address for that. Whatever goes wrong on the way counts as a failure.
 */
export async function askBySoap(
  idp: Idp,
  provider: ServiceProvider,
  participant: SessionParticipant,
): Promise<LogoutOutcome['outcome']> {
  const url = soapLogoutUrl(provider);
  if (url === null) return 'unreachable';
  const id = `_${idp.random()}`;
  const xml = await signElement(makeLogoutRequest(idp, participant, id, url), { id, ...idp.signing });
  idp.log.info('idp-logout-sent', { connection: provider.entityId, messageId: id });
  const answer = await post(idp, provider, url, writeSoapEnvelope(xml, '1.1'));
  const outcome = answer === null ? 'failed' : await readAnswer(answer, provider, id);
  idp.log.info('idp-logout-answered', { connection: provider.entityId, reason: outcome, messageId: id });
  return outcome;
}

/** The text of the answer; null where none came that could be read. */
async function post(idp: Idp, { entityId }: ServiceProvider, url: string, body: string): Promise<string | null> {
  try {
    const headers = { 'content-type': `${SOAP_MEDIA_TYPE['1.1']}; charset=utf-8` };
    const options = {
      method: 'POST',
      body,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    } as const;
    const response = await fetch(url, options);
    return readText(await readBytes(response)).text;
  } catch (error) {
    // fetch tells of the network by TypeError, of the time by DOMException; anything else is a defect of ours.
    if (!(error instanceof WorkbenchError || error instanceof TypeError || error instanceof DOMException)) throw error;
    idp.log.warn('idp-logout-unanswered', { connection: entityId, address: url, reason: error.message });
    return null;
  }
}

async function readBytes({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new WebError('body-too-large', { limit: MAX_ANSWER_BYTES });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function readAnswer(text: string, provider: ServiceProvider, id: string): Promise<LogoutOutcome['outcome']> {
  try {
    const received = await readSoapAnswer(text, provider);
    const { message } = received;
    const isAnswer = message.kind === 'LogoutResponse' && message.inResponseTo === id;
    if (!isAnswer || message.issuer?.value !== provider.entityId) return 'failed';
    return judgeAnswer(received, provider, message);
  } catch (error) {
    if (error instanceof WorkbenchError) return 'failed';
    throw error;
  }
}
