import { toClockTime, toFullTime } from '../../store/base/times.ts';

/** When something began; the day and the zone on hover. */
export function RowTime({ time }: { time: number | null }) {
  return (
    <span class="row-time" title={toFullTime(time) ?? undefined}>
      {toClockTime(time)}
    </span>
  );
}
