import type { ParameterCarrier } from '#shared/wire/read-parameters.ts';
import type { RedactedKind } from './kinds.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import type { Random } from './random.ts';

/** A name and a value: a parameter, a header, a field. */
export interface NameAndValue {
  readonly name: string;
  readonly value: string;
}

/**
 * All that the parts of the redaction need of each other. Every method gives for one text the same answer throughout one
 * pass, so that what was equal stays equal and flows still join.
 */
export interface Redactor {
  readonly pseudonyms: Pseudonyms;
  readonly random: Random;
  /** A value that may name somebody or something: another one of the same form. White space around it stays. */
  value(text: string, kind: RedactedKind): string;
  /** A text that stays, but for whatever in it was an original elsewhere or looks like one. */
  kept(text: string): string;
  /** An absolute or relative URL: host and values replaced, parameter names kept, and the path too unless told otherwise. */
  url(text: string, path: 'kept' | 'replaced'): string;
  /** A host name or IP address, without port. */
  host(text: string): string;
  /** Base64 that is no text: other base64 of the same form. */
  base64(text: string, kind: RedactedKind): string;
  /** A signature value in base64: one that is known as redacted. */
  signatureValue(text: string): string;
  /** An X.509 certificate in base64: names, keys and numbers in it replaced, its times kept. */
  certificate(text: string): string;
  /** A query or form body, without `?`, messages in it read, redacted and encoded again. */
  query(text: string, carrier: ParameterCarrier): string;
  /** The same for parameters that are decoded. */
  parameters(pairs: readonly NameAndValue[]): readonly NameAndValue[];
  /** XML text. @throws WorkbenchError where it is no XML */
  xml(text: string): string;
  /** Remembers a part of an original, so that `kept` finds it elsewhere. */
  note(text: string, kind: RedactedKind): void;
  /** Counts a replacement for the receipt. */
  count(kind: RedactedKind): void;
}
