import * as v from 'valibot';
import type { Exchange, RequestBody } from '#shared/http/exchange.ts';
import { absoluteTarget, isTellingType, redirectHeader, withUniqueIds } from '#shared/http/exchange-parts.ts';
import { FormatError } from './format-error.ts';
import { type HarEntry, harEntrySchema, harFileSchema } from './har-schema.ts';
import { unreadableExchange } from './unreadable-exchange.ts';

/** Whether a parsed JSON value is shaped like a HAR. */
export function isHar(value: unknown): boolean {
  return v.is(harFileSchema, value);
}

/**
 * Reads a HAR 1.2 (already parsed as JSON) as Chrome, Firefox, Safari and proxies write it: one exchange an entry,
 * in the file's order. An entry without a URL becomes an exchange that says so. Throws `input-unrecognised`
 * where `log.entries` is missing.
 */
export function readHar(value: unknown): readonly Exchange[] {
  const file = v.safeParse(harFileSchema, value);
  if (!file.success) throw new FormatError('input-unrecognised', { reason: 'a HAR has a list "log.entries"' });
  return withUniqueIds(file.output.log.entries.map((entry, index) => readHarEntry(entry, `har-${index + 1}`)));
}

/** One entry of a HAR, already parsed as JSON; `id` is for those that bring none of their own. */
export function readHarEntry(entry: unknown, id: string): Exchange {
  const read = v.safeParse(harEntrySchema, entry);
  return read.success ? toExchange(read.output, id) : unreadableExchange(id, 'har');
}

function toExchange(entry: HarEntry, id: string): Exchange {
  const { request, response, _saml: ours } = entry;
  const started = Date.parse(entry.startedDateTime);
  const responseHeaders = response?.headers ?? [];
  const status = positiveOrNull(response?.status || null);
  return {
    id: ours?.id ?? id,
    startedAt: ours ? ours.startedAt : Number.isNaN(started) ? null : started,
    duration: ours ? ours.duration : positiveOrNull(entry.time),
    method: request.method.toUpperCase(),
    url: request.url,
    requestHeaders: request.headers,
    requestBody: readBody(entry),
    status,
    statusText: response?.statusText ?? '',
    responseHeaders,
    redirectUrl: absoluteTarget(response?.redirectURL || redirectHeader(status, responseHeaders), request.url),
    responseText: readContent(response),
    error: ours ? ours.error : (response?._error ?? null),
    source: ours?.source ?? 'har',
    tab: ours?.tab ?? null,
  };
}

/** -1 stands for "not known" in HAR. */
function positiveOrNull(value: number | null): number | null {
  return value === null || value < 0 ? null : value;
}

/** Chrome gives `params` still escaped and `text` as sent; Firefox gives `text` and no `params`: the text comes first. */
function readBody(entry: HarEntry): RequestBody | null {
  const postData = entry.request.postData;
  if (postData === null) return null;
  const params = postData.params !== null && postData.params.length > 0 ? postData.params : null;
  if (!postData.text && params === null) return null;
  const text = postData.text || (params === null ? null : escapedForm(params));
  return { mimeType: postData.mimeType || null, text, params };
}

/** The form as it was sent, where a recorder kept its parameters alone, and kept them escaped; null where it decoded them. */
function escapedForm(params: NonNullable<RequestBody['params']>): string | null {
  const isEscaped = params.some(({ name, value }) => /^SAML/.test(name) && /%(?:2B|2F|3D)/i.test(value));
  return isEscaped ? params.map(({ name, value }) => `${name}=${value}`).join('&') : null;
}

/** The body of an answer that says something; others are not kept. */
function readContent(response: HarEntry['response']): string | null {
  const content = response?.content;
  if (!content?.text || !isTellingType(content.mimeType)) return null;
  return content.encoding === 'base64' ? decodeBase64Text(content.text) : content.text;
}

/** Null where the file's own base64 is broken: the page's text is then not known. */
function decodeBase64Text(base64: string): string | null {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}
