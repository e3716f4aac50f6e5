import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { makeLists } from './make-lists.ts';

// `npm run checks:list`: writes the lists of the checks and of the faults anew, after one was added or renamed, or a check got another rank.
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const lists = await makeLists().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
for (const [path, text] of lists) await writeFile(`${ROOT}${path}`, text);
spawnSync('npx', ['biome', 'check', '--write', ...lists.keys()], { cwd: ROOT, stdio: 'inherit' });
