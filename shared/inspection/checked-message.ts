import type { DecryptionReport } from '#shared/crypto/encryption/encryption.ts';
import type { RedirectSignatureReport, SignatureReport } from '#shared/crypto/signature.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';

/** What a check sees of one message and of what happened around it. Times are milliseconds since the epoch. */
export interface CheckedMessage {
  /** Index of the message in its report. */
  readonly index: number;
  readonly wire: WireMessage | null;
  readonly document: XmlDocument;
  readonly message: SamlMessage;
  readonly signatures: readonly SignatureReport[];
  readonly redirectSignature: RedirectSignatureReport | null;
  /** What came of each encrypted part; `document` has those opened that could be. Absent where nobody tried. */
  readonly decryptions?: readonly DecryptionReport[];
  readonly receivedAt: number | null;
  /** The URL that the message was sent to, with its query exactly as it was. */
  readonly receivedUrl: string | null;
  /** The moment to judge times at: `knowledge.at`, else `receivedAt`; null: nobody knows, and time checks say `unknown`. */
  readonly now: number | null;
  /** The message that InResponseTo names, if the trace or the server has it. */
  readonly request: SamlMessage | null;
  /** IDs of the requests that the receiver waits for an answer to; null or absent where nobody knows (a trace, a file). */
  readonly requestIds?: readonly string[] | null;
  /** What went before, in order, for replays and for what a login said. */
  readonly earlier: readonly EarlierMessage[];
}

/** A message that was there before. */
export interface EarlierMessage {
  readonly message: SamlMessage;
  readonly receivedAt: number | null;
}

/** Who reads the message: an SP at its gate, or (null) an inspector who watches from outside. */
export type Receiver = 'sp' | null;
