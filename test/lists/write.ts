import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { makeLists } from './make-lists.ts';

// `npm run checks:list`: writes the lists of the checks anew, after one was added, renamed or got another rank.
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const lists = await makeLists();
for (const [path, text] of lists) await writeFile(`${ROOT}${path}`, text);
spawnSync('npx', ['biome', 'check', '--write', ...lists.keys()], { cwd: ROOT, stdio: 'inherit' });
