/** One HTTP header as recorded; names keep their case. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/**
 * What may have recorded an exchange; `own` is a trace of ours that does not say, `companion` what a companion sent or got
 * where no browser saw it: of that no cookie is known.
 */
export const EXCHANGE_SOURCES = ['devtools', 'webrequest', 'har', 'saml-tracer', 'own', 'companion'] as const;

type ExchangeSource = (typeof EXCHANGE_SOURCES)[number];

/** One HTTP request and its response. Times are milliseconds. Plain data: it crosses message ports and storage as JSON. */
export interface Exchange {
  /** Unique within its trace. */
  readonly id: string;
  /** When the request began, since the epoch; null where the source does not say. */
  readonly startedAt: number | null;
  readonly duration: number | null;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: readonly Header[];
  readonly requestBody: RequestBody | null;
  /** Null while pending, or when no response came. */
  readonly status: number | null;
  readonly statusText: string;
  readonly responseHeaders: readonly Header[];
  /** Absolute; null unless the response redirects. */
  readonly redirectUrl: string | null;
  /** Response body text where the source has it and it says something: HTML, XML, JSON, plain text; else null. */
  readonly responseText: string | null;
  /** Network failure, in the browser's own word. */
  readonly error: string | null;
  readonly source: ExchangeSource;
  readonly tab: ExchangeTab | null;
}

/** Which tab and frame sent a request, where known; two sessions that look alike are told apart by the last two. */
export interface ExchangeTab {
  /** -1 where the request belongs to no tab (a service worker's). */
  readonly tabId: number;
  /** 0 is the page itself; -1 where not known. */
  readonly frameId: number;
  /** The browser's word for what was loaded: `main_frame`, `sub_frame`, `document`, ...; empty where not known. */
  readonly type: string;
  /** Whether it is a private window; null where not known. */
  readonly incognito: boolean | null;
  /** Firefox's container; null where not known. */
  readonly cookieStoreId: string | null;
}

export interface RequestBody {
  readonly mimeType: string | null;
  /** The body as text, when it is text; parameters are parsed from it. */
  readonly text: string | null;
  /** Decoded parameters, where only these are known (`formData`, HAR `params`). */
  readonly params: readonly { readonly name: string; readonly value: string }[] | null;
}
