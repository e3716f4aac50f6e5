import { WorkbenchError } from '#shared/base/errors.ts';
import { createContext } from '#shared/checks/engine/context.ts';
import { runChecks } from '#shared/checks/run-checks.ts';
import type { DecryptionPolicy } from '#shared/crypto/encryption/decrypt.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
import { isForSp } from '#shared/gate/is-for-sp.ts';
import { checkedMessageOf, examine, type Verification, type VerifyWithKeys } from '#shared/inspection/examine.ts';
import { isFromIdp } from '#shared/inspection/expectations.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { History } from '#shared/inspection/history.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import type { MessageSource } from '#shared/inspection/message-source.ts';
import { payloadOf } from '#shared/inspection/payload.ts';
import { keysFor } from '#shared/inspection/trust.ts';
import { findArtifactIssuer } from '#shared/saml/artifact-issuer.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';

/**
 * Reads and verifies one message: parse, signatures, model. What stops it on the way is kept in `error`, never thrown;
 * anything but a `WorkbenchError` is a defect of ours and is thrown. The checks come after, by `withFindings`.
 */
export async function inspectMessage(
  source: MessageSource,
  index: number,
  history: History,
  knowledge: Knowledge,
): Promise<InspectedMessage> {
  const { reading, exchange } = source;
  const { wire, error } = reading;
  const unread: InspectedMessage = { ...EMPTY, index, exchange, reading, wire, error, announced: source.announced };
  if (wire === null) return { ...unread, artifactIssuer: await artifactIssuer(reading, knowledge) };
  try {
    const examined = await examine(wire, {
      payloadOf: (document) => payloadOf(document, wire.innerStart ?? null),
      payloadOfOpened: payloadOf,
      decryptionKeys: knowledge.decryptionKeys ?? [],
      decryption: INSPECTOR_POLICY,
      verify: (message, withKeys) => verifyByIssuer(message, withKeys, source, history, knowledge),
    });
    const { document, message, signatures, redirectSignature, decryptions } = examined;
    return { ...unread, document, message, signatures, redirectSignature, decryptions };
  } catch (fault) {
    if (fault instanceof WorkbenchError) return { ...unread, error: fault };
    throw fault;
  }
}

/** An artifact names its issuer by a hash only. */
async function artifactIssuer({ artifact }: WireReading, knowledge: Knowledge): Promise<string | null> {
  if (!artifact?.sourceId) return null;
  const { connection, entities } = knowledge;
  const connected = connection === null ? [] : [connection.idp.entityId, connection.sp.entityId];
  return await findArtifactIssuer(artifact.sourceId, [...connected, ...entities.map(({ entityId }) => entityId)]);
}

const EMPTY = {
  document: null,
  message: null,
  signatures: [],
  redirectSignature: null,
  decryptions: [],
  findings: [],
} as const;

/** The key is the user's own, on the user's machine: nobody can ask again and again what it opens. */
const INSPECTOR_POLICY: DecryptionPolicy = { rsa15: true };

/**
 * Verifies with the keys of whom the message says it is from. Where these do not fit, other keys count only if one of
 * them does: the signature is then sound, and the checks say whose key it is. Where a recorded message of an SP fits
 * none but pasted certificates were there to try, those were meant for the other side: nobody vouches for this one.
 */
async function verifyByIssuer(
  message: SamlMessage,
  withKeys: VerifyWithKeys,
  source: MessageSource,
  history: History,
  knowledge: Knowledge,
): Promise<Verification> {
  const own = keysFor(message, knowledge.keys);
  const first = await withKeys(own);
  if (isSettled(first)) return first;
  const other = otherKeys(message, knowledge, own);
  const second = other.length === 0 ? first : await withKeys(other);
  if (second !== first && (isSettled(second) || isForOwnGate(message, source, knowledge))) return second;
  return source.exchange !== null && areOthersKeys(message, own, history) ? await withKeys([]) : first;
}

/** The gate of a connection has its IdP's keys and no others, whoever a message says it is from. */
function isForOwnGate(message: SamlMessage, { receivedUrl }: MessageSource, { connection }: Knowledge): boolean {
  return connection !== null && isForSp(message, receivedUrl, connection);
}

/** Whether other keys cannot change anything: nothing is signed, or every signature is verified. */
function isSettled({ signatures, redirectSignature }: Verification): boolean {
  const reports = redirectSignature === null ? signatures : [...signatures, redirectSignature];
  return reports.every(({ outcome }) => outcome === 'valid');
}

/** As many keys of other entities are tried: an aggregate has thousands. */
const MAX_OTHER_KEYS = 16;

