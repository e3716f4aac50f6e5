import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lintForFirefox } from '../../../extension/release/lint.ts';
import { DESCRIPTION, PERMISSIONS, SUMMARY, SUMMARY_LIMITS } from '../../../extension/release/listing.ts';
import { type AskedFor, askedFor, writeListing } from '../../../extension/release/write-listing.ts';
import { readFolder, writeZip } from '../../../extension/release/write-zip.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BUILT = { chrome: join(ROOT, '.output/chrome-mv3'), firefox: join(ROOT, '.output/firefox-mv3') } as const;
const BROWSERS = ['chrome', 'firefox'] as const;

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'release-'));
});
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

async function manifestOf(browser: 'chrome' | 'firefox'): Promise<AskedFor> {
  return JSON.parse(await readFile(join(BUILT[browser], 'manifest.json'), 'utf8'));
}

describe.each(BROWSERS)('the package for %s', (browser) => {
  test('built a second time, elsewhere, is the same zip byte for byte', async () => {
    const outDir = join(scratch, browser);
    await buildInto(outDir, browser);
    const again = writeZip(await readFolder(join(outDir, `${browser}-mv3`)));
    const first = writeZip(await readFolder(BUILT[browser]));
    expect(Buffer.from(again).equals(Buffer.from(first))).toBe(true);
  });

  test('holds every file of the build as it is, and says of none when it was made', async () => {
    const files = await readFolder(BUILT[browser]);
    const inside = unzipSync(writeZip(files));
    expect(Object.keys(inside)).toEqual([...files.keys()].toSorted());
    for (const [name, content] of files)
      expect(Buffer.from(content).equals(inside[name] ?? new Uint8Array())).toBe(true);
    expect(files.has('manifest.json')).toBe(true);
  });

  test('asks for nothing that the listing does not explain in a sentence', async () => {
    const text = writeListing(browser, 'SAML Workbench', await manifestOf(browser));
    for (const permission of askedFor(await manifestOf(browser))) expect(text).toContain(`- \`${permission}\`: `);
  });
});

test('no sentence explains what neither browser is asked for', async () => {
  const asked = new Set((await Promise.all(BROWSERS.map(manifestOf))).flatMap(askedFor));
  expect(Object.keys(PERMISSIONS).filter((permission) => !asked.has(permission))).toEqual([]);
});

test('a permission that nobody explained stops the release', async () => {
  const manifest = { ...(await manifestOf('chrome')), permissions: ['webRequest', 'history'] };
  expect(() => writeListing('chrome', 'SAML Workbench', manifest)).toThrow('history');
});

test('the summary is what the manifest says, and as short as the stores want it', async () => {
  for (const limit of Object.values(SUMMARY_LIMITS)) expect(SUMMARY.length).toBeLessThanOrEqual(limit);
  expect(await manifestOf('chrome')).toMatchObject({ description: SUMMARY });
  expect(DESCRIPTION.length).toBeLessThan(10_000);
});

describe('Mozilla’s linter', () => {
  test('has nothing to say of the package but what is known and cannot be avoided', async () => {
    await lintForFirefox(BUILT.firefox);
  });

  test('stops a release in which a script makes code out of text', async () => {
    // The manifest alone is sound, as what is said of it shows: nothing. All scripts of the package would take ten seconds more.
    const { manifest_version, name, version, browser_specific_settings } = JSON.parse(
      await readFile(join(BUILT.firefox, 'manifest.json'), 'utf8'),
    );
    const folder = join(scratch, 'spoilt');
    await mkdir(folder);
    await writeFile(
      join(folder, 'manifest.json'),
      JSON.stringify({ manifest_version, name, version, browser_specific_settings }),
    );
    await writeFile(join(folder, 'extra.js'), 'eval(document.title);\n');
    await expect(lintForFirefox(folder)).rejects.toThrow(/^web-ext lint: extra\.js DANGEROUS_EVAL: [^\n]*$/);
  });
});

/** Builds as `npm run build` does, in a process of its own: Vite builds otherwise where tests run. */
async function buildInto(outDir: string, browser: 'chrome' | 'firefox'): Promise<void> {
  const script = `import { build } from 'wxt'; await build(${JSON.stringify({ root: ROOT, browser, manifestVersion: 3, outDir })})`;
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: ROOT,
    env,
    maxBuffer: 1e8,
  });
}
