import * as v from 'valibot';
import { encodeBase64 } from '#shared/base/base64.ts';
import { encodeUtf8 } from '#shared/base/bytes.ts';
import type { Exchange, Header, RequestBody } from '#shared/http/exchange.ts';
import { absoluteTarget, headerValue, redirectHeader, withUniqueIds } from '#shared/http/exchange-parts.ts';
import { FormatError } from './format-error.ts';
import { type TracerRequest, tracerFileSchema, tracerRequestSchema } from './saml-tracer-schema.ts';
import { unreadableExchange } from './unreadable-exchange.ts';

/** What `{hash:...}` and `{obf:...}` look like in a masked export. */
const MASKED = /^\{(?:hash|obf):[^}]*\}$/;

/** Parameters whose decoded XML a masked export still holds in `saml`. */
const MESSAGE_PARAMETERS = new Set(['SAMLRequest', 'SAMLResponse', 'wresult']);

/** Whether a parsed JSON value is shaped like an export of SAML-tracer. */
export function isSamlTracer(value: unknown): boolean {
  return v.is(tracerFileSchema, value);
}

/**
 * Reads an export of SAML-tracer (already parsed as JSON): of version 1 and of the versions before it, masked
 * or not. There are no times in it. Redirect messages are decoded again from `url`, because `saml` holds them
 * mis-decoded; where a posted message is masked, its XML comes from `saml`, which masking leaves alone.
 * Throws `input-unrecognised` where the list `requests` is missing.
 */
export function readSamlTracer(value: unknown): readonly Exchange[] {
  const file = v.safeParse(tracerFileSchema, value);
  if (!file.success)
    throw new FormatError('input-unrecognised', { reason: 'an export of SAML-tracer has a list "requests"' });
  return withUniqueIds(
    file.output.requests.map((request, index) => {
      const read = v.safeParse(tracerRequestSchema, request);
      const id = `tracer-${index + 1}`;
      return read.success ? toExchange(read.output, id) : unreadableExchange(id, 'saml-tracer');
    }),
  );
}

function toExchange(request: TracerRequest, fallbackId: string): Exchange {
  const { url, responseHeaders } = request;
  const status = request.responseStatus || null;
  return {
    id: request.requestId || request.id || fallbackId,
    startedAt: null,
    duration: null,
    method: request.method.toUpperCase(),
    url,
    requestHeaders: request.requestHeaders,
    requestBody: readBody(request),
    status,
    statusText: reasonOf(request.responseStatusText),
    responseHeaders,
    redirectUrl: absoluteTarget(redirectHeader(status, responseHeaders), url),
    responseText: null,
    error: null,
    source: 'saml-tracer',
    tab: null,
  };
}

/** `HTTP/1.1 302 Found` -> `Found` */
function reasonOf(statusLine: string): string {
  return /^HTTP\/[\d.]+ \d{3} ?(.*)$/.exec(statusLine)?.[1] ?? statusLine;
}

function readBody(request: TracerRequest): RequestBody | null {
  const mimeType = headerValue(request.requestHeaders, 'content-type');
  if (request.post !== null && request.post.length > 0) {
    return { mimeType, text: null, params: unmask(request.post, request.saml) };
  }
  if (typeof request.postData === 'string') {
    const known = request.postData !== '' && request.postData !== '{overwritten}';
    return known ? { mimeType, text: request.postData, params: null } : null;
  }
  const params = Object.entries(request.postData).flatMap(([name, values]) => values.map((value) => ({ name, value })));
  return params.length > 0 ? { mimeType, text: null, params } : null;
}

function unmask(params: readonly Header[], saml: string | null): readonly Header[] {
  return params.map(({ name, value }) => {
    const hidden = saml !== null && MESSAGE_PARAMETERS.has(name) && MASKED.test(value);
    return hidden ? { name, value: name === 'wresult' ? saml : encodeBase64(encodeUtf8(saml)) } : { name, value };
  });
}
