/** What was seen in one exchange of a flow, and tells how the flow ended. */
export interface FlowEvidence {
  /** Id of the exchange. */
  readonly id: string;
  /** Its place in the recording, in the order of arrival, from 0. */
  readonly exchange: number;
  readonly code: EvidenceCode;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What was seen, by what it speaks for; the words are in `shared/explain/words/evidence.ts`. */
export type EvidenceCode =
  | 'session-cookie'
  | 'session-goes-on'
  | 'sign-out-offered'
  | 'let-in'
  | 'token-given'
  | 'led-to-page'
  | 'answer-taken'
  | 'says-success'
  | 'status-refused'
  | 'http-refused'
  | 'redirect-refused'
  | 'page-refused'
  | 'login-page-refused'
  | 'data-refused'
  | 'unreachable'
  | 'asked-again'
  | 'not-sent'
  | 'waiting'
  | 'no-answer-kept';
