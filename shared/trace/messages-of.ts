import { readForm, readFormParameters, readHtml, readUrl, readValue } from '#shared/wire/read-message.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';
import type { Exchange } from './exchange.ts';
import { absoluteTarget, essenceOf, headerValue } from './exchange-parts.ts';
import type { MessageSource } from './message-source.ts';
import { rootName } from './root-name.ts';

/**
 * The messages of one exchange: of the request its query and its body, of the response a SOAP body, and what a form
 * in a page or a `Location` announces. Multipart and JSON bodies are not looked into.
 */
export function messagesOf(exchange: Exchange): readonly MessageSource[] {
  return [...sentMessages(exchange), ...announcedMessages(exchange)];
}

function sentMessages(exchange: Exchange): readonly MessageSource[] {
  const { url, startedAt } = exchange;
  const sent = [...readUrl(url), ...bodyMessages(exchange)].map((reading) => ({
    reading,
    exchange,
    receivedAt: startedAt,
    receivedUrl: url,
    announced: false,
  }));
  const answered = soapMessages(exchange.responseText ?? '').map((reading) => ({
    reading,
    exchange,
    receivedAt: endOf(exchange),
    receivedUrl: null,
    announced: false,
  }));
  return [...sent, ...answered];
}

function bodyMessages({ requestBody, requestHeaders }: Exchange): readonly WireReading[] {
  if (requestBody === null) return [];
  const { text, params } = requestBody;
  if (text === null) return params === null ? [] : readFormParameters(params);
  const mimeType = essenceOf(requestBody.mimeType ?? headerValue(requestHeaders, 'content-type') ?? '');
  if (mimeType === '' || mimeType === 'application/x-www-form-urlencoded') return readForm(text);
  return soapMessages(text);
}

/** A message in a SOAP envelope (saml-bindings 3.2, 3.3); other XML that passes by is none of ours. */
function soapMessages(text: string): readonly WireReading[] {
  if (!/^\s*</.test(text) || !/(?:^|:)Envelope$/.test(rootName(text).name) || !text.includes(':SAML:')) return [];
  return [inSoap(readValue(text))];
}

/** The same reading, as one that travelled in SOAP. */
export function inSoap(reading: WireReading): WireReading {
  return { ...reading, binding: 'soap', wire: reading.wire === null ? null : { ...reading.wire, binding: 'soap' } };
}

function announcedMessages(exchange: Exchange): readonly MessageSource[] {
  const { redirectUrl, responseText, url } = exchange;
  const redirects =
    redirectUrl === null ? [] : readUrl(redirectUrl).map((reading) => ({ reading, target: redirectUrl }));
  const forms = readHtml(responseText ?? '').map((reading) => ({
    reading,
    target: absoluteTarget(formAction(reading), url),
  }));
  return [...redirects, ...forms].map(({ reading, target }) => ({
    reading,
    exchange,
    receivedAt: endOf(exchange),
    receivedUrl: target,
    announced: true,
  }));
}

/** Where the form of a message goes, as its page says; null where it names no place. */
export function formAction({ steps }: WireReading): string | null {
  const action = steps.find(({ code }) => code === 'html-form')?.facts['action'];
  return typeof action === 'string' && action !== '' ? action : null;
}

function endOf({ startedAt, duration }: Exchange): number | null {
  return startedAt === null ? null : startedAt + (duration ?? 0);
}
