import type { DecodingStep } from '#shared/wire/message.ts';

/** What holds a message within a text: one of the forms that are read by themselves too. */
export type PassageKind = 'xml' | 'soap' | 'parameter' | 'url' | 'form';

/** A piece of a text that holds a message, with the escapes of the text around it taken off. */
export interface Passage {
  readonly kind: PassageKind;
  readonly text: string;
  /** Where it was found and what was taken off to get at it; nothing of this is the sender's doing. */
  readonly steps: readonly DecodingStep[];
}
