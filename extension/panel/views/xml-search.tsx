import { Icon } from '../../kit/icon.tsx';

interface XmlSearchProps {
  sought: string;
  /** How often it was found. */
  count: number;
  /** Which of these is looked at, from 0. */
  current: number;
  onSearch: (sought: string) => void;
  onCurrent: (current: number) => void;
}

/** Search inside the XML: Enter goes on, Shift and Enter back. */
export function XmlSearch({ sought, count, current, onSearch, onCurrent }: XmlSearchProps) {
  const step = (by: number) => count > 0 && onCurrent((current + by + count) % count);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  };
  return (
    <>
      <label class="search">
        <Icon name="search" />
        <input
          name="xml-search"
          type="search"
          placeholder="Search"
          aria-label="Search in the XML"
          value={sought}
          onInput={(event) => onSearch(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <span class="quiet search-count" role="status">
        {sought !== '' && (count === 0 ? 'not found' : `${current + 1} of ${count}`)}
      </span>
    </>
  );
}
