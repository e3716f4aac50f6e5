import type { Exchange } from '#shared/http/exchange.ts';

/** An exchange whose body was cut off by so many characters; `stream`: all of one whose length nobody says. */
export interface CutOffBody {
  readonly exchange: Exchange;
  readonly cutOff: number | 'stream';
}

/** Why a page's request is not in the recording: the page was seen, but not its request. */
export function missingReason(url: string): string {
  return `The browser told of no request for ${pageOf(url)}: its page moved on too quickly. Record every tab to see all of them.`;
}

/** The same of a page that nobody saw, to which a redirect led that another page came behind. */
export function droppedReason(url: string): string {
  return `The browser told of no request for ${pageOf(url)}, to which it was sent on. Record every tab to see all of them.`;
}

/** Why a body is not in what the browser gives extensions that record every tab: Chrome's own word is "Unknown error." */
export const WITHHELD =
  'the browser gave extensions no body, as it gives none of a Blob or a stream that a script sends.';

/** The same of one request. */
export function withheldReason(url: string): string {
  return `${pageOf(url)}: ${WITHHELD}`;
}

/**
 * How much of a body is missing. Firefox's network log keeps 1 MiB of a body unless it is told otherwise, and gives extensions
 * that record every tab nothing at all of a larger one. Chrome's lacks what scripts send raw and large, as a Blob that a
 * redirect answers, or as a stream.
 */
export function cutOffReason({ exchange, cutOff }: CutOffBody, isFirefox: boolean): string {
  const remedy = isFirefox
    ? 'To have it whole, set devtools.netmonitor.requestBodyLimit to 0 in about:config.'
    : 'Record every tab to have it whole, unless a script sent it as a Blob: of that this browser gives nothing.';
  if (cutOff === 'stream')
    return `The browser gave nothing of the body sent to ${pageOf(exchange.url)}: a script sent it as a stream, of which it gives extensions nothing either.`;
  return `The browser cut ${cutOff} characters off the body sent to ${pageOf(exchange.url)}. ${remedy}`;
}

/** A URL without what may be secret in it. */
export function pageOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}
