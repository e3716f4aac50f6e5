import { loginRequestOf } from '#server/saml/draft-login-request.ts';
import { parseRequestId } from '#server/saml/login-request-id.ts';
import { pickMessage, readPost, readRedirect } from '#server/saml/read-incoming.ts';
import { readSoapMessage } from '#server/saml/read-soap-message.ts';
import { decide, type GateAnswer, type GateQuestion } from '#shared/gate/decide.ts';
import { gatePolicy } from '#shared/gate/gate-policy.ts';
import { onlySoapMessage } from '#shared/gate/only-soap-message.ts';
import { type ExaminedMessage, examine, type ReadingPolicy } from '#shared/inspection/examine.ts';
import { mapAssertion } from '#shared/mapping/map-assertion.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { toDecidedMessage } from './decided-message.ts';
import type { AcceptedLogin, AcceptedMessage, DecidedSession, MessageDecision } from './message-decision.ts';
import type { MessageToDecide } from './message-to-decide.ts';
import { secondOpinion } from './second-opinion.ts';
import { soapEnvelopeOf } from './soap-envelope.ts';

/**
 * The gate for one message as it arrived: reads it, and decides as `shared/gate` does for everybody, with the second
 * opinion of this folder. To keep replay marks and pending requests is the caller's.
 *
 * @throws WorkbenchError when the message cannot be read at all (not base64, not XML, no SOAP, over a limit, ambiguous)
 */
export async function decideMessage(input: MessageToDecide): Promise<MessageDecision> {
  return decideWire(readIncoming(input), input);
}

/** The same for a message that `readIncoming` has read. */
export async function decideWire(incoming: WireMessage, input: MessageToDecide): Promise<MessageDecision> {
  const examined = await examine(incoming, policyFor(input));
  const answer = await decide(await questionOf(input, examined));
  const { message, wire } = examined;
  const assertion = answer.verdict === 'accept' ? (answer.accepted?.assertion ?? null) : answer.vouched;
  const decided = {
    mapping: assertion === null ? null : mapAssertion(assertion, input.connection),
    assertionId: assertion?.id ?? null,
    message: toDecidedMessage(message),
    parameter: wire.parameter,
    relayState: wire.relayState,
    envelope: input.binding === 'soap' ? soapEnvelopeOf(message.element) : null,
    findings: answer.findings,
  };
  if (answer.verdict === 'accept') return accepted(decided, answer.accepted, input);
  return { ...decided, verdict: 'reject', reasons: answer.reasons, session: null, login: null };
}

/** Decodes a message to its XML text. @throws WorkbenchError as `decideMessage` */
export function readIncoming({ binding, raw, inflatedBytes }: MessageToDecide): WireMessage {
  if (binding === 'soap') return readSoapMessage(raw);
  if (binding === 'redirect') return readRedirect(raw, inflatedBytes);
  const parameter =
    binding === 'form' ? pickMessage(raw) : ({ name: 'SAMLResponse', relayState: null, value: raw } as const);
  return readPost(parameter, inflatedBytes);
}

function policyFor({ binding, connection }: MessageToDecide): ReadingPolicy {
  const policy = gatePolicy(connection);
  return binding === 'soap' ? { ...policy, payloadOf: onlySoapMessage } : policy;
}

async function questionOf(input: MessageToDecide, examined: ExaminedMessage): Promise<GateQuestion> {
  const { connection, now, isUsed = null } = input;
  const requestIds = await waitingRequests(examined.message, input.requestId);
  return {
    examined,
    connection,
    now,
    requestIds,
    request: requestOf(examined.message, connection, requestIds),
    isUsed,
    secondOpinion: (subject, assertion, idp) => secondOpinion(subject, assertion, idp, input.readSecond),
  };
}

/** The login request that is answered, if it waits: its ID says what it asked for. */
function requestOf(
  message: SamlMessage,
  connection: Connection,
  requestIds: readonly string[] | null,
): SamlMessage | null {
  const [id] = message.kind === 'Response' ? (requestIds ?? []) : [];
  return id === undefined ? null : loginRequestOf(connection, parseRequestId(id));
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

type Decided = Pick<
  AcceptedMessage,
  'mapping' | 'assertionId' | 'message' | 'parameter' | 'relayState' | 'envelope' | 'findings'
>;
type Accepted = Extract<GateAnswer, { verdict: 'accept' }>['accepted'];

function accepted(decided: Decided, made: Accepted, input: MessageToDecide): AcceptedMessage {
  if (made === null) return { ...decided, verdict: 'accept', reasons: [], session: null, login: null };
  const login = { ...made.login, loggedInAt: input.now };
  const session = toDecidedSession(login);
  return {
    ...decided,
    verdict: 'accept',
    reasons: [],
    session,
    login,
    replayUntil: replayUntil(made.assertion, input),
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
  // By what the assertion says alone: a repetition must come to the same moment, whenever it comes.
  const ends = (assertion.subject?.confirmations ?? []).map(({ data }) => data?.notOnOrAfter?.time ?? null);
  const times = [...ends, assertion.conditions?.notOnOrAfter?.time ?? null].filter((time) => time !== null);
  return (times.length === 0 ? now : Math.max(...times)) + 2 * connection.clockSkew;
}
