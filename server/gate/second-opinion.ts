import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import type { CheckedMessage } from '#shared/inspection/checked-message.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { pathOf } from '#shared/xml/navigate.ts';
import { compareReadings } from './compare-readings.ts';
import { type Consumed, readValuesOf } from './read-values.ts';
import { countTags, type SecondReader } from './second-reader.ts';
import { makeSecondReading, type SecondReaderInput, type SecondReading } from './second-reading.ts';
import { findSignedPart, type SignedPart } from './signed-part.ts';

/**
 * The second opinion on a message that our own checks accept. Two things, told apart:
 *
 * - *reading*: another parser reads what is consumed, from the text that its signature covers, and has to find the
 *   same subject, attributes, conditions and sessions. Always, whatever the algorithm. That stops attacks on the
 *   difference between two parsers (CVE-2025-25291, CVE-2025-25292).
 * - *verifying*: node-saml verifies the signature, where it knows the algorithm. Where it does not, that is said,
 *   and refuses only if the connection demands both (`accept.secondOpinion: both`).
 *
 * Both are given nothing of the message that nobody signed. The verification is over the form that was signed, with
 * what is encrypted in it closed; the reading over the opened form. A logout message without any signature, where the
 * connection accepts that by name, has nothing to be read twice.
 *
 * @param assertion the accepted one of a Response; null for logout messages
 * @param readSecond who makes the reading; left out: this thread, however long it takes
 * @returns what refuses (`fail`), what could not be verified (`unknown`), or that all was (`pass`)
 */
export async function secondOpinion(
  subject: CheckedMessage,
  assertion: Assertion | null,
  connection: Connection,
  readSecond: SecondReader = makeSecondReading,
): Promise<readonly Finding[]> {
  const consumed = consumedOf(subject, assertion);
  if (consumed === null || isUnsignedLogout(subject)) return [];
  const signed = cutOut(subject, consumed);
  if (typeof signed === 'string') return [toFinding(subject, 'unread', { expected: null, received: signed })];
  const { input, unable } = signed;
  const size = sizeBeyond(input);
  if (size !== null) return [toFinding(subject, 'too-large', size)];
  const reading = await readSecond(input);
  return [judge(subject, consumed, reading) ?? sayVerified(subject, unable, connection)];
}

function consumedOf({ message }: CheckedMessage, assertion: Assertion | null): Consumed | null {
  return message.kind === 'LogoutRequest' || message.kind === 'LogoutResponse' ? message : assertion;
}

/** Without any: one whose signature is wrong does not come here. */
function isUnsignedLogout({ message, signatures, redirectSignature }: CheckedMessage): boolean {
  return message.kind !== 'Response' && signatures.length === 0 && redirectSignature === null;
}

/** The reason, where it cannot be done: what was opened need not have a canonical form. */
function cutOut(subject: CheckedMessage, consumed: Consumed): SignedPart | string {
  try {
    return findSignedPart(subject, consumed) ?? 'no valid signature covers what is consumed.';
  } catch (error) {
    if (error instanceof WorkbenchError) return error.message;
    throw error;
  }
}

/** What of the two bounds is exceeded; null if neither is. */
function sizeBeyond({ text, signature }: SecondReaderInput): Evidence | null {
  const texts = [text, signature?.kind === 'xml' ? signature.document : ''];
  const chars = Math.max(...texts.map(({ length }) => length));
  if (chars > LIMITS.secondReadingChars) {
    return { expected: `at most ${LIMITS.secondReadingChars} characters`, received: `${chars} characters` };
  }
  const tags = Math.max(...texts.map(countTags));
  if (tags <= LIMITS.secondReadingTags) return null;
  return { expected: `at most ${LIMITS.secondReadingTags} tags`, received: `${tags} tags` };
}

/** What refuses; null if nothing does. */
function judge(subject: CheckedMessage, consumed: Consumed, reading: SecondReading): Finding | null {
  if (!reading.read) return toFinding(subject, 'unread', { expected: null, received: reading.reason });
  const difference = compareReadings(readValuesOf(consumed), reading.facts);
  if (difference !== null) {
    return toFinding(subject, 'differs', { expected: difference.ours, received: difference.theirs });
  }
  return reading.verified === false ? toFinding(subject, 'refused', NOTHING) : null;
}

function sayVerified(subject: CheckedMessage, unable: string | null, { accept }: Connection): Finding {
  if (unable === null) return { ...toFinding(subject, 'verified', NOTHING), ...OPINION, outcome: 'pass' };
  const evidence = { expected: null, received: unable };
  if (accept.secondOpinion === 'both') return toFinding(subject, 'unverified', evidence);
  return { ...toFinding(subject, 'unverified', evidence), ...OPINION, outcome: 'unknown', lacks: 'algorithm' };
}

const OPINION = { code: 'second-opinion', severity: 'info' } as const;

type Evidence = Pick<Finding, 'expected' | 'received'>;

const NOTHING: Evidence = { expected: null, received: null };

function toFinding({ message, index }: CheckedMessage, variant: string, evidence: Evidence): Finding {
  const { element } = message;
  return makeFinding({
    code: 'second-reader',
    severity: 'error',
    message: index,
    kind: message.kind,
    path: pathOf(element),
    range: { start: element.start, end: element.end },
    ...evidence,
    clause: 'saml-core 5.4.1',
    variant,
    owner: 'idp',
  });
}
