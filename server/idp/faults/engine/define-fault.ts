import type { FindingCode } from '#shared/inspection/finding-code.ts';
import type { ResponseDraft } from '#shared/saml/write/write-response.ts';
import type { SignableResponse } from './signable-response.ts';

/** One way in which the test identity provider can misbehave: data, and one function. One file each, named by its code. */
export type Fault = DraftFault | SignatureFault;

/** What the catalogue says of every fault. */
interface FaultHead {
  /** Stable, kebab-case, named for what is wrong. */
  readonly code: string;
  /** The clause that it breaks, or that allows it where it is to be accepted: `saml-core 2.5.1.4`. */
  readonly clause: string;
  /** A short sentence; no two are alike. */
  readonly title: string;
  /** What the response says or lacks, and why a service provider should care, in a sentence or two. */
  readonly does: string;
  /** What a sound service provider does with it. */
  readonly expected: 'refuse' | 'accept';
  /** What a good inspector shows first. */
  readonly finding: FindingCode;
}

/** The response says something else than it should; everything after that is sound, its signatures included. */
export interface DraftFault extends FaultHead {
  readonly stage: 'draft';
  /** Gives the draft that is written and signed in place of the healthy one. */
  readonly change: (draft: ResponseDraft) => ResponseDraft;
}

/** The response says what it should; how it is signed is wrong, or unusual. */
export interface SignatureFault extends FaultHead {
  readonly stage: 'signature';
  /** Gives the XML text that is sent. */
  readonly sign: (response: SignableResponse) => Promise<string>;
}

/** The compiler holds the change to its stage. */
export function defineFault(fault: Fault): Fault {
  return fault;
}
