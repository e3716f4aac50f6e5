import { durationWords } from '#shared/base/duration-words.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** A moment in the reader's own time zone; how long ago or ahead that is stands in its title. Milliseconds since the epoch. */
export function When({ at }: { at: number }) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <>–</>;
  const apart = Date.now() - at;
  const words = durationWords(apart);
  return (
    <time dateTime={date.toISOString()} title={apart >= 0 ? `${words} ago` : `in ${words}`}>
      {DATE.format(date)}
    </time>
  );
}
