import type { SessionNameId } from '#server/session/login-session.ts';
import type { Finding } from '#shared/checks/finding.ts';
import { acceptedAssertion, decideGate } from '#shared/checks/gate.ts';
import type { Knowledge } from '#shared/checks/knowledge.ts';
import { runChecks } from '#shared/checks/run-checks.ts';
import type { CheckSubject } from '#shared/checks/subject.ts';
import { type DecryptionKey, readDecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import { verifyRedirectSignature } from '#shared/crypto/verify-redirect.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { lastStage, openEncrypted } from '#shared/saml/open-encrypted.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { verifyStages } from '#shared/saml/verify-stages.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';
import type { MessageToDecide } from './message-to-decide.ts';
import { readAgain } from './read-again.ts';
import { readPost, readRedirect } from './read-incoming.ts';
import { readSoapMessage } from './read-soap-message.ts';
import { type AcceptedLogin, toSession } from './to-session.ts';

/** Who would be logged in, and as what. */
export interface DecidedSession {
  readonly userId: string;
  readonly userDirectory: string;
  readonly nameId: SessionNameId | null;
  readonly sessionIndexes: readonly string[];
  /** Mapped values by name, in order; an object without a prototype. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** What the gate says of one message, and what a session may be made of. */
export interface MessageDecision {
  readonly verdict: 'accept' | 'reject';
  /** Everything that was found, the cause first. */
  readonly findings: readonly Finding[];
  /** The findings that refuse, the cause first; empty with `accept`. */
  readonly reasons: readonly Finding[];
  /** The session that a Response leads to, as `validate` prints it; null for a refusal and for logout messages. */
  readonly session: DecidedSession | null;
  /** The same with everything that the server keeps. */
  readonly login: AcceptedLogin | null;
  readonly message: SamlMessage;
  readonly wire: WireMessage;
  /** When the accepted assertion may be forgotten: then it has expired by itself. Null without one. */
  readonly replayUntil: number | null;
}

/**
 * The gate for one message: our own checks first, which are strict and bounded; then node-saml reads the same
 * text, and both must say yes and must have read the same names and values; then user and attributes are mapped,
 * and what is required must be there. Replays and pending requests are the caller's to keep.
 *
 * @throws WorkbenchError when the message cannot be read at all (not base64, not XML, no SOAP, over a limit, ambiguous)
 */
export async function decideMessage(input: MessageToDecide): Promise<MessageDecision> {
  const { connection, now } = input;
  const { wire, document } = readIncoming(input);
  const { subject, knowledge, opened } = await examine(wire, document, input);
  const { message } = subject;
  const findings = runChecks(subject, knowledge, 'sp');
  const refuse = (reasons: readonly Finding[]): MessageDecision => {
    const others = findings.filter((finding) => !reasons.includes(finding));
    const nobody = { session: null, login: null, replayUntil: null };
    return { verdict: 'reject', findings: [...reasons, ...others], reasons, message, wire, ...nobody };
  };
  const reasons = decideGate(findings, message.kind).filter((reason) => !isNoReason(reason, message, input));
  if (reasons.length > 0) return refuse(reasons);
  const assertion = acceptedAssertion(subject, knowledge);
  const difference = await readAgain(input, subject, assertion, opened);
  if (difference !== null) return refuse([difference]);
  if (assertion === null) return { ...refuse([]), verdict: 'accept' };
  const mapped = toSession(assertion, connection, now);
  if ('problems' in mapped) return refuse(mapped.problems);
  const { login } = mapped;
  const until = replayUntil(assertion, connection, now);
  return { ...refuse([]), verdict: 'accept', login, session: toDecidedSession(login), replayUntil: until };
}

function readIncoming({ binding, raw }: MessageToDecide): {
  readonly wire: WireMessage;
  readonly document: XmlDocument;
} {
  if (binding === 'soap') return readSoapMessage(raw);
  const wire = binding === 'redirect' ? readRedirect(raw) : readPost(raw);
  return { wire, document: parseXml(wire.xml) };
}

async function examine(wire: WireMessage, closed: XmlDocument, input: MessageToDecide) {
  const { connection, now } = input;
  const keys = keysOf(connection);
  const opened = await openEncrypted(closed, decryptionKeysOf(connection), { rsa15: connection.accept.rsa15 });
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
  return { subject, knowledge, opened };
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

function toDecidedSession({
  userId,
  userDirectory,
  nameId,
  sessionIndexes,
  attributes,
}: AcceptedLogin): DecidedSession {
  const values: Record<string, readonly string[]> = Object.create(null);
  for (const attribute of attributes) values[attribute.name] = attribute.values.map(({ value }) => value);
  return { userId, userDirectory, nameId, sessionIndexes, attributes: values };
}

/** The latest moment at which this assertion could pass again, by any of its conditions. */
function replayUntil(assertion: Assertion, { clockSkew }: Connection, now: number): number {
  const ends = (assertion.subject?.confirmations ?? []).map(({ data }) => data?.notOnOrAfter?.time ?? null);
  const times = [...ends, assertion.conditions?.notOnOrAfter?.time ?? null].filter((time) => time !== null);
  return Math.max(now, ...times) + 2 * clockSkew;
}
