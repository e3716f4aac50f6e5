import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { counted } from '#shared/base/count-words.ts';
import type { Answer, Failure } from '../client/answer.ts';
import { announce } from '../state/announce.ts';
import { FailureNote } from './failure.tsx';

/** A page of a list, and what to ask with for the next; null: there is no more. */
interface Paged {
  readonly next: string | number | null;
}

interface Props<Item, Page extends Paged> {
  /** The newest; a list that was loaded anew gets another `key`. */
  first: Page;
  itemsOf: (page: Page) => readonly Item[];
  /** What comes after the items that are shown. */
  askOlder: (next: Page['next']) => Promise<Answer<Page>>;
  /** What one item is called: `login`. */
  noun: string;
  label: string;
  row: (item: Item) => ComponentChildren;
}

/** A list of which the companion gives a page at a time, the newest first; what is older is asked for. */
export function PagedRows<Item, Page extends Paged>({ first, itemsOf, askOlder, noun, label, row }: Props<Item, Page>) {
  const [items, setItems] = useState(itemsOf(first));
  const [next, setNext] = useState<Page['next']>(first.next);
  const [failure, setFailure] = useState<Failure | null>(null);
  const showOlder = async () => {
    const answer = await askOlder(next);
    if (!answer.ok) return setFailure(answer.failure);
    const older = itemsOf(answer.value);
    setFailure(null);
    setItems([...items, ...older]);
    setNext(answer.value.next);
    announce(`${counted(older.length, `older ${noun}`)} shown below.`);
  };
  return (
    <>
      <ol class="rows" reversed aria-label={label}>
        {items.map(row)}
      </ol>
      {failure !== null && <FailureNote failure={failure} />}
      {next !== null && (
        <button type="button" class="button more" onClick={() => void showOlder()}>
          Show older {noun}s
        </button>
      )}
    </>
  );
}
