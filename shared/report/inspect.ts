import { InputError } from '#shared/base/input-error.ts';
import { nameWords } from '#shared/base/issue-words.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { type Detected, detect } from '#shared/formats/detect.ts';
import { FormatError } from '#shared/formats/format-error.ts';
import type { InputKind } from '#shared/formats/input-kind.ts';
import { nameOther } from '#shared/formats/name-other.ts';
import type { Passage, PassageKind } from '#shared/formats/pasted/passage.ts';
import { readInputText } from '#shared/formats/read-input-text.ts';
import { RECORDING_FORMATS } from '#shared/formats/recording-formats.ts';
import { withInner } from '#shared/inspection/inner-readings.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { MessageSource } from '#shared/inspection/message-source.ts';
import { formTarget } from '#shared/inspection/message-sources-of.ts';
import { readForm, readHtml, readParameterValue, readUrl, withSteps } from '#shared/wire/read-message.ts';
import { readSoap } from '#shared/wire/read-soap.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';
import { createReport } from './create-report.ts';
import { type InspectOptions, inspectExchanges } from './inspect-exchanges.ts';
import { isForeign } from './inspect-message.ts';
import { createInspectedMessages } from './inspected-messages.ts';
import type { Report } from './report.ts';

/**
 * Inspects whatever a user has: XML, a parameter, a URL or query, a form body, HTML with a form, SOAP, a HAR, an
 * export of SAML-tracer, our own trace, any other text that holds messages. Bytes may be UTF-8 or UTF-16, or what an XML declaration says.
 *
 * The exchanges of a recording are taken in order of time where every one has a time, else as they stand.
 *
 * @throws WorkbenchError where the input cannot be read at all: `input-*`, or for a single message what stops it.
 * In a recording an unreadable message is a finding instead.
 */
export async function inspectInput(
  input: Uint8Array | string,
  knowledge: Knowledge,
  options: InspectOptions = {},
): Promise<Report> {
  const size = input.length;
  if (size > LIMITS.inputBytes) throw new InputError('input-too-large', { size, limit: LIMITS.inputBytes });
  const detected = detect(typeof input === 'string' ? input : readInputText(input));
  if ('value' in detected) return await inspectRecording(detected, knowledge, options);
  const pieces: readonly Piece[] = 'passages' in detected ? detected.passages : [{ ...detected, steps: [] }];
  return await inspectPieces(detected.kind, pieces, knowledge, options);
}

type DetectedRecording = Extract<Detected, { value: unknown }>;
/** A text that is read by itself: the whole input, or a part of it. */
interface Piece extends Omit<Passage, 'kind'> {
  readonly kind: PieceKind;
}
type PieceKind = PassageKind | 'html';

async function inspectRecording(
  { kind, value }: DetectedRecording,
  knowledge: Knowledge,
  options: InspectOptions,
): Promise<Report> {
  return await inspectExchanges(kind, RECORDING_FORMATS[kind].read(value), knowledge, options);
}

async function inspectPieces(
  kind: InputKind,
  pieces: readonly Piece[],
  knowledge: Knowledge,
  { secondOpinion = null }: InspectOptions,
): Promise<Report> {
  const sources = pieces.flatMap(sourcesOf);
  const [only] = pieces;
  if (sources.length === 0) throw new FormatError('input-unrecognised', { reason: reasonOf(only) });
  const inspected = createInspectedMessages({ knowledge, secondOpinion });
  for (const source of sources) await inspected.put(source, null);
  const messages = inspected.messages();
  const [first] = messages;
  if (first?.error && messages.every(({ error }) => error !== null)) throw first.error;
  const other = messages.map(otherRoot).find((name) => name !== null);
  if (other !== undefined && messages.length === 1) {
    throw new FormatError('input-unrecognised', {
      reason: `it is XML, but not of SAML: its root is ${nameWords(other)}`,
    });
  }
  return createReport({ kind, exchanges: 0 }, messages, inspected.flows());
}

function sourcesOf(piece: Piece): readonly MessageSource[] {
  const readings = withSteps(READERS[piece.kind](piece.text), piece.steps);
  return readings.flatMap(withInner).map((reading) => toSource(reading, piece));
}

/** The root of a document that is none of SAML; null of any message. */
function otherRoot(inspected: InspectedMessage): string | null {
  return isForeign(inspected) ? (inspected.message?.element.name ?? null) : null;
}

function reasonOf(piece: Piece | undefined): string {
  return nameOther(piece?.text ?? '') ?? NOTHING_FOUND[piece?.kind ?? 'xml'];
}

const READERS: Readonly<Record<PieceKind, (text: string) => readonly WireReading[]>> = {
  xml: (text) => [readParameterValue(text)],
  soap: (text) => [readSoap(text)],
  parameter: (text) => [readParameterValue(text)],
  url: readUrl,
  form: readForm,
  html: readHtml,
};

const NOTHING_FOUND: Readonly<Record<PieceKind, string>> = {
  xml: 'there is no message in it',
  soap: 'there is no message in it',
  parameter: 'there is no message in it',
  url: 'it is a URL or query without a SAML message in its parameters',
  form: 'it is a form body without a SAML message in its fields',
  html: 'it is an HTML page without a form that holds a SAML message',
};

function toSource(reading: WireReading, { kind, text }: Piece): MessageSource {
  const place = kind === 'url' ? text : kind === 'html' ? formTarget(reading) : null;
  const receivedUrl = place !== null && URL.canParse(place) ? place : null;
  return { reading, exchange: null, receivedAt: null, receivedUrl, announced: false };
}
