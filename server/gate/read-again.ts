import type { Finding } from '#shared/inspection/finding.ts';
import type { CheckSubject } from '#shared/inspection/subject.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import { lastStage, type OpenedDocument } from '#shared/saml/open-encrypted.ts';
import { escapeAttribute } from '#shared/xml/escape.ts';
import { apexNamespaces } from '#shared/xml/inherit.ts';
import { pathOf } from '#shared/xml/navigate.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';
import { compareReadings, type FirstReading, type ReadingDifference } from './compare-readings.ts';
import type { MessageToDecide } from './message-to-decide.ts';
import type { SecondReading } from './node-saml.ts';
import { readSecond } from './second-reader.ts';

/**
 * Has node-saml read the message as well. Null: it accepts it and read the same; else the finding that refuses.
 * Two kinds are not for it: a LogoutResponse that reports no success, which it always refuses, and a logout
 * message without any signature where the connection accepts that by name.
 */
export async function readAgain(
  { raw, binding, connection, now, requestId }: MessageToDecide,
  subject: CheckSubject,
  assertion: Assertion | null,
  opened: OpenedDocument,
): Promise<Finding | null> {
  const { message } = subject;
  if (message.kind !== 'Response' && message.kind !== 'LogoutRequest' && message.kind !== 'LogoutResponse') return null;
  if (isNotForIt(subject)) return null;
  const asked = requestId === undefined ? undefined : 'inResponseTo' in message ? message.inResponseTo : null;
  const reading = await readSecond({
    kind: message.kind,
    xml: textForSecond(subject, assertion, opened),
    query: binding === 'redirect' ? raw : null,
    connection,
    now,
    requestId: asked,
  });
  return judge(subject, reading, firstReading(subject, assertion));
}

/**
 * The text that node-saml reads. An assertion with a signature of its own is given to it opened, because it knows
 * fewer ways to encrypt than we do. Else a signature is around the closed form, and it has to open that itself.
 */
function textForSecond({ signatures }: CheckSubject, assertion: Assertion | null, opened: OpenedDocument): string {
  const isSignedItself = signatures.some(({ signed, outcome }) => outcome === 'valid' && signed === assertion?.element);
  return textOfRoot((isSignedItself ? lastStage(opened) : opened.stages[0]).document);
}

/**
 * The text of a document; of a message in an envelope its own, with the namespaces that the envelope declares for it.
 * Canonical XML of a signed message stays what it is: it looks at the namespaces in scope, not at where they stand.
 */
function textOfRoot({ text, root }: XmlDocument): string {
  if (root.parent === null) return text;
  const own = new Set(root.declarations.map(({ prefix }) => prefix));
  const inherited = apexNamespaces(root, null)
    .filter(({ prefix, namespace }) => !own.has(prefix) && namespace !== '')
    .map(({ prefix, namespace }) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(namespace)}"`);
  const afterName = root.start + 1 + root.name.length;
  return text.slice(root.start, afterName) + inherited.join('') + text.slice(afterName, root.end);
}

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

function isNotForIt({ message, signatures, redirectSignature }: CheckSubject): boolean {
  if (message.kind === 'Response') return false;
  if (message.kind === 'LogoutResponse' && message.status?.codes[0] !== SUCCESS) return true;
  return signatures.length === 0 && redirectSignature === null;
}

function firstReading({ message }: CheckSubject, assertion: Assertion | null): FirstReading {
  if (message.kind === 'LogoutRequest') return { nameId: message.nameId?.value ?? null, attributes: [] };
  return { nameId: assertion?.subject?.nameId?.value ?? null, attributes: assertion?.attributes ?? [] };
}

function judge(subject: CheckSubject, reading: SecondReading, ours: FirstReading): Finding | null {
  if (!reading.accepted) return toFinding(subject, 'refused', { received: reading.reason });
  const difference = compareReadings(ours, reading);
  return difference && toFinding(subject, 'differs', evidenceOf(difference));
}

function evidenceOf({ what, ours, theirs }: ReadingDifference) {
  return { expected: `${what}: ${ours}`, received: `${what}: ${theirs}` };
}

function toFinding(
  { message, index }: CheckSubject,
  variant: 'refused' | 'differs',
  evidence: { expected?: string; received: string },
): Finding {
  const { element } = message;
  return {
    code: 'second-reader',
    severity: 'error',
    outcome: 'fail',
    message: index,
    path: pathOf(element),
    range: { start: element.start, end: element.end },
    expected: evidence.expected ?? null,
    received: evidence.received,
    clause: 'saml-core 5.4.1',
    variant,
    facts: {},
  };
}
