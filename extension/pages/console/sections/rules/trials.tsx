import { useState } from 'preact/hooks';
import { WorkbenchError } from '#shared/base/errors.ts';
import { proveAssertions } from '#shared/rules/trials/prove-assertions.ts';
import { readAssertions, readTrials } from '#shared/rules/trials/read-trials.ts';
import { runTrials } from '#shared/rules/trials/run-trials.ts';
import { changeWords, reasonsWords } from '#shared/rules/words/explain-words.ts';
import { Card } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';
import { AreaField } from '../../parts/area-field.tsx';
import { type RuleRow, readRows } from './rule-rows.ts';
import type { RulesDraft } from './use-rules-draft.ts';

const FIRST = `{
  "tests": [
    { "user": { "userId": "anne", "environment": { "group": ["SalesUS"] } },
      "resource": { "resourcetype": "Stream", "name": "SalesUS" }, "expect": "allow" }
  ],
  "assertions": [
    { "name": "nobody without a group", "nobody": { "may": "read", "where": "user.environment.group.Empty()" } }
  ]
}`;

/** What a test or an assertion came to. */
interface Outcome {
  readonly name: string;
  readonly result: 'holds' | 'fails' | 'not decided';
  readonly words: string;
}

/** Tests and assertions about the rules as they are being edited: asked here, and written as the command takes them. */
export function Trials({ draft }: { draft: RulesDraft }) {
  const [text, setText] = useState(FIRST);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const run = (event: Event) => {
    event.preventDefault();
    const found = runAll(text, draft.rows);
    setProblem(typeof found === 'string' ? found : null);
    setOutcomes(typeof found === 'string' ? [] : found);
  };
  const failed = outcomes.filter(({ result }) => result !== 'holds').length;
  return (
    <div class="cards">
      <form class="form" onSubmit={run}>
        <AreaField
          label="Tests and assertions"
          rows={14}
          value={text}
          onChange={setText}
          problem={problem}
          hint="JSON. A test asks about one user and one resource; an assertion is proven of all of them, or an example is found. The commands rules test and rules prove take the same from a file."
        />
        <div class="card-actions">
          <button type="submit" class="button primary">
            Run them
          </button>
        </div>
      </form>
      <div role="status">
        {outcomes.length > 0 && (
          <Card title={failed === 0 ? 'All hold' : `${failed} of ${outcomes.length} do not hold`} level={2}>
            {outcomes.map(({ name, result, words }, index) => (
              <div key={index} class="row-main">
                <p class="strong">
                  <Value text={`${name}: ${result}`} />
                </p>
                <p class="quiet">
                  <Value text={words} first={1000} />
                </p>
              </div>
            ))}
          </Card>
        )}
      </div>
    </div>
  );
}

/** What each came to; or why they cannot be run. */
function runAll(text: string, rows: readonly RuleRow[]): readonly Outcome[] | string {
  const read = readRows(rows);
  if ('problem' in read) return read.problem;
  try {
    const form: unknown = JSON.parse(text);
    if (typeof form !== 'object' || form === null) return 'This is no JSON map (in braces).';
    const { tests = null, assertions = null } = { tests: undefined, assertions: undefined, ...form };
    return [
      ...(tests === null ? [] : runTrials(read.rules, readTrials({ rules: [], tests }).tests).map(ofTrial)),
      ...(assertions === null
        ? []
        : proveAssertions(readAssertions({ assertions }).assertions, read.rules).map(ofAssertion)),
    ];
  } catch (error) {
    if (error instanceof SyntaxError) return 'As it stands, this is no JSON.';
    if (error instanceof WorkbenchError) return error.message;
    throw error;
  }
}

function ofTrial({ name, holds, explanation }: ReturnType<typeof runTrials>[number]): Outcome {
  const { by, couldHave, errors } = explanation;
  const words = [
    ...by.map((rule) => `allowed by “${rule.rule}”: ${reasonsWords(rule)}`),
    ...couldHave.map((rule) => {
      const least = rule.change === null ? '' : ` (least change: ${changeWords(rule.change)})`;
      return `not by “${rule.rule}”: ${reasonsWords(rule)}${least}`;
    }),
    ...errors.map(({ rule, error }) => `“${rule}” is in error: ${error}`),
  ];
  return { name, result: holds ? 'holds' : 'fails', words: words.join('; ') || 'no rule is for such a resource' };
}

const RESULTS = { proven: 'holds', refuted: 'fails', undecided: 'not decided' } as const;

function ofAssertion({ name, verdict, example, why }: ReturnType<typeof proveAssertions>[number]): Outcome {
  const words =
    example === null ? (why ?? 'proven of all users and resources') : `not so for ${JSON.stringify(example)}`;
  return { name, result: RESULTS[verdict], words };
}
