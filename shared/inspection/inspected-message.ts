import type { WorkbenchError } from '#shared/base/errors.ts';
import type { DecryptionReport } from '#shared/crypto/encryption/encryption.ts';
import type { RedirectSignatureReport, SignatureReport } from '#shared/crypto/signature.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';
import type { Finding } from './finding.ts';

/** One SAML message with everything known about it. Fields are null from where it could not be read any further; `error` says why. */
export interface InspectedMessage {
  readonly index: number;
  readonly exchange: Exchange | null;
  /** Where it was found and how it was decoded, as far as that went: there even when `wire` is null. */
  readonly reading: WireReading;
  readonly wire: WireMessage | null;
  readonly document: XmlDocument | null;
  readonly message: SamlMessage | null;
  readonly signatures: readonly SignatureReport[];
  readonly redirectSignature: RedirectSignatureReport | null;
  /** One for each encrypted part; `document` is the text with those opened that could be. */
  readonly decryptions: readonly DecryptionReport[];
  readonly findings: readonly Finding[];
  readonly error: WorkbenchError | null;
  /** A page or a redirect told the browser to send it; the request that does so was not recorded. */
  readonly announced: boolean;
  /** Of an artifact: the known entity that issued it; null or absent where none of them did. */
  readonly artifactIssuer?: string | null;
}
