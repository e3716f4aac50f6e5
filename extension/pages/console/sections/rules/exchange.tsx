import { useEffect, useState } from 'preact/hooks';
import { counted } from '#shared/base/count-words.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readQlikRules, toQlikRules } from '#shared/rules/qlik/qlik-rules.ts';
import type { AccessRule } from '#shared/rules/rule.ts';
import { Card } from '../../../../kit/facts.tsx';
import { FileButton } from '../../../../kit/file-button.tsx';
import { saveFile } from '../../../../kit/save-file.ts';
import { Value } from '../../../../kit/value.tsx';
import { AreaField } from '../../parts/area-field.tsx';
import { goTo, pathOf } from '../../state/address.ts';
import { announce } from '../../state/announce.ts';
import { readData } from './read-data.ts';
import { MAX_FILE, readTextFile } from './read-text-file.ts';
import { freeName, type RuleRow, readRows, toRow } from './rule-rows.ts';
import type { RulesDraft } from './use-rules-draft.ts';

/** Rules from Qlik Sense, and rules for it: JSON as its repository exports them. */
export function Exchange({ prefix, draft }: { prefix: string; draft: RulesDraft }) {
  return (
    <div class="cards">
      <Import prefix={prefix} draft={draft} />
      <Export prefix={prefix} draft={draft} />
    </div>
  );
}

function Import({ prefix, draft: { rows, put } }: { prefix: string; draft: RulesDraft }) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly AccessRule[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    void readRulesText(text).then((read) => {
      if (!isWanted) return;
      setFound(typeof read === 'string' ? [] : read);
      setProblem(typeof read === 'string' ? read : null);
    });
    return () => {
      isWanted = false;
    };
  }, [text]);
  const open = async (files: readonly File[]) => {
    const read = await readTextFile(files);
    if (read === null) setProblem(`The file is larger than the ${MAX_FILE} bytes that are read.`);
    else setText(read);
  };
  const take = (next: readonly RuleRow[]) => {
    put(next);
    announce('The rules are in the editor. Nothing is saved yet.');
    goTo(pathOf('rules', [prefix, 'edit']));
  };
  return (
    <Card title="Import" level={2}>
      <form class="form" onSubmit={(event) => event.preventDefault()}>
        <AreaField
          label="Rules"
          rows={10}
          value={text}
          onChange={setText}
          problem={problem}
          hint="JSON as Qlik Sense exports it: one rule, a list, or a package. Or a list as this page saves it or the configuration has it (JSON or YAML)."
        />
        <FileButton word="Choose a file" onFiles={(files) => void open(files)} />
      </form>
      {found.length > 0 && (
        <>
          <p>{counted(found.length, 'rule')}:</p>
          <ul class="change-list">
            {found.map((rule) => (
              <li key={rule.name}>
                <Value text={rule.name} />
                {rule.parsed.error !== null && (
                  <span class="quiet">
                    {' '}
                    <Value text={`cannot be read, and would allow nothing: ${rule.parsed.error.message}`} />
                  </span>
                )}
              </li>
            ))}
          </ul>
          <div class="card-actions">
            <button type="button" class="button primary" onClick={() => take(withAll(rows, found))}>
              Add to the rules
            </button>
            <button type="button" class="button" onClick={() => take(withAll([], found))}>
              Put in place of all rules
            </button>
          </div>
        </>
      )}
    </Card>
  );
}

function Export({ prefix, draft: { rows } }: { prefix: string; draft: RulesDraft }) {
  const read = readRows(rows);
  if ('problem' in read) {
    return (
      <Card title="Export" level={2}>
        <p class="quiet">
          They cannot be saved as they stand: <Value text={read.problem} />
        </p>
      </Card>
    );
  }
  const save = (name: string, data: unknown) =>
    saveFile(`${prefix}-${name}.json`, 'application/json', `${JSON.stringify(data, null, 2)}\n`);
  return (
    <Card title="Export" level={2}>
      <p class="quiet">The rules as they stand in the editor: {counted(rows.length, 'rule')}.</p>
      <div class="card-actions">
        <button type="button" class="button" onClick={() => save('qlik-rules', toQlikRules(read.rules))}>
          For Qlik Sense (JSON)
        </button>
        <button type="button" class="button" onClick={() => save('rules', { rules: rows })}>
          For the configuration and rules test (JSON)
        </button>
      </div>
    </Card>
  );
}

/** The rules of a text; a text says why there are none. */
async function readRulesText(text: string): Promise<readonly AccessRule[] | string> {
  if (text.trim() === '') return [];
  try {
    const form = await readData(text);
    const qlik = readQlikRules(form);
    if (qlik.length > 0) return qlik;
    const list = typeof form === 'object' && form !== null && 'rules' in form ? form.rules : form;
    if (!Array.isArray(list) || list.length === 0) return NO_RULE;
    const own = readRows(list);
    return 'rules' in own ? own.rules : own.problem;
  } catch (error) {
    if (error instanceof WorkbenchError) return error.message;
    throw error;
  }
}

const NO_RULE = 'There is no rule in this, as Qlik Sense exports them or as this page does.';

/** Names that are there already get a number. */
function withAll(rows: readonly RuleRow[], found: readonly AccessRule[]): readonly RuleRow[] {
  const all = [...rows];
  for (const rule of found) all.push({ ...toRow(rule), name: freeName(rule.name, all) });
  return all;
}
