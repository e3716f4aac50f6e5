import { useId } from 'preact/hooks';
import { inUtc } from '../../store/base/times.ts';
import { ORDERS, type Order } from '../../store/list/rows.ts';
import { useWorkbench } from '../parts/context.ts';

const ORDER_WORDS: Readonly<Record<Order, string>> = {
  oldest: 'Oldest first',
  newest: 'Newest first',
  failed: 'Failed first',
};

/** What the list shows, in which order, and on which clock. */
export function ListHead() {
  const { view } = useWorkbench();
  const id = useId();
  return (
    <div class="list-head">
      <label for={id} class="for-readers">
        Order
      </label>
      <select
        id={id}
        class="small"
        title="In which order flows stand"
        value={view.order.value}
        onChange={({ currentTarget: { value } }) =>
          (view.order.value = ORDERS.find((each) => each === value) ?? 'oldest')
        }
      >
        {ORDERS.map((order) => (
          <option key={order} value={order}>
            {ORDER_WORDS[order]}
          </option>
        ))}
      </select>
      <span class="spacer" />
      <button
        type="button"
        class="button small"
        aria-pressed={view.traffic.value}
        title="Every request, also those that carry no message"
        onClick={() => (view.traffic.value = !view.traffic.value)}
      >
        All traffic
      </button>
      <button
        type="button"
        class="button small"
        aria-pressed={inUtc.value}
        title="Times in UTC, not on this computer's clock"
        onClick={() => (inUtc.value = !inUtc.value)}
      >
        UTC
      </button>
    </div>
  );
}
