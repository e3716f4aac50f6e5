import { LIMITS } from '#shared/base/limits.ts';
import type { Header, RequestBody } from '#shared/http/exchange.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';
import { WITHHELD } from './gap-reasons.ts';
import type { DetailBody } from './request-details.ts';

/** The body of one request, and whether something of it had to be left out. */
export interface ReadBody {
  readonly body: RequestBody | null;
  /** In words for a person; null where the body is whole. */
  readonly gap: string | null;
}

/**
 * Reads `webRequest.requestBody`: form data as parameters, else all raw parts as one text. The raw parts are put
 * together before they are decoded, for a part may end in the middle of a character. The content type isn't known yet.
 */
export function readRequestBody(details: DetailBody | null | undefined): ReadBody {
  if (!details) return { body: null, gap: null };
  if (details.formData) return { body: readFormData(details.formData), gap: null };
  if (details.raw) return readRaw(details.raw);
  if (details.error === 'Unknown error.') return { body: null, gap: WITHHELD };
  return { body: null, gap: details.error ? `the browser gave no body: ${details.error}` : null };
}

/** Whether a body is XML by what its headers say. */
export function isXml(headers: readonly Header[]): boolean {
  return /[/+]xml\b/i.test(headerValue(headers, 'content-type') ?? '');
}

/** Firefox gives an empty form for a body above 1 MiB: nothing is known then. A name without `=` has null for a value there. */
function readFormData(formData: NonNullable<DetailBody['formData']>): RequestBody | null {
  const params = Object.entries(formData).flatMap(([name, values]) =>
    values.map((value) => ({ name, value: typeof value === 'string' ? value : decode(value) })),
  );
  return params.length === 0 ? null : { mimeType: null, text: null, params };
}

function decode(bytes: ArrayBuffer | null): string {
  return bytes === null ? '' : new TextDecoder().decode(bytes);
}

function readRaw(raw: NonNullable<DetailBody['raw']>): ReadBody {
  const parts = raw.flatMap(({ bytes }) => (bytes ? [new Uint8Array(bytes)] : []));
  const size = parts.reduce((sum, part) => sum + part.byteLength, 0);
  if (size > LIMITS.parameterChars)
    return { body: null, gap: `a body of ${size} bytes was not kept: at most ${LIMITS.parameterChars} are.` };
  const gap = raw.some(({ file }) => file !== undefined) ? 'the part of a body that is a file was not kept.' : null;
  if (size === 0) return { body: null, gap };
  return { body: { mimeType: null, text: new TextDecoder().decode(concatenate(parts, size)), params: null }, gap };
}

function concatenate(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
