import { useEffect, useRef } from 'preact/hooks';
import { exchangeName } from '#shared/explain/facts/flow-verdict.ts';
import { Icon } from '../../kit/icon.tsx';
import { keyOfMessage } from '../../store/list/rows.ts';
import { exchangesOf } from '../../store/share/exchanges-of.ts';
import { useWorkbench } from '../parts/context.ts';
import { ExchangeCards } from './http-view.tsx';

/** The exchange that was chosen among what was seen of a flow: what was sent, and what came back. */
export function ChosenExchange() {
  const workbench = useWorkbench();
  const { view, report } = workbench;
  const id = view.exchange.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (id !== null) heading.current?.focus();
  }, [id]);
  if (id === null) return null;
  const all = exchangesOf(workbench);
  const place = all.findIndex((exchange) => exchange.id === id);
  const exchange = all[place];
  if (exchange === undefined) return null;
  const carried = report.value.messages.find((message) => message.exchange?.id === id);
  return (
    <section class="stack chosen" aria-label={exchangeName(place)}>
      <header class="verdict-actions">
        <h3 ref={heading} tabIndex={-1}>
          {exchangeName(place)}
        </h3>
        {carried !== undefined && (
          <button type="button" class="button small" onClick={() => view.select(keyOfMessage(carried))}>
            Show its message
          </button>
        )}
        <button type="button" class="button small" onClick={() => (view.exchange.value = null)}>
          <Icon name="close" />
          <span>Close</span>
        </button>
      </header>
      <ExchangeCards exchange={exchange} />
    </section>
  );
}
