import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFaultList } from './make-fault-list.ts';
import { makePhraseList } from './make-phrase-list.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CHECKS = 'shared/checks';

/** One check as its file has it. */
interface CheckFile {
  /** `./time/issue-instant.ts` */
  readonly path: string;
  readonly name: string;
  readonly code: string;
  readonly rank: number;
  readonly isFlow: boolean;
}

const DEFINITION = /export const (\w+) = define(Flow)?Check\(\{\s*code: '([a-z0-9-]+)',\s*rank: (\d+),/;

/**
 * The lists of the checks, of the faults and of the phrase book, by path from the root of the repository, as `npm run checks:list` writes them:
 * each file below `shared/checks` that defines a check is in them, by its rank.
 *
 * @throws where a file defines a check without code and rank at its head, is not named by the code, or two ranks are alike
 */
export async function makeLists(): Promise<ReadonlyMap<string, string>> {
  const all = (await findChecks()).toSorted((a, b) => a.rank - b.rank);
  const [checks, flows] = [all.filter(({ isFlow }) => !isFlow), all.filter(({ isFlow }) => isFlow)];
  holdApart(checks);
  holdApart(flows);
  return new Map([
    [`${CHECKS}/all-checks.ts`, listOf(checks, 'Check', 'ALL_CHECKS', 'Every check of a message')],
    [`${CHECKS}/all-flow-checks.ts`, listOf(flows, 'FlowCheck', 'ALL_FLOW_CHECKS', 'Every check of a flow')],
    ['shared/inspection/check-codes.ts', codesOf(checks, flows)],
    await makeFaultList(),
    await makePhraseList(),
  ]);
}

async function findChecks(): Promise<readonly CheckFile[]> {
  const names = await readdir(join(ROOT, CHECKS), { recursive: true });
  const found = await Promise.all(names.filter((name) => /\/[\w-]+\.ts$/.test(name)).map(readCheck));
  return found.filter((check) => check !== null);
}

async function readCheck(name: string): Promise<CheckFile | null> {
  const text = await readFile(join(ROOT, CHECKS, name), 'utf8');
  if (!/= define(?:Flow)?Check\(/.test(text)) return null;
  const [, constant = '', flow, code = '', rank = ''] = DEFINITION.exec(text) ?? [];
  if (constant === '') throw new Error(`${CHECKS}/${name}: a check begins with its code and its rank`);
  if (!name.endsWith(`/${code}.ts`))
    throw new Error(`${CHECKS}/${name}: a check’s file has its code for a name: ${code}`);
  return { path: `./${name}`, name: constant, code, rank: Number(rank), isFlow: flow !== undefined };
}

function holdApart(sorted: readonly CheckFile[]): void {
  for (const [index, { path, rank }] of sorted.entries()) {
    const other = sorted[index + 1];
    if (other?.rank !== rank) continue;
    const free = [1, -1].map((step) => freeFrom(rank, step, sorted)).join(' and ');
    throw new Error(
      `${CHECKS}: ${path} and ${other.path} both have the rank ${rank}; the nearest free ones are ${free}`,
    );
  }
}

/** The first rank that no check has, in steps from this one. */
function freeFrom(rank: number, step: number, checks: readonly CheckFile[]): number {
  return checks.some((check) => check.rank === rank) ? freeFrom(rank + step, step, checks) : rank;
}

const WRITTEN = '// Written by `npm run checks:list` from the files of the checks. Not to be edited.\n\n';

function listOf(checks: readonly CheckFile[], type: string, list: string, words: string): string {
  const define = type === 'Check' ? 'define-check' : 'define-flow-check';
  const imports = checks.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return [
    `${WRITTEN}import type { ${type} } from './engine/${define}.ts';`,
    ...imports.map(({ name, path }) => `import { ${name} } from '${path}';`),
    '',
    `/** ${words}, by rank: a cause before what it can bring about. */`,
    `export const ${list}: readonly ${type}[] = [`,
    ...checks.map(({ name }) => `  ${name},`),
    '];\n',
  ].join('\n');
}

function codesOf(checks: readonly CheckFile[], flows: readonly CheckFile[]): string {
  const list = (all: readonly CheckFile[]) => all.map(({ code }) => `\n  '${code}',`).join('');
  return `${WRITTEN}/** The codes of the checks of messages, by rank. */
export const CHECK_CODES = [${list(checks)}
] as const;

/** The codes of the checks of flows, by rank. */
export const FLOW_CHECK_CODES = [${list(flows)}
] as const;

export type CheckCode = (typeof CHECK_CODES)[number];

export type FlowCheckCode = (typeof FLOW_CHECK_CODES)[number];
`;
}
