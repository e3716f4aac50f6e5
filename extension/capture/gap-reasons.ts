import type { DevtoolsEntry } from './read-devtools-entry.ts';

/** Why a page's request is not in the recording: the page was seen, but not its request. */
export function missingReason(url: string): string {
  return `The browser told of no request for ${pageOf(url)}: its page moved on too quickly. Record every tab to see all of them.`;
}

/** The same of a page that nobody saw, to which a redirect led that another page came behind. */
export function droppedReason(url: string): string {
  return `The browser told of no request for ${pageOf(url)}, to which it was sent on. Record every tab to see all of them.`;
}

/**
 * How much of a body is missing. Firefox's network log keeps 1 MiB of a body unless it is told otherwise, and gives extensions
 * that record every tab nothing at all of a larger one. Chrome's lacks what scripts send raw and large, or as a Blob.
 */
export function cutOffReason({ exchange, cutOff }: DevtoolsEntry, isFirefox: boolean): string {
  const remedy = isFirefox
    ? 'To have it whole, set devtools.netmonitor.requestBodyLimit to 0 in about:config.'
    : 'Record every tab to have it whole, unless a script sent it as a Blob: of that this browser gives nothing.';
  return `The browser cut ${cutOff} characters off the body sent to ${pageOf(exchange.url)}. ${remedy}`;
}

function pageOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}
