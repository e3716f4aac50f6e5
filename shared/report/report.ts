import type { Flow } from '#shared/flows/flow.ts';
import type { InputKind } from '#shared/formats/input-kind.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';

/** What the inspector found out about one input. The panel shows it, `toJsonReport` gives the fixed JSON form of it. */
export interface Report {
  readonly input: { readonly kind: InputKind; readonly exchanges: number };
  readonly messages: readonly InspectedMessage[];
  readonly flows: readonly Flow[];
  /** All findings, failures and unknowns first: the cause first, its consequences after; `pass` last. */
  readonly findings: readonly Finding[];
  /** Every exchange of a recording, SAML or not, in order; absent where the input is none. */
  readonly exchanges?: () => readonly Exchange[];
}
