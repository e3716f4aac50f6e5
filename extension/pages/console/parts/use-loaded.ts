import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Answer, Failure } from '../client/answer.ts';

/** Something that comes from the companion: what came last stays in sight while it is asked for again. */
export interface Loaded<Value> {
  readonly value: Value | null;
  readonly failure: Failure | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

interface State<Value> {
  readonly key: string;
  readonly value: Value | null;
  readonly failure: Failure | null;
}

/**
 * Asks for something at first sight, and again when `key` changes or `reload` is called. An answer that is overtaken by a
 * later question is dropped.
 *
 * @param key what is asked for, as a text; while another is asked for, the old answer is not shown as its own
 */
export function useLoaded<Value>(key: string, load: () => Promise<Answer<Value>>): Loaded<Value> {
  const [state, setState] = useState<State<Value>>({ key, value: null, failure: null });
  const [turn, setTurn] = useState(0);
  const [isLoading, setLoading] = useState(true);
  useEffect(() => {
    let isCurrent = true;
    setLoading(true);
    void load().then((answer) => {
      if (!isCurrent) return;
      setLoading(false);
      setState((old) =>
        answer.ok
          ? { key, value: answer.value, failure: null }
          : { key, value: old.key === key ? old.value : null, failure: answer.failure },
      );
    });
    return () => {
      isCurrent = false;
    };
    // `load` is made anew at each drawing; `key` says whether it asks for something else.
  }, [key, turn]);
  const reload = useCallback(() => setTurn((old) => old + 1), []);
  const isOwn = state.key === key;
  return { value: isOwn ? state.value : null, failure: isOwn ? state.failure : null, isLoading, reload };
}
