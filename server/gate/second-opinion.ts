import { encodeBase64 } from '#shared/base/base64.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { printPem } from '#shared/crypto/pem.ts';
import type { SignatureReport } from '#shared/crypto/signature.ts';
import { coveredText, signedTextOf } from '#shared/crypto/signed-text.ts';
import { coveringReport } from '#shared/crypto/what-is-signed.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { CheckSubject } from '#shared/inspection/subject.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection.ts';
import { pathOf } from '#shared/xml/navigate.ts';
import { cannotVerify, cannotVerifyQuery } from './cannot-verify.ts';
import { compareReadings } from './compare-readings.ts';
import { type Consumed, factsOf } from './facts.ts';
import type { SignatureToVerify } from './node-saml.ts';
import { countTags, type SecondReader } from './second-reader.ts';
import { makeSecondReading, type SecondReaderInput, type SecondReading } from './second-reading.ts';

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
  subject: CheckSubject,
  assertion: Assertion | null,
  connection: Connection,
  readSecond: SecondReader = makeSecondReading,
): Promise<readonly Finding[]> {
  const consumed = consumedOf(subject, assertion);
  const signed = consumed && findSigned(subject, consumed);
  if (consumed === null || signed === null) return [];
  const { input, unable } = signed;
  const size = sizeBeyond(input);
  if (size !== null) return [toFinding(subject, 'too-large', size)];
  const reading = await readSecond(input);
  return [judge(subject, consumed, reading) ?? sayVerified(subject, unable, connection)];
}

function consumedOf({ message }: CheckSubject, assertion: Assertion | null): Consumed | null {
  return message.kind === 'LogoutRequest' || message.kind === 'LogoutResponse' ? message : assertion;
}

/** What there is to read and to verify, and the algorithm for which node-saml is not asked to. */
interface Signed {
  readonly input: SecondReaderInput;
  readonly unable: string | null;
}

/** Of several signatures around what is consumed the innermost that node-saml can verify, else the innermost. */
function findSigned(subject: CheckSubject, consumed: Consumed): Signed | null {
  const query = signedByQuery(subject);
  if (query !== null) return query;
  const all = subject.signatures
    .filter((report) => coveringReport(consumed.element, [report]) !== null)
    .flatMap((report) => signedByXml(report, consumed) ?? [])
    .reverse();
  return all.find(({ unable }) => unable === null) ?? all[0] ?? null;
}

function signedByXml(report: SignatureReport, { element }: Consumed): Signed | null {
  const text = coveredText(report, element);
  const signed = signedTextOf(report);
  if (text === null || signed === null || report.certificate === null) return null;
  const { document, digested, methods } = signed;
  const unable = cannotVerify(methods);
  const certificate = pemOf(report.certificate.der);
  return {
    input: { text, signature: unable === null ? { kind: 'xml', document, digested, certificate } : null },
    unable,
  };
}

/** The signature is over the octets of the query, so that the text is read as it came, with what was encrypted opened. */
function signedByQuery({ wire, redirectSignature, document }: CheckSubject): Signed | null {
  const parts = wire?.redirectSignature ?? null;
  const certificate = redirectSignature?.outcome === 'valid' ? redirectSignature.certificate : null;
  if (parts === null || certificate === null) return null;
  const { signedText, algorithm } = parts;
  const unable = cannotVerifyQuery(algorithm);
  const signature: SignatureToVerify = {
    kind: 'redirect',
    signedText,
    algorithm,
    signature: encodeBase64(parts.signature),
    certificate: pemOf(certificate.der),
  };
  return { input: { text: document.text, signature: unable === null ? signature : null }, unable };
}

function pemOf(der: Uint8Array<ArrayBuffer>): string {
  return printPem('CERTIFICATE', encodeBase64(der));
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
function judge(subject: CheckSubject, consumed: Consumed, reading: SecondReading): Finding | null {
  if (!reading.read) return toFinding(subject, 'unread', { expected: null, received: reading.reason });
  const difference = compareReadings(factsOf(consumed), reading.facts);
  if (difference !== null) {
    return toFinding(subject, 'differs', { expected: difference.ours, received: difference.theirs });
  }
  return reading.verified === false ? toFinding(subject, 'refused', NOTHING) : null;
}

function sayVerified(subject: CheckSubject, unable: string | null, { accept }: Connection): Finding {
  if (unable === null) return { ...toFinding(subject, 'verified', NOTHING), ...OPINION, outcome: 'pass' };
  const evidence = { expected: null, received: unable };
  if (accept.secondOpinion === 'both') return toFinding(subject, 'unverified', evidence);
  return { ...toFinding(subject, 'unverified', evidence), ...OPINION, outcome: 'unknown' };
}

const OPINION = { code: 'second-opinion', severity: 'info' } as const;

type Evidence = Pick<Finding, 'expected' | 'received'>;

const NOTHING: Evidence = { expected: null, received: null };

function toFinding({ message, index }: CheckSubject, variant: string, evidence: Evidence): Finding {
  const { element } = message;
  return {
    code: 'second-reader',
    severity: 'error',
    outcome: 'fail',
    message: index,
    path: pathOf(element),
    range: { start: element.start, end: element.end },
    ...evidence,
    clause: 'saml-core 5.4.1',
    variant,
    facts: {},
  };
}
