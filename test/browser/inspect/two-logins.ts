import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { makeStoryteller, type Storyteller } from '#test/fixtures/story.ts';
import { dropFiles } from './actions.ts';
import { type Inspector, type InspectorPage, startInspector } from './inspector.ts';

/** When the first login began; milliseconds since the epoch. */
export const START = Date.UTC(2026, 0, 12, 10, 43, 12);

/** The inspector of the test that runs: a login that succeeded, and a minute later one that was refused, are in it. */
interface OpenedLogins {
  readonly inspector: Inspector;
  readonly teller: Storyteller;
  readonly page: Page;
  /** Where the browser puts what is saved. */
  readonly folder: string;
}

/**
 * Opens the inspector for each test of a file, drops a HAR of two logins, and demands in the end that nothing was complained of.
 * @param before what is done to the page before that
 */
export function openTwoLogins(before: (page: Page) => Promise<void> = async () => undefined): OpenedLogins {
  let inspector: Inspector;
  let teller: Storyteller;
  let sight: InspectorPage;
  let folder = '';
  const logins = async () => [
    ...(await teller.login({ startedAt: START, name: 'good' })),
    ...(await teller.login({ startedAt: START + 60_000, name: 'bad', audience: 'https://hub.example/hub/' })),
  ];
  beforeAll(async () => {
    [inspector, teller] = await Promise.all([startInspector(), makeStoryteller()]);
  });
  afterAll(() => inspector.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'saved-'));
    sight = await inspector.open();
    const { page } = sight;
    const browserContextId = page.browserContext().id ?? '';
    const session = await page.createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, browserContextId });
    await before(page);
    await dropFiles(page, [{ name: 'login.har', text: writeHar(await logins()) }]);
    await page.waitForSelector('.row');
  });
  afterEach(async () => {
    const { complaints } = sight;
    await sight.close();
    rmSync(folder, { recursive: true });
    expect(complaints).toEqual([]);
  });
  return {
    get inspector() {
      return inspector;
    },
    get teller() {
      return teller;
    },
    get page() {
      return sight.page;
    },
    get folder() {
      return folder;
    },
  };
}
