/** A text that the user wants to be there the next time. */
export interface KeptText {
  /** Where it came from, in the user's terms. */
  readonly origin: string;
  readonly text: string;
}