/** The keys of the IdPs that are known, where a response names one that is not. */
function otherKeys(message: SamlMessage, knowledge: Knowledge, own: readonly TrustedKey[]): readonly TrustedKey[] {
  if (!isFromIdp(message) || own.some(({ entityId }) => entityId !== null)) return [];
  const idps = new Set(knowledge.entities.filter(({ idp }) => idp !== null).map(({ entityId }) => entityId));
  if (knowledge.connection !== null) idps.add(knowledge.connection.idp.entityId);
  return knowledge.keys.filter(({ entityId }) => entityId !== null && idps.has(entityId)).slice(0, MAX_OTHER_KEYS);
}

/** In a recording a pasted certificate is usually the IdP's, and says nothing about what the SP signed. */
function areOthersKeys(message: SamlMessage, own: readonly TrustedKey[], history: History): boolean {
  const isTheirs = isFromIdp(message) || history.isIdp(message.issuer?.value ?? '');
  return !isTheirs && own.length > 0 && own.every(({ entityId }) => entityId === null);
}

/**
 * The message with the findings of every check, in the light of what went before. A message that could not be read
 * has one finding, which says so; one that is all parameters, such as an artifact, has none.
 */
export function withFindings(
  inspected: InspectedMessage,
  source: MessageSource,
  history: History,
  knowledge: Knowledge,
): InspectedMessage {
  const { document, error, message } = inspected;
  if (document === null || message === null) {
    return { ...inspected, findings: error === null ? [] : [unreadable(inspected)] };
  }
  const answers = answeredId(message);
  const subject = checkedMessageOf(
    { ...inspected, document, message },
    {
      index: inspected.index,
      receivedAt: source.receivedAt,
      receivedUrl: source.receivedUrl,
      now: knowledge.at ?? source.receivedAt ?? (message.kind === 'Metadata' ? (knowledge.today ?? null) : null),
      request: answers === null ? null : history.requestById(answers),
      requestIds: null,
      earlier: history.earlierFor(message, inspected.index),
    },
  );
  const findings = runChecks(createContext(subject, knowledge, null));
  return {
    ...inspected,
    findings: inspected.exchange !== null && isForeign(inspected) ? [foreign(inspected)] : findings,
  };
}

/**
 * Whether a message is XML of something else altogether. What names SAML or metadata somewhere may be one that was spoilt, or
 * an extension with a namespace of its own.
 */
export function isForeign({ message, wire }: InspectedMessage): boolean {
  return message?.kind === 'Other' && !/saml|metadata|ws-trust|xmldsig/i.test(wire?.xml ?? '');
}

function foreign({ index, message, reading }: InspectedMessage): Finding {
  const root = message?.element.localName ?? '';
  return makeFinding({
    ...{
      code: 'message-unreadable',
      severity: 'error',
      message: index,
      kind: 'Other',
      path: `/${root}`,
      variant: 'other',
    },
    ...{ owner: reading.parameter === 'SAMLRequest' ? 'sp' : 'idp', clause: 'saml-core 3', received: root },
    facts: { root, parameter: reading.parameter ?? 'a message' },
  });
}

function unreadable({ index, error, wire, exchange, reading }: InspectedMessage): Finding {
  const owner = exchange === null ? 'user' : reading.parameter === 'SAMLRequest' ? 'sp' : 'idp';
  const about = {
    code: 'message-unreadable',
    severity: 'error',
    message: index,
    kind: null,
    path: '/',
    owner,
  } as const;
  const facts = { reason: error?.message ?? '' };
  if (wire === null || error === null) {
    return makeFinding({ ...about, clause: 'saml-bindings 3.4, 3.5', variant: 'fail', facts });
  }
  // What a copy or a proxy cut off does not end like this.
  const isMalformed = exchange !== null && error.code === 'xml-not-well-formed' && wire.xml.trimEnd().endsWith('>');
  const evidence = isMalformed
    ? { variant: 'malformed', received: excerpt(wire, error) }
    : { variant: 'fail', received: null };
  return makeFinding({ ...about, clause: 'saml-core 1.2', ...evidence, facts });
}

/** Characters around a fault that show where it is. */
const EXCERPT = 30;

function excerpt({ xml }: WireMessage, { facts }: WorkbenchError): string {
  const at = Number(facts['position'] ?? 0);
  return xml.slice(Math.max(0, at - EXCERPT), at + EXCERPT);
}

/** The ID of the message that this one answers; null where it answers none. */
export function answeredId(message: SamlMessage | null): string | null {
  return message !== null && 'inResponseTo' in message ? message.inResponseTo : null;
}
