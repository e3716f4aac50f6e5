import { useState } from 'preact/hooks';
import { FileButton } from '../../../../kit/file-button.tsx';
import { saveFile } from '../../../../kit/save-file.ts';
import { AreaField } from '../../parts/area-field.tsx';
import { announce } from '../../state/announce.ts';
import { MAX_FILE, readTextFile } from './read-text-file.ts';
import { runTrialsText, type TrialResult } from './run-trials-text.ts';
import { TrialResults } from './trial-results.tsx';
import { putTrialsText, trialsTextOf } from './trials-text.ts';
import type { RulesDraft } from './use-rules-draft.ts';

/** Tests and assertions about the rules as they are being edited: written here or taken from a file, run, saved as a file. */
export function Trials({ prefix, draft }: { prefix: string; draft: RulesDraft }) {
  const text = trialsTextOf(prefix);
  const [results, setResults] = useState<readonly TrialResult[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const put = (next: string) => {
    putTrialsText(prefix, next);
    setProblem(null);
    setResults([]);
  };
  const run = async (event: Event) => {
    event.preventDefault();
    const found = await runTrialsText(text, draft.rows);
    setProblem(typeof found === 'string' ? found : null);
    setResults(typeof found === 'string' ? [] : found);
  };
  const open = async (files: readonly File[]) => {
    const found = await readTextFile(files);
    if (found === null) return setProblem(`The file is larger than the ${MAX_FILE} bytes that are read.`);
    put(found);
    announce('The tests are in the editor.');
  };
  return (
    <div class="cards">
      <form class="form" onSubmit={(event) => void run(event)}>
        <AreaField
          label="Tests and assertions"
          rows={20}
          value={text}
          onChange={put}
          problem={problem}
          hint="YAML or JSON. A test asks about one user and one resource; an assertion is proven of all of them, or an example is found. The rules in the editor are asked, whatever rules a file names. Save them as a file for continuous integration: what is written here goes with the page."
        />
        <div class="card-actions">
          <button type="submit" class="button primary">
            Run them
          </button>
          <FileButton word="Choose a file" onFiles={(files) => void open(files)} />
          <button
            type="button"
            class="button"
            onClick={() => saveFile(`${prefix}-rules.test.yaml`, 'application/yaml', text)}
          >
            Save as a file
          </button>
        </div>
      </form>
      <div role="status">{results.length > 0 && <TrialResults results={results} />}</div>
    </div>
  );
}
