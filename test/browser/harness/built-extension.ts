import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where `npm run build` leaves the extension; `EXTENSION_OUTPUT` names another folder of builds. */
const OUTPUT = process.env['EXTENSION_OUTPUT'] ?? join(import.meta.dirname, '../../../.output');

/** The folder of the built extension, as the browser is to load it. Throws where it isn't built. */
export function builtExtension(build: 'chrome-mv3' | 'firefox-mv3'): string {
  const folder = join(OUTPUT, build);
  if (!existsSync(join(folder, 'manifest.json'))) throw new Error(`${folder} holds no extension: run "npm run build".`);
  return folder;
}
