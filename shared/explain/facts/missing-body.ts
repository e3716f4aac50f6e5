import type { Exchange } from '#shared/http/exchange.ts';
import { headerValue, isTellingType } from '#shared/http/exchange-parts.ts';

/** Statuses whose answers have no body (rfc9110 15.3.5, 15.4.5). */
const BARE: ReadonlySet<number> = new Set([204, 205, 304]);

/** Why each source may have none, and what would have it. */
const BY_SOURCE: Readonly<Record<Exchange['source'], string>> = {
  devtools:
    'It was not kept: the browser gave it no more when the page had moved on, it is longer than is kept, or it was of no request in question. Record again with the panel open before the click; where it is missing again, the log of that server has what it said.',
  webrequest:
    'It was not kept: seen from outside the page, browsers give no body of an answer. Record the tab with its developer tools open, which do.',
  har: 'The HAR has none of it. Save it again “with content” (in Chrome also with sensitive data), right after the attempt and with the log preserved.',
  'saml-tracer': 'SAML-tracer exports no body of an answer. A HAR, or a recording of the panel, has it.',
  own: 'The trace has none of it: it was not kept when it was recorded, or was taken out by the redaction. The recording as it was would tell.',
  companion: 'The companion keeps no body of an answer; its log has what was refused.',
};

/** What there is to say of the body of an answer in its place, where it was not kept or there is none; null where it is there, or no answer came. */
export function missingBody(exchange: Exchange): string | null {
  const { status, method, responseText, responseHeaders, redirectUrl, source } = exchange;
  if (status === null || (responseText !== null && responseText !== '')) return null;
  const length = headerValue(responseHeaders, 'content-length');
  const type = headerValue(responseHeaders, 'content-type') ?? '';
  if (method === 'HEAD' || BARE.has(status)) return 'Nothing: such an answer has no body.';
  if (responseText === '' || length === '0') return 'Nothing: the body is empty.';
  if (redirectUrl !== null) return 'It was not kept: a redirect leads on, and its body is shown to nobody.';
  if (type !== '' && !isTellingType(type))
    return `It was not kept: of ${type.slice(0, 80)} no text is to be had that would say why.`;
  return BY_SOURCE[source];
}
