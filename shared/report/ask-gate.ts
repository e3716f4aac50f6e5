import { WorkbenchError } from '#shared/base/errors.ts';
import { decide, type SecondOpinion } from '#shared/gate/decide.ts';
import { gatePolicy } from '#shared/gate/gate-policy.ts';
import { isForSp } from '#shared/gate/is-for-sp.ts';
import { onlySoapMessage } from '#shared/gate/only-soap-message.ts';
import { gateRefusal } from '#shared/gate/refusing-findings.ts';
import { examine, type ReadingPolicy } from '#shared/inspection/examine.ts';
import type { Finding, Lack } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import type { MessageSource } from '#shared/inspection/message-source.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { Binding, WireMessage } from '#shared/wire/message.ts';

/** What the gate of the connection's SP would say to a message. */
export interface GateView {
  /** What it would refuse for, the cause first; empty: nothing that can be seen here. */
  readonly reasons: readonly Finding[];
  /** What else there is to say: the second reader's opinion, and what only the SP's server knows. */
  readonly remarks: readonly Finding[];
}

/**
 * Asks the gate of the connection about a message that was found somewhere, by the policy that a server has for it, at
 * the time when it was received (or `knowledge.at`). Null: there is no connection, the message is not for its SP, or
 * came by a binding that it does not take.
 *
 * Keys that were given beside the connection open what is encrypted as the SP's own would.
 *
 * @param secondOpinion null where there is no other reader, as in a browser
 */
export async function askGate(
  { wire, message, document, index }: InspectedMessage,
  source: MessageSource,
  knowledge: Knowledge,
  secondOpinion: SecondOpinion | null,
): Promise<GateView | null> {
  const { connection, decryptionKeys } = knowledge;
  const arrived = wire === null ? null : asAtGate(wire);
  if (connection === null || arrived === null || message === null || document === null) return null;
  if (!isForSp(message, source.receivedUrl, connection)) return null;
  const now = knowledge.at ?? source.receivedAt;
  const view = await viewOf(arrived, policyFor(arrived, connection, decryptionKeys), connection, now, secondOpinion);
  // Offsets are those of the text that the report shows; the gate may have opened less of it.
  const place = (finding: Finding): Finding => ({
    ...finding,
    message: index,
    range: view.text === document.text ? finding.range : null,
  });
  return { reasons: view.reasons.map(place), remarks: view.remarks.map(place) };
}

/**
 * The message as the SP's server would read it: text that was pasted as the value of a POST parameter, and of a POST no
 * signature beside it (SimpleSign), which no server of ours looks at. Null: it takes none by this binding.
 */
function asAtGate(wire: WireMessage): WireMessage | null {
  if (wire.innerStart != null) return null;
  const binding = AS_AT_GATE[wire.binding];
  if (binding === null) return null;
  return binding === wire.binding ? wire : { ...wire, binding, redirectSignature: null };
}

const AS_AT_GATE: Readonly<Record<Binding, 'redirect' | 'post' | 'soap' | null>> = {
  redirect: 'redirect',
  post: 'post',
  soap: 'soap',
  simplesign: 'post',
  unknown: 'post',
  artifact: null,
  paos: null,
  'ws-federation': null,
};

function policyFor(
  { binding }: WireMessage,
  connection: Connection,
  decryptionKeys: Knowledge['decryptionKeys'],
): ReadingPolicy {
  const policy = gatePolicy(connection, decryptionKeys);
  return binding === 'soap' ? { ...policy, payloadOf: onlySoapMessage } : policy;
}

interface Seen extends GateView {
  /** What the gate read. */
  readonly text: string;
}

async function viewOf(
  wire: WireMessage,
  policy: ReadingPolicy,
  connection: Connection,
  now: number | null,
  secondOpinion: SecondOpinion | null,
): Promise<Seen> {
  const heard: Finding[] = [];
  const listen: SecondOpinion = async (...asked) => {
    const opinion = (await secondOpinion?.(...asked)) ?? [];
    heard.push(...opinion);
    return opinion;
  };
  try {
    const examined = await examine(wire, policy);
    const { document, message } = examined;
    const answer = await decide({ examined, connection, now, requestIds: null, isUsed: null, secondOpinion: listen });
    if (answer.verdict === 'reject')
      return { reasons: answer.reasons.flatMap(asError), remarks: [], text: document.text };
    return { reasons: [], remarks: [...heard, ...notKnown(message, now, secondOpinion)], text: document.text };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { reasons: [gateRefusal('unreadable', 'Response', { reason: error.message })], remarks: [], text: wire.xml };
  }
}

/** A gate refuses what it cannot tell, too; for a report that is two findings: what is unknown, and that it refuses. */
function asError(reason: Finding): readonly Finding[] {
  if (reason.outcome === 'fail') return [{ ...reason, severity: 'error' }];
  const { path, range } = reason;
  return [{ ...gateRefusal('not-told', 'Response', { check: reason.code }), path, range }, reason];
}

/** What only the SP's server can know of a message that it would else take. */
function notKnown(message: SamlMessage, now: number | null, secondOpinion: SecondOpinion | null): readonly Finding[] {
  const isAnswer = 'inResponseTo' in message && message.inResponseTo !== null;
  return [
    ...(message.kind === 'LogoutResponse' ? [] : [toUnknown(message, 'replay', 'server')]),
    ...(isAnswer ? [toUnknown(message, 'request', 'server')] : []),
    ...(secondOpinion === null ? [toUnknown(message, 'second-opinion', 'reader')] : []),
    ...(now === null ? [toUnknown(message, 'time', 'time')] : []),
  ];
}

function toUnknown({ element, kind }: SamlMessage, variant: string, lacks: Lack): Finding {
  return makeFinding({
    code: 'gate-not-known',
    severity: 'info',
    outcome: 'unknown',
    lacks,
    message: 0,
    kind,
    path: `/${element.localName}`,
    range: { start: element.start, end: element.end },
    clause: 'saml-profiles 4.1.4.5',
    variant,
    owner: 'sp',
  });
}
