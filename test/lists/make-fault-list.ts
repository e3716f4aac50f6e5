import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FAULTS = 'server/idp/faults';

const DEFINITION = /export const (\w+) = defineFault\(\{\s*code: '([a-z0-9-]+)',\s*stage: '([a-z]+)',/;

/** In the order in which a response is made and comes to somebody. */
const STAGES = ['draft', 'xml', 'signature', 'form', 'transport', 'metadata', 'logout'];

/** One fault as its file has it. */
interface FaultFile {
  /** `./draft/audience-other.ts` */
  readonly path: string;
  readonly name: string;
  /** Where its stage stands among all. */
  readonly order: number;
}

/**
 * The list of the faults, by path from the root of the repository: each file below `server/idp/faults` that defines a fault
 * is in it, by stage and code.
 *
 * @throws where a file defines a fault without code and stage at its head, or does not lie where they say
 */
export async function makeFaultList(): Promise<readonly [path: string, text: string]> {
  const names = await readdir(join(ROOT, FAULTS), { recursive: true });
  const found = await Promise.all(names.filter((name) => /\/[\w-]+\.ts$/.test(name)).map(readFault));
  const byPath = found.filter((fault) => fault !== null).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const text = [
    '// Written by `npm run checks:list` from the files of the faults. Not to be edited.\n',
    ...byPath.map(({ name, path }) => `import { ${name} } from '${path}';`),
    "import type { Fault } from './engine/define-fault.ts';",
    '',
    '/** Every fault: by stage, then by code. */',
    'export const ALL_FAULTS: readonly Fault[] = [',
    ...byPath.toSorted((a, b) => a.order - b.order).map(({ name }) => `  ${name},`),
    '];\n',
  ].join('\n');
  return [`${FAULTS}/all-faults.ts`, text];
}

async function readFault(name: string): Promise<FaultFile | null> {
  const text = await readFile(join(ROOT, FAULTS, name), 'utf8');
  if (!text.includes('= defineFault(')) return null;
  const [, constant = '', code = '', stage = ''] = DEFINITION.exec(text) ?? [];
  if (constant === '') throw new Error(`${FAULTS}/${name}: a fault begins with its code and its stage`);
  if (name !== `${stage}/${code}.ts`) throw new Error(`${FAULTS}/${name}: by code and stage it is ${stage}/${code}.ts`);
  return { path: `./${name}`, name: constant, order: STAGES.indexOf(stage) };
}
