import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { keepNumber, keptNumber } from '../../store/base/kept-settings.ts';

/** Where the list stands above the detail (`layout.css`). */
const NARROW = '(max-width: 680px)';
/** Percent of the room: what the list has unless somebody moved the splitter, and as little and as much as it can have. */
const USUAL = { 'list-width': 30, 'list-height': 34 } as const;
const [LEAST, MOST] = [12, 80];
const STEP = 4;

/** The line between list and detail (WAI-ARIA APG, Window Splitter): dragged, or moved by arrows. Where it was left is kept. */
export function Splitter() {
  const line = useRef<HTMLDivElement>(null);
  const narrow = useSignal(matchMedia(NARROW).matches);
  const name = narrow.value ? 'list-height' : 'list-width';
  const share = useSignal(keptNumber(name, USUAL[name]));
  useEffect(() => {
    const media = matchMedia(NARROW);
    const follow = () => {
      narrow.value = media.matches;
      const now = media.matches ? 'list-height' : 'list-width';
      share.value = keptNumber(now, USUAL[now]);
    };
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, [narrow, share]);
  useEffect(() => {
    line.current?.parentElement?.style.setProperty('--list-share', `${share.value}%`);
  }, [share.value]);

  const move = (to: number) => {
    share.value = Math.round(Math.min(MOST, Math.max(LEAST, to)));
    keepNumber(name, share.value);
  };
  const onPointerMove = (event: PointerEvent) => {
    const room = line.current?.parentElement?.getBoundingClientRect();
    if (room === undefined || !line.current?.hasPointerCapture(event.pointerId)) return;
    move(
      narrow.value
        ? ((event.clientY - room.top) / room.height) * 100
        : ((event.clientX - room.left) / room.width) * 100,
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Readonly<Record<string, number>> = {
      [narrow.value ? 'ArrowUp' : 'ArrowLeft']: share.value - STEP,
      [narrow.value ? 'ArrowDown' : 'ArrowRight']: share.value + STEP,
      Home: LEAST,
      End: MOST,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    move(target);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: hr cannot be moved
    <div
      ref={line}
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-label="Size of the list"
      aria-orientation={narrow.value ? 'horizontal' : 'vertical'}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={share.value}
      title="Drag, or use the arrow keys; double-click for the usual size"
      onPointerDown={(event) => line.current?.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDblClick={() => move(USUAL[name])}
      onKeyDown={onKeyDown}
    />
  );
}
