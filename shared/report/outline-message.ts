import { printInstant } from '#shared/base/instant.ts';
import type { RedirectSignatureReport, SignatureReport } from '#shared/crypto/signature.ts';
import { bestCoverage } from '#shared/crypto/what-is-signed.ts';
import { assertionFacts } from '#shared/explain/facts/assertion-facts.ts';
import { certificateFacts } from '#shared/explain/facts/certificate-facts.ts';
import { elementGroup } from '#shared/explain/facts/element-facts.ts';
import { decryptionVerdict, encryptionGroup } from '#shared/explain/facts/encryption-facts.ts';
import { type FactGroup, fact, group } from '#shared/explain/facts/fact.ts';
import { isEncrypted, messageContentOf } from '#shared/explain/facts/message-content.ts';
import { extensionsOf, soapHeadersOf } from '#shared/explain/facts/message-extras.ts';
import { assertionsInClear, messageGroup, personFacts } from '#shared/explain/facts/message-facts.ts';
import { artifactGroup, federationGroup } from '#shared/explain/facts/parameter-facts.ts';
import {
  coverageVerdict,
  parameterSignatureGroup,
  signatureGroup,
  signatureVerdict,
} from '#shared/explain/facts/signature-facts.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { parameterKind } from '#shared/inspection/parameter-message.ts';
import { describeStep } from '#shared/inspection/step-words.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import { factRows, groupSection, type Row, row, type Section, section } from './outline.ts';

/** `Message 2: Response (post)`: messages count from 1 where people read. */
export function messageName({ index, message, reading }: InspectedMessage): string {
  const kind = message?.element.localName ?? parameterKind(reading) ?? `unreadable ${reading.parameter ?? 'message'}`;
  const { label } = BINDINGS[reading.binding];
  return `Message ${index + 1}: ${kind}${label === null ? '' : ` (${label})`}`;
}

/** Everything about one message but its findings: who, to whom, when, status, subject, attributes, signatures, decoding. */
export function outlineMessage(inspected: InspectedMessage): Section {
  const { error, exchange, message, reading } = inspected;
  const receivedAt = exchange?.startedAt ?? null;
  const told = messageGroup(inspected, receivedAt);
  const ownFacts = told?.facts ?? fact('relay-state', reading.wire?.relayState);
  return section(messageName(inspected), {
    tone: error === null ? 'plain' : 'bad',
    rows: [
      ...row('Error', error?.message ?? null, 'bad'),
      ...row('Sent to', exchange === null ? null : `${exchange.method} ${withoutQuery(exchange.url)}`),
      ...row('Received', receivedAt === null ? null : printInstant(receivedAt)),
      ...factRows(ownFacts),
      ...row('Entities', message?.kind === 'Metadata' ? message.entities.map(({ entityId }) => entityId) : null),
      ...(assertionsInClear(message).length === 0 ? [] : factRows(personFacts(inspected))),
      ...attributeRows(inspected),
      ...row('Signature', hasNoSignature(inspected) ? 'none' : null),
      ...row('Encrypted', isClosed(inspected) ? 'yes, in part or whole; what is inside is not shown' : null),
      ...row('Decoded', reading.steps.map(describeStep)),
    ],
    sections: [...groupsOf(inspected, receivedAt).map(groupSection), ...signatureSections(inspected, receivedAt)],
  });
}

function groupsOf(inspected: InspectedMessage, at: number | null): readonly FactGroup[] {
  const { message, reading, artifactIssuer, decryptions } = inspected;
  const parameters = [artifactGroup(reading, artifactIssuer ?? null), federationGroup(reading)];
  return [
    ...parameters.flatMap((each) => each ?? []),
    ...decryptions.map((report) => {
      const closed = encryptionGroup(report);
      return { ...closed, title: `${closed.title}: ${decryptionVerdict(report).word.toLowerCase()}` };
    }),
    ...assertionGroups(inspected, at),
    ...(message === null
      ? []
      : [
          ...(message.kind === 'Other' ? [elementGroup(message.element)] : []),
          ...named('Extensions', extensionsOf(message.element).map(elementGroup)),
          ...named('SOAP headers', soapHeadersOf(message.element).map(elementGroup)),
        ]),
  ];
}

function named(title: string, groups: readonly FactGroup[]): readonly FactGroup[] {
  return groups.length === 0 ? [] : [group(title, [], { groups })];
}

function assertionGroups({ message, signatures }: InspectedMessage, at: number | null): readonly FactGroup[] {
  return assertionsInClear(message).map((assertion, index, all) => {
    const which = all.length === 1 ? 'Assertion' : `Assertion ${index + 1} of ${all.length}`;
    const { word } = coverageVerdict(bestCoverage(assertion.element, signatures));
    return group(`${which}: ${word.toLowerCase()}`, assertionFacts(assertion, message?.issuer?.value ?? null, at));
  });
}

function attributeRows(inspected: InspectedMessage): readonly Row[] {
  return messageContentOf(inspected).attributes.flatMap(({ name, friendlyName, values }) => {
    const label = friendlyName === null ? name : `${name} (${friendlyName})`;
    return row(`Attribute ${label}`, values.length === 0 ? '(no value)' : values);
  });
}

function hasNoSignature({ signatures, redirectSignature, message }: InspectedMessage): boolean {
  return message !== null && signatures.length === 0 && redirectSignature === null;
}

/** Something came encrypted that nobody tried to open. */
function isClosed(inspected: InspectedMessage): boolean {
  return inspected.decryptions.length === 0 && isEncrypted(inspected);
}

function signatureSections(
  { signatures, redirectSignature, reading }: InspectedMessage,
  at: number | null,
): readonly Section[] {
  const inside = signatures.map((report) => signatureSection(report, signatureGroup(report), at));
  if (redirectSignature === null) return inside;
  const told = parameterSignatureGroup(redirectSignature, BINDINGS[reading.binding].signedBeside === 'form');
  return [...inside, signatureSection(redirectSignature, told, at)];
}

/** One signature: whether it holds, what it covers, and which certificate says so. */
export function signatureSection(
  report: SignatureReport | RedirectSignatureReport,
  told: FactGroup,
  at: number | null,
): Section {
  const { certificate } = report;
  const title = `Signature ${told.title.replace(/^On/, 'on')}: ${signatureVerdict(report).word.toLowerCase()}`;
  const facts = certificate === null ? [] : certificateFacts(certificate, at);
  const shown = facts.filter(({ id }) => id === 'subject' || id === 'validity' || id === 'sha256');
  return groupSection({ ...told, title, facts: [...told.facts, ...shown] });
}

function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}
