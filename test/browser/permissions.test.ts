import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { builtExtension } from './harness/built-extension.ts';
import { CHROMIUM } from './harness/chromium.ts';
import { type FirefoxPanel, openFirefoxPanel } from './harness/firefox.ts';

const manifestSchema = v.looseObject({
  permissions: v.array(v.string()),
  optional_permissions: v.optional(v.array(v.string())),
  host_permissions: v.optional(v.array(v.string())),
  optional_host_permissions: v.array(v.string()),
  devtools_page: v.optional(v.string()),
});
type Manifest = v.InferOutput<typeof manifestSchema>;

const readManifest = (build: 'chrome-mv3' | 'firefox-mv3'): Manifest =>
  v.parse(manifestSchema, JSON.parse(readFileSync(join(builtExtension(build), 'manifest.json'), 'utf8')));

/** What Chromium itself says that it would warn of, asked by an extension that may ask. */
async function chromiumWarnings(manifests: readonly object[]): Promise<unknown> {
  const place = makeWorkplace();
  place.write('asks.js', '');
  const asks = { manifest_version: 3, name: 'asks', version: '1', permissions: ['management'] };
  place.write('manifest.json', JSON.stringify({ ...asks, background: { service_worker: 'asks.js' } }));
  const browser = await puppeteer.launch({
    executablePath: CHROMIUM,
    pipe: true,
    enableExtensions: [place.folder],
    args: ['--no-sandbox'],
  });
  try {
    const worker = await (await browser.waitForTarget((target) => target.type() === 'service_worker')).worker();
    const ask = (texts: readonly string[]) =>
      `Promise.all(${JSON.stringify(texts)}.map((text) => chrome.management.getPermissionWarningsByManifest(text)))`;
    return await worker?.evaluate(ask(manifests.map((manifest) => JSON.stringify(manifest))));
  } finally {
    await browser.close();
    place.remove();
  }
}

describe('Chrome', () => {
  const manifest = readManifest('chrome-mv3');

  it('grants nothing at installation but an API that sees nothing without hosts', () => {
    expect(manifest.permissions).toEqual(['webRequest', 'sidePanel']);
    expect(manifest.host_permissions).toBeUndefined();
    expect(manifest.optional_host_permissions).toEqual(['<all_urls>']);
  });

  it('warns of all data on all websites because of the page of the developer tools, and of nothing else', async () => {
    const { devtools_page: page, ...rest } = manifest;
    expect(page).toBe('devtools.html');
    const bare = { manifest_version: 3, name: 'bare', version: '1' };
    expect(await chromiumWarnings([manifest, rest, bare, { ...bare, devtools_page: page }])).toEqual([
      ['Read and change all your data on all websites'],
      [],
      [],
      ['Read and change all your data on all websites'],
    ]);
  });
});

/** What Firefox itself would show: at installation, and when a page asks for the developer tools. */
const firefoxWords = (folder: string) => `
  const { ExtensionData } = ChromeUtils.importESModule('resource://gre/modules/Extension.sys.mjs');
  const file = Components.classes['@mozilla.org/file/local;1'].createInstance(Components.interfaces.nsIFile);
  file.initWithPath(${JSON.stringify(folder)});
  const data = new ExtensionData(Services.io.newURI(Services.io.newFileURI(file).spec.replace(/\\/?$/, '/')));
  await data.loadManifest();
  const words = (type, permissions) =>
    ExtensionData.formatPermissionStrings({ type, addonName: 'x', permissions }, {}).msgs;
  const asked = { permissions: ['devtools'], origins: [], data_collection: [] };
  return JSON.stringify({ installing: words('sideload', data.getRequiredPermissions()), asking: words('optional', asked) });`;

describe('Firefox', () => {
  let firefox: FirefoxPanel;
  beforeAll(async () => {
    firefox = await openFirefoxPanel('data:text/html,page');
  });
  afterAll(() => firefox?.close());

  it('leaves the developer tools and every host to a click', () => {
    const manifest = readManifest('firefox-mv3');
    expect(manifest.permissions).toEqual(['webRequest', 'storage']);
    expect(manifest.optional_permissions).toEqual(['devtools']);
    expect(manifest.host_permissions).toBeUndefined();
    expect(manifest.optional_host_permissions).toEqual(['<all_urls>']);
  });

  it('warns of nothing at installation, and asks in its own words when the page with the one button does', async () => {
    expect(await firefox.privileged(firefoxWords(builtExtension('firefox-mv3')))).toEqual({
      installing: [],
      asking: ['Extend developer tools to access your data in open tabs'],
    });
  });
});
