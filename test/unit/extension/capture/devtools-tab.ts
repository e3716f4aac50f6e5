import type { Exchange } from '#shared/http/exchange.ts';
import { recordTab } from '../../../../extension/capture/tab-source.ts';

/** A HAR entry as browsers give it. */
export function entry(
  url: string,
  given: {
    method?: string;
    status?: number;
    type?: string;
    mode?: string;
    body?: string;
    length?: number;
    contentType?: string;
    location?: string;
    mime?: string;
    at?: number;
  } = {},
) {
  const {
    method = 'GET',
    status = 200,
    type,
    mode,
    body,
    length,
    contentType,
    location,
    mime = 'text/html',
    at = 1000,
  } = given;
  const headers = [
    ...(mode === undefined ? [] : [{ name: 'Sec-Fetch-Mode', value: mode }]),
    ...(length === undefined ? [] : [{ name: 'Content-Length', value: `${length}` }]),
    ...(contentType === undefined ? [] : [{ name: 'Content-Type', value: contentType }]),
  ];
  return {
    startedDateTime: new Date(at).toISOString(),
    time: 5,
    ...(type === undefined ? {} : { _resourceType: type }),
    request: {
      method,
      url,
      headers,
      ...(body === undefined ? {} : { postData: { mimeType: 'application/x-www-form-urlencoded', text: body } }),
    },
    response: {
      status,
      statusText: '',
      headers: location === undefined ? [] : [{ name: 'Location', value: location }],
      redirectURL: location ?? '',
      content: { mimeType: mime, size: 3 },
    },
  };
}

/** A tab whose developer tools the test plays. */
export function makeTab({ dropsQuickPages = false, seesEveryTab = false, log = [] as unknown[] } = {}) {
  const taken = new Map<string, Exchange>();
  const gaps: string[] = [];
  const later: (() => void)[] = [];
  const clock = { now: 100_000 };
  let finish: (raw: unknown, read: () => Promise<string | null>) => void = () => undefined;
  let navigate: (url: string) => void = () => undefined;
  recordTab({
    tabId: 1,
    now: () => clock.now,
    dropsQuickPages,
    seesEveryTab: () => seesEveryTab,
    onRequestFinished: (listener) => {
      finish = listener;
    },
    harEntries: async () => log,
    onNavigated: (listener) => {
      navigate = listener;
    },
    take: (exchange) => void taken.set(exchange.id, exchange),
    gap: (reason) => void gaps.push(reason),
    noGap: (reason) => void gaps.splice(0, gaps.length, ...gaps.filter((gap) => gap !== reason)),
    later: (work) => void later.push(work),
  });
  return {
    taken: () => [...taken.values()],
    gaps,
    log,
    clock,
    finish: (raw: unknown, text: string | null = null) => finish(raw, async () => text),
    finishWithoutText: (raw: unknown) => finish(raw, () => Promise.reject(new Error('no longer there'))),
    navigate: (url: string) => navigate(url),
    settle: async () => {
      for (const work of later.splice(0)) work();
      await new Promise((resolve) => setTimeout(resolve, 2));
    },
  };
}

/** A page's load, as both browsers mark it. */
export const PAGE = { mode: 'navigate' };
