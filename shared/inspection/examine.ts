import type { DecryptionPolicy } from '#shared/crypto/encryption/decrypt.ts';
import type { DecryptionReport } from '#shared/crypto/encryption/encryption.ts';
import type { DecryptionKey } from '#shared/crypto/encryption/private-key.ts';
import type { RedirectSignatureReport, SignatureReport, TrustedKey } from '#shared/crypto/signature.ts';
import { verifyRedirectSignature } from '#shared/crypto/verify-redirect.ts';
import { lastStage, openEncrypted } from '#shared/saml/encrypted/open-encrypted.ts';
import { verifyStages } from '#shared/saml/encrypted/verify-stages.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';
import type { CheckedMessage } from './checked-message.ts';

/** How a message is read: everything in which inspector, gate and test IdP differ. */
export interface ReadingPolicy {
  /**
   * Where in the document the message stands (the Body of an envelope); left out: it is the root. What this throws
   * refuses the message. `payloadOfOpened` looks once more when encrypted parts were opened.
   */
  readonly payloadOf?: (document: XmlDocument) => XmlDocument;
  readonly payloadOfOpened?: (document: XmlDocument) => XmlDocument;
  readonly decryptionKeys: readonly DecryptionKey[];
  readonly decryption: DecryptionPolicy;
  /** Verifies with the keys of its choice, which may depend on what the message says and on what others came to. */
  readonly verify: (message: SamlMessage, withKeys: VerifyWithKeys) => Promise<Verification>;
}

/** Verifies everything that a message is signed with. */
export type VerifyWithKeys = (keys: readonly TrustedKey[]) => Promise<Verification>;

/** What came of a message's signatures. */
export interface Verification {
  readonly signatures: readonly SignatureReport[];
  /** Null where the binding carried none. */
  readonly redirectSignature: RedirectSignatureReport | null;
}

/** A message that was read and verified; nothing is said of it yet. */
export interface ExaminedMessage extends Verification {
  readonly wire: WireMessage;
  /** With everything opened that could be; its root is the message. */
  readonly document: XmlDocument;
  readonly message: SamlMessage;
  readonly decryptions: readonly DecryptionReport[];
}

/**
 * The one way of a message from its text to what checks look at: parse, open what is encrypted, read, verify.
 * @throws WorkbenchError where the text is no XML or over a limit, and what `policy.payloadOf` throws
 */
export async function examine(wire: WireMessage, policy: ReadingPolicy): Promise<ExaminedMessage> {
  const { payloadOf = itself, payloadOfOpened = itself, decryptionKeys, decryption } = policy;
  const opened = await openEncrypted(payloadOf(parseXml(wire.xml)), decryptionKeys, decryption);
  const document = payloadOfOpened(lastStage(opened).document);
  const message = readMessage(document);
  const verification = await policy.verify(message, async (keys) => ({
    signatures: await verifyStages(opened, keys),
    redirectSignature: wire.redirectSignature && (await verifyRedirectSignature(wire.redirectSignature, keys)),
  }));
  return { wire, document, message, decryptions: opened.reports, ...verification };
}

function itself(document: XmlDocument): XmlDocument {
  return document;
}

/** Where and when a message came, and what went before: nothing of it stands in the message. */
export type Circumstances = Pick<
  CheckedMessage,
  'index' | 'receivedAt' | 'receivedUrl' | 'now' | 'request' | 'requestIds' | 'earlier'
>;

type Examined = Omit<ExaminedMessage, 'wire'> & Pick<CheckedMessage, 'wire'>;

/** What the checks look at. */
export function checkedMessageOf(
  { wire, document, message, signatures, redirectSignature, decryptions }: Examined,
  circumstances: Circumstances,
): CheckedMessage {
  return { wire, document, message, signatures, redirectSignature, decryptions, ...circumstances };
}
