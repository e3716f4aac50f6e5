import { createContext } from '#shared/checks/engine/context.ts';
import { runChecks } from '#shared/checks/run-checks.ts';
import type { DecryptionReport } from '#shared/crypto/encryption/encryption.ts';
import type { RedirectSignatureReport } from '#shared/crypto/signature.ts';
import { decide, type GateAnswer } from '#shared/gate/decide.ts';
import { gatePolicy } from '#shared/gate/gate-policy.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { CheckedMessage, Receiver } from '#shared/inspection/checked-message.ts';
import { checkedMessageOf, type ExaminedMessage, examine, type ReadingPolicy } from '#shared/inspection/examine.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { payloadOf } from '#shared/inspection/payload.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import type { Binding, DecodingStep, WireMessage } from '#shared/wire/message.ts';
import type { TextOrigin } from '#shared/wire/text-origin.ts';
import { childElements } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';
import type { Signer } from '#test/fixtures/signer.ts';
import { connectionOf, type Keys, NOW, testKeys } from './kit.ts';
import { change, RESPONSE } from './messages.ts';

type Change = readonly [from: string | RegExp, to: string];

/** A message and all around it. What is left out is as in a healthy login that the SP's own gate sees. */
export interface Situation {
  readonly xml?: string;
  /** Done before signing. */
  readonly changes?: readonly Change[];
  /** IDs to sign, in this order, with `signer`; by default the assertion and then the response. */
  readonly sign?: readonly string[];
  readonly signer?: (keys: Keys) => Signer;
  readonly algorithm?: string;
  readonly embed?: boolean;
  /** Done after signing. */
  readonly tampering?: readonly Change[] | ((keys: Keys) => readonly Change[]);
  /** `undefined`: the connection; null: none. */
  readonly connection?: ((keys: Keys) => Connection | null) | null;
  readonly metadata?: (keys: Keys) => readonly string[];
  readonly pasted?: (keys: Keys) => readonly string[];
  readonly now?: number | null;
  readonly binding?: Binding;
  readonly receivedUrl?: string | null;
  readonly relayState?: string | null;
  readonly steps?: readonly DecodingStep[];
  readonly origin?: TextOrigin;
  readonly request?: string | null;
  readonly requestIds?: readonly string[] | null;
  readonly earlier?: readonly string[];
  readonly redirect?: (keys: Keys) => RedirectSignatureReport;
  readonly receiver?: Receiver;
  /** What came of the encrypted parts: of each EncryptedAssertion this reason. */
  readonly decrypted?: readonly DecryptionReport['reason'][];
  /** Prefixes that are declared around what was opened only. */
  readonly borrowed?: readonly string[];
  /** Algorithms that were found there, as URIs. */
  readonly content?: string;
  readonly transport?: string;
}

/** Makes the message, signs it for real, verifies it, and gathers what is known. */
export async function situate(situation: Situation): Promise<{ subject: CheckedMessage; knowledge: Knowledge }> {
  const keys = await testKeys();
  const knowledge = await knowledgeOf(situation, keys);
  const examined = await examineIn(situation, keys, {
    decryptionKeys: [],
    decryption: { rsa15: false },
    verify: (_, withKeys) => withKeys(knowledge.keys),
  });
  const now = situation.now === undefined ? NOW : situation.now;
  const read = (text: string): SamlMessage => readMessage(parseXml(text));
  const subject = checkedMessageOf(examined, {
    index: 0,
    receivedAt: now,
    receivedUrl: situation.receivedUrl ?? null,
    now,
    request: situation.request == null ? null : read(situation.request),
    requestIds: requestIdsOf(situation),
    earlier: (situation.earlier ?? []).map((text) => ({ message: read(text), receivedAt: null })),
  });
  return { subject, knowledge };
}

