/** Which of `webRequest`'s moments: before the request, its headers sent, answered by a redirect, completed, failed. */
export type RequestPhase = 'begin' | 'headers' | 'redirect' | 'end' | 'error';

/** A header as `webRequest` gives it: `binaryValue` where the value is not UTF-8. */
export interface DetailHeader {
  readonly name: string;
  readonly value?: string | undefined;
  readonly binaryValue?: ArrayBuffer | readonly number[] | undefined;
}

/** `webRequest.requestBody`: form data decoded by the browser, or raw parts, or the error that kept both away. */
export interface DetailBody {
  readonly error?: string | undefined;
  readonly formData?: { readonly [name: string]: readonly (string | ArrayBuffer | null)[] } | undefined;
  readonly raw?:
    | readonly { readonly bytes?: ArrayBuffer | undefined; readonly file?: string | undefined }[]
    | undefined;
}

/** What `webRequest` tells of one request, as far as it is used here. Chrome's and Firefox's own fields are optional. */
export interface RequestDetails {
  /** The same for every hop of a redirect chain. */
  readonly requestId: string;
  readonly url: string;
  /** Not to be trusted after a redirect: Chrome goes on saying POST after a 302, Firefox after a 303. */
  readonly method: string;
  /** Milliseconds since the epoch. */
  readonly timeStamp: number;
  readonly tabId: number;
  readonly frameId: number;
  /** `main_frame`, `sub_frame`, `xmlhttprequest`, ... */
  readonly type: string;
  readonly requestBody?: DetailBody | null | undefined;
  readonly requestHeaders?: readonly DetailHeader[] | undefined;
  readonly responseHeaders?: readonly DetailHeader[] | undefined;
  readonly statusCode?: number | undefined;
  readonly statusLine?: string | undefined;
  readonly redirectUrl?: string | undefined;
  /** The browser's word for a network failure. */
  readonly error?: string | undefined;
  /** Firefox. */
  readonly incognito?: boolean | undefined;
  /** Firefox: which container. */
  readonly cookieStoreId?: string | undefined;
}
