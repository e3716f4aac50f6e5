import { InputError } from '#shared/base/input-error.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { type Detected, detect } from '#shared/formats/detect.ts';
import type { InputKind } from '#shared/formats/input-kind.ts';
import type { Passage } from '#shared/formats/pasted/passage.ts';
import { readHar } from '#shared/formats/read-har.ts';
import { readInputText } from '#shared/formats/read-input-text.ts';
import { readOwnTrace } from '#shared/formats/read-own-trace.ts';
import { readSamlTracer } from '#shared/formats/read-saml-tracer.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { writeSamlTracer } from '#shared/formats/write-saml-tracer.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { messageSourcesOf } from '#shared/inspection/message-sources-of.ts';
import { decodeValue } from '#shared/wire/decode-value.ts';
import type { DecodingStep } from '#shared/wire/message.ts';
import { encodeLike } from './encode-like.ts';
import type { RedactionReceipt } from './receipt.ts';
import { type RedactOptions, redactExchanges, redactTwice } from './redact-exchanges.ts';
import { redactHtml } from './redact-page.ts';
import type { Redactor } from './redactor.ts';

/** A file that may be given away. */
export interface RedactedInput {
  readonly kind: InputKind;
  /** Of the same kind as the input. */
  readonly text: string;
  readonly receipt: RedactionReceipt;
}

/**
 * Redacts whatever `inspectInput` reads. A recording is read and written anew in its own format, so that fields which nobody here
 * knows (page titles, initiators, IP addresses, bodies of other types) do not come out at all; it carries its receipt.
 * A single message keeps its encoding. Bytes may be UTF-8 or UTF-16, the outcome is text for UTF-8.
 *
 * @param key as for `redactExchanges`
 * @throws WorkbenchError where the input cannot be read, or a single message cannot be decoded: it is never passed on
 */
export function redactInput(input: Uint8Array | string, key: Uint8Array, options: RedactOptions = {}): RedactedInput {
  const size = input.length;
  if (size > LIMITS.inputBytes) throw new InputError('input-too-large', { size, limit: LIMITS.inputBytes });
  const detected = detect(typeof input === 'string' ? input : readInputText(input));
  if ('value' in detected) return redactRecording(detected, key, options);
  if ('passages' in detected) return redactPassages(detected.passages, key, options);
  const { kind, text } = detected;
  const { result, receipt } = redactTwice(key, (redactor) => SINGLE[kind](text, redactor), options.broken);
  return { kind, text: `${result}\n`, receipt };
}

type DetectedRecording = Extract<Detected, { value: unknown }>;
type SingleKind = Exclude<InputKind, DetectedRecording['kind'] | 'text'>;

/**
 * The messages of a text, one below the other. All else that stood there (lines of a log, headers, names of people) is
 * nobody's to judge, and does not come out at all.
 */
function redactPassages(passages: readonly Passage[], key: Uint8Array, { broken }: RedactOptions): RedactedInput {
  const { result, receipt } = redactTwice(
    key,
    (redactor) => passages.map(({ kind, text }) => SINGLE[kind](text, redactor)),
    broken,
  );
  return { kind: 'text', text: `${[PASSAGES_TITLE, ...result].join('\n\n')}\n`, receipt };
}

/** Without a line before them they would be read as one message. */
const PASSAGES_TITLE = 'The SAML messages of a text, redacted; what stood around them is left out.';

const SINGLE: Readonly<Record<SingleKind, (text: string, redactor: Redactor) => string>> = {
  xml: (text, redactor) => inUtf8(redactor.xml(text)),
  soap: (text, redactor) => inUtf8(redactor.xml(text)),
  parameter: redactParameterValue,
  url: redactBareUrl,
  form: (text, redactor) => redactor.query(text, 'form'),
  html: redactHtml,
};

/** The outcome is text, whatever the bytes were; a declaration must not say otherwise. */
function inUtf8(xml: string): string {
  return xml.replace(/^(<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["'])[\w.:-]+/, '$1UTF-8');
}

function redactParameterValue(text: string, redactor: Redactor): string {
  const steps: DecodingStep[] = [];
  const xml = decodeValue(text, { deflate: 'either', isXmlFine: true }, steps);
  return encodeLike(redactor.xml(xml), steps);
}

/** A query without anything before it is told from a URL as `readUrl` does. */
function redactBareUrl(text: string, redactor: Redactor): string {
  const clean = text.replace(/[\t\r\n]/g, '');
  const mark = clean.indexOf('?');
  const isUrl = /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(clean) || (mark !== -1 && !/[=&]/.test(clean.slice(0, mark)));
  return isUrl ? redactor.url(clean, 'kept') : redactor.query(clean, 'query');
}

function redactRecording({ kind, value }: DetectedRecording, key: Uint8Array, options: RedactOptions): RedactedInput {
  switch (kind) {
    case 'har': {
      const { exchanges, receipt } = redactExchanges(readHar(value), key, options);
      return { kind, text: withReceipt(writeHar(exchanges), 'log', receipt), receipt };
    }
    case 'saml-tracer': {
      const { exchanges, receipt } = redactExchanges(readSamlTracer(value), key, options);
      const text = writeSamlTracer(exchanges, postedXml(exchanges), exportTime(value));
      return { kind, text: withReceipt(text, null, receipt), receipt };
    }
    case 'trace': {
      const { exchanges, receipt } = redactExchanges(readOwnTrace(value), key, options);
      return { kind, text: withReceipt(writeOwnTrace(exchanges), null, receipt), receipt };
    }
  }
}

/** What SAML-tracer shows of a posted message. */
function postedXml(exchanges: readonly Exchange[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const exchange of exchanges) {
    const sent = messageSourcesOf(exchange).find(({ announced, reading }) => !announced && reading.wire !== null);
    if (sent?.reading.wire) found.set(exchange.id, sent.reading.wire.xml);
  }
  return found;
}

function exportTime(value: unknown): number {
  const time = isRecord(value) ? Date.parse(String(value['timestamp'])) : Number.NaN;
  return Number.isNaN(time) ? 0 : time;
}

/** Puts the receipt into the file, where every reader that does not know it steps over it. */
function withReceipt(json: string, place: 'log' | null, receipt: RedactionReceipt): string {
  const file: unknown = JSON.parse(json);
  const holder = place === null || !isRecord(file) ? file : file[place];
  if (isRecord(holder))
    Object.assign(holder, place === null ? { redaction: receipt } : { _saml: { redaction: receipt } });
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Whether a parsed JSON value is an object. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
