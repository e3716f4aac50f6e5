import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import schema from '#shared/report/json-report.schema.json' with { type: 'json' };
import type { JsonReport } from '#shared/report/json-report.ts';
import {
  CORPUS,
  type CorpusRow,
  certificatesFor,
  corpusFiles,
  corpusRows,
  describeCorpus,
  readCorpusFile,
} from '#test/fixtures/corpus.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { type CliRun, runInside } from '#test/fixtures/run-cli.ts';

const place = makeWorkplace();
afterAll(() => place.remove());

const rows = corpusRows();
const validate = new Ajv({ allowUnionTypes: true }).compile<JsonReport>(schema);

/** Runs `inspect` on a file with what its row is given. */
async function inspect(row: CorpusRow, format: string, ...more: string[]): Promise<CliRun> {
  const pems = await certificatesFor(row);
  const certificates = pems.flatMap((pem, index) => ['--cert', place.write(`${index}.pem`, pem)]);
  const moment = row.given.indexOf('--at');
  const at = moment === -1 ? [] : row.given.slice(moment, moment + 2);
  return await runInside(['inspect', join(CORPUS, row.file), ...certificates, ...at, '--format', format, ...more]);
}

function reportOf(run: CliRun): JsonReport {
  const report: unknown = JSON.parse(run.stdout);
  if (!validate(report)) throw new Error(`does not fit the schema: ${JSON.stringify(validate.errors)}`);
  return report;
}

/** What was seen, in the words of the tables. */
async function outcomeOf(row: CorpusRow): Promise<Omit<CorpusRow, 'given' | 'why'>> {
  const { file } = row;
  const run = await inspect(row, 'json');
  if (run.status === 2) {
    const { message, code, facts } = await refusalOf(file);
    expect(run).toMatchObject({ stdout: '', stderr: `saml-workbench: ${message}\n` });
    const reason = facts['reason'] === undefined ? '' : `, ${facts['reason']}`;
    return { file, readAs: '-', signatures: '-', outcome: `refused: ${code}${reason}`, status: '2' };
  }
  const report = reportOf(run);
  expect(run.stderr).toBe('');
  const kinds = report.messages.map(({ kind, binding }) => (binding === 'unknown' ? kind : `${kind}/${binding}`));
  return {
    file,
    readAs: `${report.input.kind}: ${kinds.join(', ')}`,
    signatures: verdictsOf(report).join(', ') || '-',
    outcome: summaryOf(report),
    status: String(run.status),
  };
}

async function refusalOf(file: string): Promise<WorkbenchError> {
  const error = await inspectInput(readCorpusFile(file), await knowledgeFrom({})).catch((thrown: unknown) => thrown);
  if (error instanceof WorkbenchError) return error;
  throw new Error(`${file} was refused by the command only`, { cause: error });
}

function verdictsOf({ messages }: JsonReport): readonly string[] {
  return messages.flatMap(({ signatures }) =>
    signatures.map(({ on, outcome, reason }) => [on, outcome, reason].filter(Boolean).join(' ')),
  );
}

function summaryOf({ messages, findings }: JsonReport): string {
  const first = findings.find(({ outcome, severity }) => outcome === 'fail' && severity === 'error');
  if (first !== undefined) return `refused: ${first.code}`;
  const outcomes = messages.flatMap(({ signatures }) => signatures.map(({ outcome }) => outcome));
  const signed = outcomes.includes('unknown') ? 'key not known' : 'verifies';
  const sealed = messages.some(({ encrypted }) => encrypted) ? ', sealed' : '';
  return (outcomes.length === 0 ? 'unsigned' : signed) + sealed;
}

describeCorpus('the command on the corpus', () => {
  describe('inspect on every file of the corpus, as the tables in corpus/ expect it', () => {
    it('each file has one row, and each row a file', () => {
      expect(rows.map(({ file }) => file).sort()).toEqual(corpusFiles());
    });

    it.each(rows)('$file: $outcome', async (row) => {
      const { given: _, why: __, ...expected } = row;
      expect(await outcomeOf(row)).toEqual(expected);
    });

    it.each(rows)('$file: the same status as text and as Markdown, with all checks', async (row) => {
      for (const format of ['text', 'md']) {
        expect(String((await inspect(row, format, '--all')).status)).toBe(row.status);
      }
    });
  });
});

describe('the tables of the corpus', () => {
  it('have a row for each of several hundred files', () => {
    expect(rows.length).toBeGreaterThan(300);
  });

  it('say why a signature that verifies does not suffice, and why what is called valid is refused', () => {
    const surprising = rows.filter(
      ({ outcome, file, signatures }) =>
        outcome.startsWith('refused') && (/valid(?=,|$)/.test(signatures) || /\bvalid/.test(file)),
    );
    expect(surprising.length).toBeGreaterThan(5);
    expect(surprising.filter(({ why, file }) => why === '' && !file.includes('attacks/'))).toEqual([]);
  });
});
