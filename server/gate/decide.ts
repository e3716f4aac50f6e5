import { acceptedAssertion, decideGate } from '#shared/checks/gate.ts';
import { runChecks } from '#shared/checks/run-checks.ts';
import { type DecryptionKey, readDecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import { verifyRedirectSignature } from '#shared/crypto/verify-redirect.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { CheckSubject } from '#shared/inspection/subject.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { lastStage, openEncrypted } from '#shared/saml/open-encrypted.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { verifyStages } from '#shared/saml/verify-stages.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { pathOf } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';
import { toDecidedMessage } from './decided-message.ts';
import type { AcceptedMessage, DecidedSession, MessageDecision, RefusedMessage } from './message-decision.ts';
import type { MessageToDecide } from './message-to-decide.ts';
import { readPost, readRedirect } from './read-incoming.ts';
import { readSoapMessage, type SoapEnvelope } from './read-soap-message.ts';
import { secondOpinion } from './second-opinion.ts';
import { type AcceptedLogin, toSession } from './to-session.ts';

/**
 * The gate for one message: our own checks first, which are strict and bounded; then whether its assertion was used
 * before; then a second reader is asked, which must read the same in what was signed and find no fault with the
 * signature (`second-opinion.ts`); then user and attributes are mapped, and what is required must be there. To keep
 * replay marks and pending requests is the caller's.
 *
 * @throws WorkbenchError when the message cannot be read at all (not base64, not XML, no SOAP, over a limit, ambiguous)
 */
export async function decideMessage(input: MessageToDecide): Promise<MessageDecision> {
  const incoming = readIncoming(input);
  const { subject, knowledge } = await examine(incoming, input);
  const { message } = subject;
  const findings = [...runChecks(subject, knowledge, 'sp')];
  const decided = { message: toDecidedMessage(message), envelope: incoming.envelope, findings };
  const reasons = decideGate(findings, message.kind).filter((reason) => !isNoReason(reason, message, input));
  if (reasons.length > 0) return refused(decided, reasons);
  const assertion = acceptedAssertion(subject, knowledge);
  if (assertion !== null && (await isUsed(assertion, input))) return refused(decided, [replayed(assertion)]);
  const opinion = await secondOpinion(subject, assertion, input.connection);
  findings.push(...opinion);
  const doubts = opinion.filter(({ outcome }) => outcome === 'fail');
  if (doubts.length > 0) return refused(decided, doubts);
  if (assertion === null) return acceptedLogout(decided);
  const mapped = toSession(assertion, input.connection, input.now);
  if ('problems' in mapped) return refused(decided, mapped.problems);
  return accepted(decided, mapped.login, replayUntil(assertion, input));
}

type Decided = Pick<MessageDecision, 'message' | 'envelope' | 'findings'>;

function accepted(decided: Decided, login: AcceptedLogin, until: number): AcceptedMessage {
  const session = toDecidedSession(login);
  return { ...decided, verdict: 'accept', reasons: [], session, login, replayUntil: until };
}

function acceptedLogout(decided: Decided): AcceptedMessage {
  return { ...decided, verdict: 'accept', reasons: [], session: null, login: null };
}

function refused(decided: Decided, reasons: readonly Finding[]): RefusedMessage {
  const others = decided.findings.filter((finding) => !reasons.includes(finding));
  return { ...decided, verdict: 'reject', findings: [...reasons, ...others], reasons, session: null, login: null };
}

interface Incoming {
  readonly wire: WireMessage;
  readonly document: XmlDocument;
  readonly envelope: SoapEnvelope | null;
}

function readIncoming({ binding, raw }: MessageToDecide): Incoming {
  if (binding === 'soap') return readSoapMessage(raw);
  const wire = binding === 'redirect' ? readRedirect(raw) : readPost(raw);
  return { wire, document: parseXml(wire.xml), envelope: null };
}

async function examine(incoming: Incoming, input: MessageToDecide) {
  const { wire } = incoming;
  const { connection, now } = input;
  const keys = keysOf(connection);
  const opened = await openEncrypted(incoming.document, decryptionKeysOf(connection), {
    rsa15: connection.accept.rsa15,
  });
  const document = lastStage(opened).document;
  const message = readMessage(document);
  const subject: CheckSubject = {
    index: 0,
    wire,
    document,
    message,
    signatures: await verifyStages(opened, keys),
    redirectSignature: wire.redirectSignature && (await verifyRedirectSignature(wire.redirectSignature, keys)),
    decryptions: opened.reports,
    receivedAt: now,
    receivedUrl: null,
    now,
    request: null,
    requestIds: await waitingRequests(message, input.requestId),
    earlier: [],
  };
  const knowledge: Knowledge = { entities: [], keys, connection, at: now, clockSkew: connection.clockSkew };
  return { subject, knowledge };
}

/** The SP's own key, which its metadata asks the IdP to encrypt for. */
function decryptionKeysOf({ sp }: Connection): readonly DecryptionKey[] {
  return sp.key === null ? [] : [readDecryptionKey(sp.key)];
}

/** Only the IdP's keys: nothing that our own key signed can come from it. */
function keysOf({ idp }: Connection): readonly TrustedKey[] {
  return idp.certificates.map((certificate) => ({ certificate, entityId: idp.entityId, source: 'connection' }));
}

async function waitingRequests(
  message: SamlMessage,
  requestId: MessageToDecide['requestId'],
): Promise<readonly string[] | null> {
  if (requestId === undefined) return null;
  if (requestId === null) return [];
  if (typeof requestId === 'string') return [requestId];
  const named = 'inResponseTo' in message ? message.inResponseTo : null;
  return named !== null && (await requestId(named)) ? [named] : [];
}

/**
 * What refuses in general and not here. Nobody said which request is waiting: that it isn't known is no reason. And
 * a LogoutResponse that reports a failure is believed like one that reports success: it is bad news, not a bad message.
 */
function isNoReason({ code, outcome }: Finding, message: SamlMessage, { requestId }: MessageToDecide): boolean {
  if (message.kind === 'LogoutResponse' && code === 'status-not-success') return message.status !== null;
  return requestId === undefined && code === 'in-response-to-unknown' && outcome === 'unknown';
}

async function isUsed({ id, issuer }: Assertion, input: MessageToDecide): Promise<boolean> {
  return (await input.isUsed?.(id ?? '', issuer?.value ?? '')) ?? false;
}

function replayed({ element, id }: Assertion): Finding {
  return {
    code: 'assertion-replayed',
    severity: 'error',
    outcome: 'fail',
    message: 0,
    path: pathOf(element),
    range: { start: element.start, end: element.end },
    expected: null,
    received: id,
    clause: 'saml-profiles 4.1.4.5',
    variant: 'assertion',
    facts: {},
  };
}

function toDecidedSession({
  userId,
  userDirectory,
  nameId,
  sessionIndexes,
  attributes,
}: AcceptedLogin): DecidedSession {
  const values = attributes.map((attribute) => [attribute.name, attribute.values.map(({ value }) => value)] as const);
  return { userId, userDirectory, nameId, sessionIndexes, attributes: Object.fromEntries(values) };
}

/** The latest moment at which this assertion could pass again, by any of its conditions. */
function replayUntil(assertion: Assertion, { connection, now }: MessageToDecide): number {
  const ends = (assertion.subject?.confirmations ?? []).map(({ data }) => data?.notOnOrAfter?.time ?? null);
  const times = [...ends, assertion.conditions?.notOnOrAfter?.time ?? null].filter((time) => time !== null);
  return Math.max(now, ...times) + 2 * connection.clockSkew;
}
