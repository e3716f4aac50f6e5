import { type ErrorParts, WorkbenchError } from '#shared/base/errors.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { SentError, SentMessage } from './messages.ts';

/** Makes a message ready to pass from thread to thread. */
export function packMessage(message: InspectedMessage): SentMessage {
  const { exchange, error, reading } = message;
  return {
    message: { ...message, exchange: null, error: null, reading: { ...reading, error: null } },
    exchange: exchange?.id ?? null,
    error: partsOf(error),
    readingError: partsOf(reading.error),
  };
}

/** Makes it what it was. `exchangeOf` gives the exchange of that id. */
export function unpackMessage(
  { message, exchange, error, readingError }: SentMessage,
  exchangeOf: (id: string) => Exchange | null,
): InspectedMessage {
  return {
    ...message,
    exchange: exchange === null ? null : exchangeOf(exchange),
    error: madeAgain(error),
    reading: { ...message.reading, error: madeAgain(readingError) },
  };
}

/** What stopped the worker, for the page. */
export function packError(error: unknown): SentError {
  return error instanceof WorkbenchError ? (partsOf(error) ?? { defect: '' }) : { defect: String(error) };
}

/** The error that the worker was stopped by. */
export function unpackError(error: SentError): Error {
  return 'defect' in error ? new Error(error.defect) : new WorkbenchError(error);
}

function partsOf(error: WorkbenchError | null): ErrorParts | null {
  return error === null ? null : { code: error.code, words: error.words, facts: error.facts };
}

function madeAgain(parts: ErrorParts | null): WorkbenchError | null {
  return parts === null ? null : new WorkbenchError(parts);
}
