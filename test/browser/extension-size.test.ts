import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { builtExtension } from './harness/built-extension.ts';

const KB = 1024;

/** Bytes, gzipped file by file, of an entry and of everything that it loads. */
function loaded(build: 'chrome-mv3' | 'firefox-mv3', entry: string): number {
  const folder = builtExtension(build);
  const files = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    const source = readFileSync(join(folder, file), 'utf8');
    const references = file.endsWith('.html')
      ? source.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)
      : source.matchAll(/(?:from|import)\s*\(?["'](\.{1,2}\/[^"']+\.js)["']/g);
    for (const [, target = ''] of references)
      visit(target.startsWith('.') ? normalize(join(dirname(file), target)) : target);
  };
  visit(entry);
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0);
}

describe.each(['chrome-mv3', 'firefox-mv3'] as const)('%s', (build) => {
  it('has a background under 30 KB gzipped: it records and reads nothing', () => {
    const size = loaded(build, 'background.js');
    expect(size).toBeGreaterThan(2 * KB);
    expect(size).toBeLessThan(30 * KB);
  });

  it('has a recorder in each devtools page under 30 KB gzipped', () => {
    expect(loaded(build, 'devtools.html')).toBeLessThan(30 * KB);
  });

  it('has a panel under 120 KB gzipped', () => {
    expect(loaded(build, 'panel.html')).toBeLessThan(120 * KB);
  });

  it('asks at installation for nothing that lets it see a site', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(builtExtension(build), 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      permissions: ['storage', 'webRequest'],
      optional_host_permissions: ['<all_urls>'],
    });
    for (const key of ['host_permissions', 'content_scripts', 'externally_connectable', 'web_accessible_resources'])
      expect(manifest).not.toHaveProperty(key);
  });
});
