import type { Exchange } from '#shared/http/exchange.ts';
import { pageOf } from './gap-reasons.ts';
import type { OpenRequests } from './open-requests.ts';
import type { RequestDetails, RequestPhase } from './request-details.ts';
import { advance } from './request-hops.ts';

/** What one event of `webRequest` gives to tell of: an exchange as it stands now, what is missing in it, or nothing. */
export interface RequestNews {
  readonly exchange: Exchange | null;
  /** Answered or failed: nothing more will come. */
  readonly closed: boolean;
  /** What could not be seen of it, in words for a person. */
  readonly gap: string | null;
}

const NO_NEWS: RequestNews = { exchange: null, closed: false, gap: null };

/** Takes one event in. Requests worth nothing to a flow give no exchange; see `Hop.kept`. */
export function followRequest(requests: OpenRequests, phase: RequestPhase, details: RequestDetails): RequestNews {
  const step = advance(requests.hopOf(details.requestId), phase, details);
  if (step === null) return NO_NEWS;
  const { hop } = step;
  if (phase === 'end' || phase === 'error') requests.forget(hop.requestId);
  else requests.keep(hop);
  const gap = step.gap && `${pageOf(details.url)}: ${step.gap}`;
  if (!hop.kept) return { ...NO_NEWS, gap };
  // Until its headers are known there is little to show, and they follow at once.
  const exchange = hop.closed || phase === 'headers' ? hop.exchange : null;
  return { exchange, closed: hop.closed, gap };
}
