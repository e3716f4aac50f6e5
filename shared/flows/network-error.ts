import type { Exchange } from '#shared/http/exchange.ts';

/** How a message failed to arrive. */
export type Unreached =
  | 'unreachable'
  | 'untrusted'
  | 'redirects'
  | 'page-policy'
  | 'mixed-content'
  | 'offline'
  | 'aborted';

/** What a browser says where nothing was sent, or no answer came (Chromium's net_error_list.h, Firefox's nsresult and NSS). */
const ERRORS: readonly (readonly [RegExp, Unreached])[] = [
  [/CLIENT_AUTH/, 'unreachable'],
  [/ERR_CERT_|ERR_SSL_|^SSL_ERROR_|^SEC_ERROR_|^MOZILLA_PKIX_|PINNED_KEY/, 'untrusted'],
  [/TOO_MANY_REDIRECTS|REDIRECT_LOOP/, 'redirects'],
  [/BLOCKED_BY_CSP|CSP_/, 'page-policy'],
  [/MIXED_CONTENT/, 'mixed-content'],
  [/(?<!CONNECTION_)ABORTED|^NS_ERROR_ABORT$/, 'aborted'],
  [/INTERNET_DISCONNECTED|NETWORK_CHANGED|NETWORK_IO_SUSPENDED|NS_ERROR_OFFLINE/, 'offline'],
];

/** What a browser's own error means. @param error as the browser writes it */
export function wayOfError(error: string): Unreached {
  return ERRORS.find(([form]) => form.test(error))?.[1] ?? 'unreachable';
}

/**
 * Whether a request ended without an answer that anybody kept, and without a word why: Firefox gives one that was blocked,
 * aborted or closed the status 0 and no error, and one that a page's own service worker answered as well.
 */
export function isUnanswered({ status, error, duration }: Exchange): boolean {
  return status === null && error === null && duration !== null;
}
