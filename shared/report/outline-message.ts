import { printInstant } from '#shared/base/instant.ts';
import { contentOf, isEncrypted } from '#shared/explain/message-content.ts';
import { factsOf } from '#shared/explain/message-facts.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { parameterKind, relayStateOf } from '#shared/inspection/parameter-message.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { isSuccess } from '#shared/saml/status-names.ts';
import type { NameIdentifier } from '#shared/saml/values.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import { describeStep } from '#shared/wire/step-words.ts';
import { type Row, row, type Section, section } from './outline.ts';
import { shortUri, signatureLines } from './signature-line.ts';

/** `Message 2: Response (post)`: messages count from 1 where people read. */
export function messageName({ index, message, reading }: InspectedMessage): string {
  const kind = message?.element.localName ?? parameterKind(reading) ?? `unreadable ${reading.parameter ?? 'message'}`;
  const { label } = BINDINGS[reading.binding];
  return `Message ${index + 1}: ${kind}${label === null ? '' : ` (${label})`}`;
}

/** Everything about one message but its findings: who, to whom, when, status, subject, attributes, signatures, decoding. */
export function outlineMessage(inspected: InspectedMessage): Section {
  const { error, exchange, message, reading } = inspected;
  return section(messageName(inspected), {
    tone: error === null ? 'plain' : 'bad',
    rows: [
      ...row('error', error?.message ?? null, 'bad'),
      ...(message === null ? [] : headRows(message)),
      ...row('sent to', exchange === null ? null : `${exchange.method} ${withoutQuery(exchange.url)}`),
      ...row('received', exchange?.startedAt == null ? null : printInstant(exchange.startedAt)),
      ...row('relay state', relayStateOf(reading)),
      ...(message === null ? [] : statusRows(message)),
      ...contentRows(inspected),
      ...factsOf(inspected).flatMap(({ name, values }) => row(name, values)),
      ...signatureRows(inspected),
      ...row('encrypted', isEncrypted(inspected) ? 'yes, in part or whole; what is inside is not shown' : null),
      ...row('decoded', reading.steps.map(describeStep)),
    ],
  });
}

function headRows(message: SamlMessage): readonly Row[] {
  return [
    ...row('from', message.issuer?.value ?? null),
    ...row('to', message.destination),
    ...row('issued', message.issueInstant?.text ?? null),
    ...row('id', message.id),
    ...row('answers', 'inResponseTo' in message ? message.inResponseTo : null),
    ...row('entities', message.kind === 'Metadata' ? message.entities.map(({ entityId }) => entityId) : null),
  ];
}

function statusRows(message: SamlMessage): readonly Row[] {
  if (!('status' in message) || message.status === null) return [];
  const { codes, message: words, detail } = message.status;
  const good = codes.length === 1 && isSuccess(message.status);
  const names = codes.map(shortUri).join(' / ');
  return [...row('status', names, good ? 'good' : 'bad'), ...row('says', words), ...row('detail', detail)];
}

function contentRows(inspected: InspectedMessage): readonly Row[] {
  const { nameId, sessionIndexes, attributes } = contentOf(inspected);
  return [
    ...row('subject', nameId === null ? null : nameIdLine(nameId)),
    ...row('session', sessionIndexes),
    ...attributes.flatMap(({ name, friendlyName, values }) => {
      const label = friendlyName === null ? name : `${name} (${friendlyName})`;
      return row(`attribute ${label}`, values.length === 0 ? '(no value)' : values);
    }),
  ];
}

function nameIdLine({ value, format, nameQualifier, spNameQualifier }: NameIdentifier): string {
  const parts = [
    ...(format === null ? [] : [shortUri(format)]),
    ...(nameQualifier === null ? [] : [`qualifier ${nameQualifier}`]),
    ...(spNameQualifier === null ? [] : [`for ${spNameQualifier}`]),
  ];
  return parts.length === 0 ? value : `${value} (${parts.join(', ')})`;
}

function signatureRows({ signatures, reading, redirectSignature, message }: InspectedMessage): readonly Row[] {
  const all = signatures.map((report) => signatureLines(report.on, report));
  if (redirectSignature !== null) {
    all.push(signatureLines(BINDINGS[reading.binding].signedBeside, redirectSignature));
  }
  if (all.length === 0) return message === null ? [] : row('signature', 'none');
  return all.flatMap(({ lines, tone }) => row('signature', lines, tone));
}

function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}
