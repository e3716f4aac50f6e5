import type { Exchange } from '#shared/http/exchange.ts';
import { toVisibleString } from '../../kit/visible-text.ts';
import { whereOf } from '../../store/list/where.ts';
import { useWorkbench } from '../parts/context.ts';

/** Where a request was made, if that is not a page in the tab of the first message. */
export function WhereTags({ exchange }: { exchange: Exchange }) {
  const { view } = useWorkbench();
  return (
    <>
      {whereOf(exchange, view.tabs.value).map(({ word, title }) => (
        <span key={word} class="tag" title={toVisibleString(title)}>
          {toVisibleString(word)}
        </span>
      ))}
    </>
  );
}