/** The text of the situation's message, its connection and the time. */
export async function arrivalIn(
  situation: Situation,
): Promise<{ readonly xml: string; readonly connection: Connection; readonly now: number }> {
  const keys = await testKeys();
  const connection = situation.connection?.(keys) ?? connectionOf(keys.idp);
  return { xml: await makeXml(situation, keys), connection, now: situation.now ?? NOW };
}

/** What the gate of the situation's connection says of the message, with nobody else to read it. */
export async function decideIn(situation: Situation): Promise<GateAnswer> {
  const keys = await testKeys();
  const connection = situation.connection?.(keys) ?? connectionOf(keys.idp);
  const examined = await examineIn(situation, keys, gatePolicy(connection));
  const now = situation.now === undefined ? NOW : situation.now;
  const requestIds = requestIdsOf(situation);
  return await decide({ examined, connection, now, requestIds, isUsed: null, secondOpinion: null });
}

/** A signature of the binding and what came of encrypted parts are as the situation says. */
async function examineIn(situation: Situation, keys: Keys, policy: ReadingPolicy): Promise<ExaminedMessage> {
  const examined = await examine(wireOf(situation, await makeXml(situation, keys)), { payloadOf, ...policy });
  const decryptions = (situation.decrypted ?? []).map((reason) => decryptionOf(examined.document, reason, situation));
  return { ...examined, redirectSignature: situation.redirect?.(keys) ?? null, decryptions };
}

function requestIdsOf({ requestIds }: Situation): readonly string[] | null {
  return requestIds === undefined ? ['_request', '_logout'] : requestIds;
}

function decryptionOf(
  document: XmlDocument,
  reason: DecryptionReport['reason'],
  { content, transport, borrowed = [] }: Situation,
): DecryptionReport {
  const [element = document.root] = childElements(document.root, undefined, 'EncryptedAssertion');
  const oaep = { digest: 'SHA-256', mask: 'SHA-1' } as const;
  return {
    element,
    contentAlgorithm: content ?? 'urn:x#aes256-gcm',
    transportAlgorithm: transport ?? 'urn:x#rsa-oaep',
    oaep,
    xml: null,
    reason,
    borrowed,
  };
}

/** Every finding of the situation. */
export async function findingsIn(situation: Situation): Promise<readonly Finding[]> {
  const { subject, knowledge } = await situate(situation);
  return runChecks(createContext(subject, knowledge, situation.receiver ?? null));
}

async function makeXml(situation: Situation, keys: Keys): Promise<string> {
  const { xml = RESPONSE, changes = [], tampering = [], embed, algorithm } = situation;
  const signer = situation.signer?.(keys) ?? keys.idp;
  let text = changes.reduce((before, [from, to]) => change(before, from, to), xml);
  for (const id of situation.sign ?? defaultIds(text)) {
    text = await signer.sign(text, id, {
      ...(embed === undefined ? {} : { embed }),
      ...(algorithm === undefined ? {} : { algorithm }),
    });
  }
  const after = typeof tampering === 'function' ? tampering(keys) : tampering;
  return after.reduce((before, [from, to]) => change(before, from, to), text);
}

function defaultIds(xml: string): readonly string[] {
  return ['_assertion', '_response', '_logout', '_answer'].filter((id) => xml.includes(` ID="${id}"`));
}

async function knowledgeOf(situation: Situation, keys: Keys): Promise<Knowledge> {
  const connection =
    situation.connection === undefined ? connectionOf(keys.idp) : (situation.connection?.(keys) ?? null);
  return knowledgeFrom({
    connection,
    metadataTexts: situation.metadata?.(keys) ?? [],
    certificatePems: situation.pasted?.(keys) ?? [],
    at: situation.now === undefined ? NOW : situation.now,
  });
}

function wireOf({ binding = 'post', relayState = null, steps = [], origin }: Situation, xml: string): WireMessage {
  return { binding, parameter: null, xml, steps, origin: origin ?? null, relayState, redirectSignature: null };
}
