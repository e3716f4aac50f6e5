import type { Exchange } from '#shared/http/exchange.ts';
import { absoluteTarget, headerValue } from '#shared/http/exchange-parts.ts';
import { pageShape } from './page-shape.ts';

const known = new WeakMap<Exchange, string | null>();
const LEADS_ON = /http-equiv|location/i;
const MAX_CHARS = 20_000;

/**
 * Where an answer sends the browser without anybody's doing: by a redirect, a `Refresh` header, or a page that is there to
 * lead on. As an absolute URL; null where it leads nowhere.
 */
export function onwardOf(exchange: Exchange): string | null {
  if (exchange.redirectUrl !== null) return exchange.redirectUrl;
  const found = known.get(exchange);
  if (found !== undefined) return found;
  const target = absoluteTarget(byPage(exchange), exchange.url);
  known.set(exchange, target);
  return target;
}

function byPage({ responseHeaders, responseText }: Exchange): string | null {
  const header = /;\s*url\s*=\s*["']?([^"'\s]+)/i.exec(headerValue(responseHeaders, 'refresh') ?? '');
  if (header !== null) return header[1] ?? null;
  const text = responseText?.slice(0, MAX_CHARS) ?? '';
  return LEADS_ON.test(text) ? pageShape(text).refresh : null;
}
