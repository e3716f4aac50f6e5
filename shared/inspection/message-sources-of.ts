import type { Exchange } from '#shared/http/exchange.ts';
import { absoluteTarget, essenceOf, headerValue } from '#shared/http/exchange-parts.ts';
import { endOf } from '#shared/http/navigation.ts';
import { BINDINGS } from '#shared/wire/bindings.ts';
import { readForm, readFormParameters, readHtml, readMultipartForm, readUrl } from '#shared/wire/read-message.ts';
import { readSoap } from '#shared/wire/read-soap.ts';
import { rootName } from '#shared/wire/root-name.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';
import { withInner } from './inner-readings.ts';
import type { MessageSource } from './message-source.ts';

/**
 * The messages of one exchange: of the request its query and its body, of the response a SOAP body, and what a form
 * in a page or a `Location` announces. JSON bodies are not looked into.
 */
export function messageSourcesOf(exchange: Exchange): readonly MessageSource[] {
  return [...sentMessages(exchange), ...announcedMessages(exchange)].flatMap((source) =>
    withInner(source.reading).map((reading) => ({ ...source, reading })),
  );
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
  const answered = soapAnswers(
    exchange,
    sent.some(({ reading }) => isSoap(reading)),
  ).map((reading) => ({
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
  const multipart = mimeType === '' || mimeType === 'multipart/form-data' ? readMultipartForm(text) : null;
  if (multipart !== null) return multipart;
  if (mimeType === '' || mimeType === 'application/x-www-form-urlencoded') return readForm(text);
  return soapMessages(text);
}

/** A message in a SOAP envelope (saml-bindings 3.2, 3.3); other XML that passes by is none of ours. */
function soapMessages(text: string): readonly WireReading[] {
  return isEnvelope(text) && text.includes(':SAML:') ? [readSoap(text)] : [];
}

/** Whatever a SOAP message of SAML is answered by: a fault has no word of SAML in it. */
function soapAnswers({ responseText }: Exchange, isAsked: boolean): readonly WireReading[] {
  const text = responseText ?? '';
  return isAsked && isEnvelope(text) ? [readSoap(text)] : soapMessages(text);
}

function isEnvelope(text: string): boolean {
  return /^\s*</.test(text) && /(?:^|:)Envelope$/.test(rootName(text).name);
}

function isSoap({ binding }: WireReading): boolean {
  return BINDINGS[binding].channel === 'soap';
}

function announcedMessages(exchange: Exchange): readonly MessageSource[] {
  const { redirectUrl, responseText, url } = exchange;
  const redirects =
    redirectUrl === null ? [] : readUrl(redirectUrl).map((reading) => ({ reading, target: redirectUrl }));
  const forms = readHtml(responseText ?? '').map((reading) => ({
    reading,
    target: absoluteTarget(formTarget(reading), url),
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
export function formTarget({ formAction }: WireReading): string | null {
  return formAction || null;
}
