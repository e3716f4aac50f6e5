import type { ComponentChildren } from 'preact';
import { FailureNote } from './failure.tsx';
import type { Loaded } from './use-loaded.ts';

interface LoadingProps<Value> {
  of: Loaded<Value>;
  /** What is waited for. */
  what: string;
  children: (value: Value) => ComponentChildren;
}

/** What the companion answered, drawn by `children`; before that a word of patience, and what went wrong where it did. */
export function Loading<Value>({ of, what, children }: LoadingProps<Value>) {
  return (
    <>
      {of.failure !== null && <FailureNote failure={of.failure} onAgain={of.reload} />}
      {of.value === null && of.failure === null && <p class="quiet waiting">Loading {what} …</p>}
      {of.value !== null && <div aria-busy={of.isLoading}>{children(of.value)}</div>}
    </>
  );
}
