/** Whose line an arrow begins or ends at. */
export interface SequenceLane {
  readonly id: string;
  readonly role: 'browser' | 'sp' | 'idp' | 'other';
  /** `Service provider` */
  readonly title: string;
  /** Its hosts; empty for the browser, and in what is to be given away. */
  readonly hosts: string;
}

/** One thing that went, or should have gone, from one side to another. Every text may hold text from a message. */
export interface SequenceArrow {
  /** Unique in its diagram. */
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'request' | 'answer';
  /** The message that it carried: `Response`; null where it carried none. */
  readonly carries: string | null;
  /** `POST /saml/acs`, `302 Found` */
  readonly label: string;
  /** What the browser, or the network, kept from going on; null where it went. */
  readonly stopped: string | null;
  /** What was seen here that tells how the flow ended, and what did not go along. */
  readonly notes: readonly string[];
  readonly tone: 'bad' | 'warning' | 'plain';
  /** Milliseconds since the epoch; null where nobody knows. */
  readonly at: number | null;
  /** Id of the exchange; null where none was recorded. */
  readonly exchange: string | null;
}

/** A flow as a sequence diagram: who took part, and what went between them, in order. */
export interface Sequence {
  readonly lanes: readonly SequenceLane[];
  readonly arrows: readonly SequenceArrow[];
  /** How many arrows more there were. */
  readonly left: number;
}
