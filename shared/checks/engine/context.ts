import type { CheckedMessage, Receiver } from '#shared/inspection/checked-message.ts';
import { type Expectations, expectationsOf } from '#shared/inspection/expectations.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { type PartyMetadata, partyMetadataOf } from '#shared/inspection/party-metadata.ts';
import type { Assertion, Attribute } from '#shared/saml/assertion.ts';
import { assertionsOf } from '#shared/saml/assertions-of.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { CheckMemo } from './memo.ts';
import { type DocumentScan, scanDocument } from './scan-document.ts';

/** What a check's function is given. */
export interface CheckContext {
  readonly subject: CheckedMessage;
  readonly knowledge: Knowledge;
  readonly receiver: Receiver;
  /** Who should have sent what to whom, as far as anybody knows. */
  readonly expected: Expectations;
  /** The assertions that a reader would consume: those of the Response itself, or the document. */
  readonly assertions: readonly Assertion[];
  /** All attributes of these, in order. */
  readonly attributes: readonly Attribute[];
  /** The metadata of the two parties, where it was given. */
  readonly parties: PartyMetadata;
  readonly scan: DocumentScan;
  readonly memo: CheckMemo;
}

/**
 * Puts together what checks need, once for each message. `receiver` is `sp` at a gate, which takes nothing from the
 * trace on trust.
 */
export function createContext(subject: CheckedMessage, knowledge: Knowledge, receiver: Receiver): CheckContext {
  const expected = expectationsOf(subject, knowledge, receiver);
  const assertions = assertionsOf(subject.message);
  return {
    subject,
    knowledge,
    receiver,
    expected,
    assertions,
    attributes: assertions.flatMap(({ attributes }) => attributes),
    parties: partyMetadataOf(subject.message, knowledge, expected),
    scan: scanDocument(subject.document),
    memo: { usedCertificates: null, bearerData: null, metadataCertificates: null },
  };
}

/** What has a head of its own: the message unless it is a bare assertion, and its assertions. */
export function headsOf({ subject: { message }, assertions }: CheckContext): readonly (SamlMessage | Assertion)[] {
  return message.kind === 'Assertion' || message.kind === 'Assertion11' ? assertions : [message, ...assertions];
}
