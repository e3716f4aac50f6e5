import { toClockTime, toFullTime } from '../../store/base/times.ts';

/** `10:43:12` */
const SECONDS = 8;

/** When something began; the day and the zone on hover. */
export function RowTime({ time }: { time: number | null }) {
  return (
    <span class="row-time" title={toFullTime(time) ?? undefined}>
      {toClockTime(time).slice(0, SECONDS)}
      <span class="row-parts">{toClockTime(time).slice(SECONDS)}</span>
    </span>
  );
}
