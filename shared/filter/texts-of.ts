import type { Exchange } from '#shared/http/exchange.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import type { FilterSubject } from './filter-subject.ts';
import { findingsOf } from './message-parts.ts';

/**
 * Every text of a subject that a free word is sought in, the short ones first: address, method, status, headers with
 * their cookies, codes and titles of findings, RelayState, decoded XML, bodies. None is copied.
 */
export function* textsOf(subject: FilterSubject, titleOf: (finding: Finding) => string): Generator<string> {
  const { message, exchange } = subject;
  if (exchange !== null) yield* headOf(exchange);
  for (const finding of findingsOf(subject)) {
    yield finding.code;
    yield titleOf(finding);
  }
  if (message !== null) {
    const { wire, reading, error, decryptions } = message;
    yield reading.binding;
    yield reading.parameter ?? '';
    yield wire?.relayState ?? '';
    yield error?.message ?? '';
    yield wire?.xml ?? '';
    for (const { xml } of decryptions) yield xml ?? '';
  }
  if (exchange !== null) yield* bodiesOf(exchange);
}

/** Every text of an exchange alone. */
export function* exchangeTexts(exchange: Exchange): Generator<string> {
  yield* headOf(exchange);
  yield* bodiesOf(exchange);
}

function* headOf(exchange: Exchange): Generator<string> {
  yield exchange.url;
  yield exchange.method;
  yield `${exchange.status ?? ''} ${exchange.statusText}`;
  yield exchange.error ?? '';
  for (const { name, value } of exchange.requestHeaders) yield `${name}: ${value}`;
  for (const { name, value } of exchange.responseHeaders) yield `${name}: ${value}`;
}

function* bodiesOf({ requestBody, responseText }: Exchange): Generator<string> {
  yield requestBody?.text ?? '';
  for (const { name, value } of requestBody?.params ?? []) yield `${name}=${value}`;
  yield responseText ?? '';
}
