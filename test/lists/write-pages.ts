import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { makePhrasePage } from './make-phrase-page.ts';

// The second half of `npm run checks:list`: pages of what the lists, written before, hold.
const [path, text] = makePhrasePage();
await writeFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), text);
