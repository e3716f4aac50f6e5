import { type SignatureToVerify, verifyWithNodeSaml } from './node-saml.ts';
import type { ReadValue } from './read-values.ts';
import { readWithXmldom } from './read-with-xmldom.ts';

/** What is read a second time. Strings only, so that it can be handed to a thread as it is. */
export interface SecondReaderInput {
  /** The assertion or logout message that is consumed, alone: what its signature covers, opened. */
  readonly text: string;
  /** The signature, over the closed form; null where node-saml cannot verify it. */
  readonly signature: SignatureToVerify | null;
}

/** What came of it. */
export type SecondReading =
  | {
      readonly read: true;
      readonly facts: readonly ReadValue[];
      /** What node-saml says of the signature; null if it was not asked. */
      readonly verified: boolean | null;
    }
  /** It could not be read, or not in time. */
  | { readonly read: false; readonly reason: string };

/** Reads and verifies; what the libraries throw is a reading that failed, in their words. */
export async function makeSecondReading({ text, signature }: SecondReaderInput): Promise<SecondReading> {
  try {
    const facts = readWithXmldom(text);
    return { read: true, facts, verified: signature && (await verifyWithNodeSaml(signature)) };
  } catch (error) {
    return { read: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
