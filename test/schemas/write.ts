import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { makeOpenApi, OPENAPI_FILE } from './make-openapi.ts';
import { makeSchemas } from './make-schemas.ts';

/** Writes the published schemas anew: `npm run schemas`, after a key was added, changed or described. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const schemas: ReadonlyMap<string, object> = new Map<string, object>([...makeSchemas(), [OPENAPI_FILE, makeOpenApi()]]);
for (const [path, schema] of schemas) await writeFile(`${ROOT}${path}`, `${JSON.stringify(schema, null, 2)}\n`);
spawnSync('npx', ['biome', 'format', '--write', ...schemas.keys()], { cwd: ROOT, stdio: 'inherit' });
