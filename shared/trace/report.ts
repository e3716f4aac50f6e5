import type { WorkbenchError } from '#shared/base/errors.ts';
import type { Finding } from '#shared/checks/finding.ts';
import type { RedirectSignatureReport, SignatureReport } from '#shared/crypto/signature.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { WireMessage } from '#shared/wire/message.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';
import type { Exchange } from './exchange.ts';

/** What the inspector found out about one input. The panel shows it, `toJsonReport` gives the fixed JSON form of it. */
export interface Report {
  readonly input: { readonly kind: InputKind; readonly exchanges: number };
  readonly messages: readonly InspectedMessage[];
  readonly flows: readonly Flow[];
  /** All findings, failures and unknowns first: the cause first, its consequences after; `pass` last. */
  readonly findings: readonly Finding[];
}

export type InputKind = 'xml' | 'parameter' | 'url' | 'form' | 'html' | 'har' | 'saml-tracer' | 'trace' | 'soap';

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
  readonly findings: readonly Finding[];
  readonly error: WorkbenchError | null;
}

/** The messages of one login or logout, joined by ID and InResponseTo. */
export interface Flow {
  /** Stable while the trace grows. */
  readonly id: string;
  readonly kind: 'login' | 'logout';
  readonly outcome: 'succeeded' | 'failed' | 'incomplete';
  readonly initiator: 'sp' | 'idp';
  /** Indexes into `Report.messages`, in order of time. */
  readonly messages: readonly number[];
  /** The first finding that explains a failure. */
  readonly cause: Finding | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}
