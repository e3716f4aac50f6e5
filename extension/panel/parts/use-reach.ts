import { useEffect, useState } from 'preact/hooks';
import type { Reach } from '../../messaging/reach.ts';
import { useWorkbench } from './context.ts';

/**
 * The way to other machines; null until it is loaded, and where there is none. It is there before anything can be clicked,
 * because a browser takes a request for a permission inside the click alone.
 */
export function useReach(): Reach | null {
  const { loadReach, notices } = useWorkbench();
  const [reach, setReach] = useState<Reach | null>(null);
  useEffect(() => {
    loadReach().then(setReach, notices.showError);
  }, [loadReach, notices]);
  return reach;
}
