import type { Exchange } from '#shared/http/exchange.ts';
import { OutcomeIcon } from '../../kit/badge.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { verdictOfExchange } from '../../store/list/outcome.ts';
import { RowTime } from './row-time.tsx';
import { WhereTags } from './where-tags.tsx';

/** As much of an address is in the page. */
const URL_SHOWN = 400;

/** An exchange that carries no message: what was asked, and how it was answered. */
export function ExchangeRow({ exchange }: { exchange: Exchange }) {
  const { method, url, status, statusText, error, startedAt } = exchange;
  const verdict = verdictOfExchange(exchange);
  const address = toVisibleString(url.slice(0, URL_SHOWN));
  const answer = toVisibleString(error ?? (status === null ? 'no answer was seen' : `${status} ${statusText}`.trim()));
  return (
    <>
      <OutcomeIcon outcome={verdict.outcome} word={verdict.word} />
      <span class="row-title" title={answer}>
        <span class="row-name">
          {toVisibleString(method)} <span class="quiet">{answer}</span>
        </span>
        <WhereTags exchange={exchange} />
      </span>
      <RowTime time={startedAt} />
      <span class="row-line" title={address}>
        <bdi>{address}</bdi>
      </span>
    </>
  );
}
