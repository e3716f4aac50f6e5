import type { ValidityWindow } from '#shared/explain/facts/windows.ts';
import { Value } from '../../kit/value.tsx';

const OUTCOME = { inside: 'good', early: 'bad', late: 'bad', unknown: 'unknown' } as const;

/** Windows of validity, each in words and as a bar on which the moment of receipt is marked. */
export function WindowList({ windows }: { windows: readonly ValidityWindow[] }) {
  if (windows.length === 0) return null;
  return (
    <ul class="windows" aria-label="Validity">
      {windows.map((window, index) => (
        <li key={index} class="window">
          <p class="window-head">
            <strong>{window.label}</strong> <span class={`tone-${OUTCOME[window.state]}`}>{window.words}</span>
          </p>
          <Bar window={window} />
          <p class="window-ends quiet">
            <Value text={window.from?.text ?? 'no beginning'} />
            <Value text={window.until?.text ?? 'no end'} />
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The window is the middle 80 % of the bar; the mark stays on it however far outside the moment is. */
function Bar({ window: { position, state } }: { window: ValidityWindow }) {
  const place = position === null ? null : 10 + 80 * Math.min(Math.max(position, -0.1), 1.1);
  return (
    <div class="bar" aria-hidden="true">
      <div class="bar-window" />
      {place !== null && <div class={`bar-mark tone-${OUTCOME[state]}`} style={{ left: `${place}%` }} />}
    </div>
  );
}
