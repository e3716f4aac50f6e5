import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildNotes } from './build-notes.ts';
import { lintForFirefox } from './lint.ts';
import type { Store } from './listing.ts';
import { type AskedFor, writeListing } from './write-listing.ts';
import { readFiles, readFolder, writeZip } from './write-zip.ts';

/**
 * Makes what the stores take, in `.output/release`: a zip for Chrome and Edge, one for Firefox, the sources with how to
 * build them for Mozilla's review, the texts of the listings, and the sums of all. Needs `npm run build` first.
 */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUT = join(ROOT, '.output/release');
const STORES: Readonly<Record<Store, string>> = { chrome: 'chrome-mv3', edge: 'chrome-mv3', firefox: 'firefox-mv3' };

/** The files that git knows; a folder without git is a copy of these, as `npm ci` and a build left it. */
async function sources(): Promise<Map<string, Uint8Array>> {
  const listed = await promisify(execFile)('git', ['ls-files', '-z'], { cwd: ROOT, maxBuffer: 1e8 }).catch(() => null);
  if (listed === null) return new Map();
  const paths = listed.stdout.split('\0').filter((path) => path !== '');
  return await readFiles(
    ROOT,
    paths.map((path) => join(ROOT, path)),
  );
}

async function make(): Promise<void> {
  const manifests = new Map<Store, AskedFor & { readonly name: string; readonly version: string }>();
  for (const [store, folder] of Object.entries(STORES)) {
    manifests.set(store as Store, JSON.parse(await readFile(join(ROOT, '.output', folder, 'manifest.json'), 'utf8')));
  }
  const version = manifests.get('firefox')?.version ?? '';
  await lintForFirefox(join(ROOT, '.output/firefox-mv3'));
  const made = new Map<string, Uint8Array>();
  const add = (name: string, content: Uint8Array | string): void => {
    made.set(name, typeof content === 'string' ? Buffer.from(content) : content);
  };
  add(`saml-workbench-${version}-chrome.zip`, writeZip(await readFolder(join(ROOT, '.output/chrome-mv3'))));
  const firefox = writeZip(await readFolder(join(ROOT, '.output/firefox-mv3')));
  add(`saml-workbench-${version}-firefox.zip`, firefox);
  const notes = buildNotes(version, createHash('sha256').update(firefox).digest('hex'));
  const files = await sources();
  if (files.size === 0) console.log('No zip of the sources: git does not know this folder, or is not there.');
  else add(`saml-workbench-${version}-sources.zip`, writeZip(files.set('BUILD.md', Buffer.from(notes))));
  for (const [store, manifest] of manifests) add(`listing-${store}.md`, writeListing(store, manifest.name, manifest));
  add('SHA256SUMS', sumsOf(made));
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  for (const [name, content] of made) await writeFile(join(OUT, name), content);
  console.log(
    `${OUT}\n${[...made].map(([name, { length }]) => `  ${name}  ${length.toLocaleString('en')} bytes`).join('\n')}`,
  );
}

/** As `sha256sum` writes and checks them. */
function sumsOf(files: ReadonlyMap<string, Uint8Array>): string {
  const lines = Array.from(
    files,
    ([name, content]) => `${createHash('sha256').update(content).digest('hex')}  ${name}`,
  );
  return `${lines.toSorted().join('\n')}\n`;
}

await make();
