/** Drawings on a 16 by 16 grid, each one path, stroked in the colour of the text around. */
const PATHS = {
  good: 'M3.5 8.5l3 3 6-7',
  bad: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.2M8 11.6v.1',
  unknown: 'M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.7M8 12.4v.1',
  neutral: 'M8 7.2v4.3M8 4.6v.1',
  chevron: 'M6 4l4 4-4 4',
  mail: 'M2.5 4h11v8.5h-11zM2.5 4.5L8 9l5.5-4.5',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6L14 14',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  copy: 'M6 5.5h7.5v8H6zM3.5 10.5h-1v-8H10v1',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  stop: 'M4.5 4.5h7v7h-7z',
  record: 'M8 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  clear: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9',
  open: 'M8 10.5v-8M5 5.5l3-3 3 3M2.5 10v3.5h11V10',
  save: 'M8 2.5v8M5 7.5l3 3 3-3M2.5 10v3.5h11V10',
  paste: 'M5.5 3h-2v10.5h9V3h-2M5.5 2h5v2.5h-5z',
  trust: 'M8 2l5 1.8v4c0 3-2.1 5.2-5 6.2-2.9-1-5-3.2-5-6.2v-4zM5.8 8l1.6 1.6 3-3.2',
  key: 'M5 13.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM7 9l6-6M10.5 5.5l2 2',
  compare: 'M2.5 3.5h4.5v9H2.5zM9 3.5h4.5v9H9z',
  tabs: 'M2.5 5.5h8v8h-8zM5.5 5.5v-3h8v8h-3',
  tab: 'M2.5 3.5h11v9h-11zM2.5 6h11',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6',
  arrow: 'M3 8h10M9.5 4.5L13 8l-3.5 3.5',
  target: 'M8 2.5v3M8 10.5v3M2.5 8h3M10.5 8h3M8 9.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4z',
  certain: 'M3 13.5v-3M8 13.5V7M13 13.5v-11',
  likely: 'M3 13.5v-3M8 13.5V7M13 13.5v-.1',
  possible: 'M3 13.5v-3M8 13.5v-.1M13 13.5v-.1',
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof PATHS;

/** A small drawing beside a word. It says nothing by itself, so it is hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
