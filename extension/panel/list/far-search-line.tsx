import { useWorkbench } from '../parts/context.ts';

/** What of a large file the filter's text is still sought in: the list shows by then what was found in the rest. */
export function FarSearchLine() {
  const { farSearch } = useWorkbench().view;
  const state = farSearch.state.value;
  return (
    <div class="far-search" hidden={state === null}>
      <span role="status">{state === null ? '' : WORDS[state.kind]}</span>
      {state?.kind === 'searching' && (
        <>
          <progress aria-label="Searching the file" value={state.share} />
          <button type="button" class="button small" onClick={farSearch.stop}>
            Stop
          </button>
        </>
      )}
      {state?.kind === 'stopped' && (
        <button type="button" class="button small" onClick={farSearch.again}>
          Search
        </button>
      )}
    </div>
  );
}

const WORDS = {
  waiting: 'Long bodies are searched when the file is read.',
  searching: 'Searching long bodies, too…',
  stopped: 'Bodies of more than 500 characters were not searched.',
} as const;
