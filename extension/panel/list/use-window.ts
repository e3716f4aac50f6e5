import { useLayoutEffect, useState } from 'preact/hooks';

/** Every row of the list is this high, in CSS pixels: that is what makes a long list cheap. */
export const ROW_HEIGHT = 46;

const MARGIN = 6;

/** Which rows of the list are in the page: those in sight and a few around. `last` is not one of them. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
}

/** Follows the box's scrolling and size. */
export function useWindow(box: { current: HTMLElement | null }, count: number): RowWindow {
  const [sight, setSight] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => {
      const next = { top: element.scrollTop, height: element.clientHeight };
      setSight((last) => (sameRows(last, next) ? last : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [box, count === 0]);
  return toWindow(sight.top, sight.height, count);
}

/** The rows for a scroll position. */
function toWindow(top: number, height: number, count: number): RowWindow {
  const first = Math.max(0, Math.min(Math.floor(top / ROW_HEIGHT), count) - MARGIN);
  const last = Math.min(count, Math.ceil((top + height) / ROW_HEIGHT) + MARGIN);
  return { first, last };
}

function sameRows(a: { top: number; height: number }, b: { top: number; height: number }): boolean {
  return Math.floor(a.top / ROW_HEIGHT) === Math.floor(b.top / ROW_HEIGHT) && a.height === b.height;
}
