import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CompanionWorld, makeCompanionWorld } from '#test/integration/companion/companion-world.ts';
import { textOf } from './inspect/actions.ts';
import { type Inspector, startInspector } from './inspect/inspector.ts';

/** A connection that asks for what the test identity provider sends by its OID alone. */
const STRICT = `  - prefix: strict
    idp: { metadata: idp.xml }
    user: { id: uid, directory: '[CORP]' }
    attributes: [{ from: department, to: department, required: true }]
`;

let world: CompanionWorld;
let inspector: Inspector;

beforeAll(async () => {
  [world, inspector] = [await makeCompanionWorld({ extra: STRICT }), await startInspector()];
});
afterAll(async () => {
  await inspector.close();
  await world.close();
});

/** Clicks the link or button whose text has this. */
async function press(page: Page, text: string): Promise<void> {
  await page.locator(`::-p-xpath(//*[self::a or self::button][contains(normalize-space(.), '${text}')])`).click();
}

/** Logs in as Anne in a browser context of its own, on a page of this width. */
async function logInAt(path: string, width: number): Promise<Page> {
  const context = await inspector.browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height: 900 });
  await page.goto(`${world.url()}${path}`);
  await press(page, 'Log in as Anne Foster');
  await page.waitForFunction(() => /Welcome|lacks something/.test(document.querySelector('main')?.textContent ?? ''));
  return page;
}

async function inspectFrom(page: Page): Promise<void> {
  await Promise.all([page.waitForNavigation(), press(page, 'Inspect this login')]);
  await page.waitForSelector('[data-key^="flow:"]');
}

describe('inspect this login', () => {
  it.each([1400, 400])('opens the inspector with the login that succeeded in it, at %i px', async (width) => {
    const page = await logInAt('/hub/', width);
    await inspectFrom(page);
    expect(await textOf(page, 'body')).toMatch(/Login succeeded/);
    expect(await textOf(page, 'body')).not.toContain('nobody vouches for');
    await page.browserContext().close();
  });

  it.each([1400, 400])('names the same cause as the page of a refused login, at %i px', async (width) => {
    const page = await logInAt('/strict/', width);
    const title = await textOf(page, 'article.finding h2');
    expect(title).toContain('The required attribute department did not come');
    await inspectFrom(page);
    expect(await textOf(page, 'body')).toMatch(/Login refused/);
    expect(await textOf(page, 'body')).toContain(title);
    await page.browserContext().close();
  });

  it('asks for nothing but a login of this companion, whatever the address says', async () => {
    const page = await inspector.browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const hash of ['#login=//evil.example/x', '#login=/hub/logout', '#login=https://evil.example/']) {
      await page.goto('about:blank');
      await page.goto(`${world.url()}/inspect/${hash}`);
      await page.waitForFunction(() => document.body.textContent?.includes('names no login of this companion'));
    }
    expect(asked.filter((url) => !url.startsWith(`${world.url()}/inspect/`) && url !== 'about:blank')).toEqual([]);
    await page.goto('about:blank');
    await page.goto(`${world.url()}/inspect/#login=/hub/saml/login-trace`);
    await page.waitForFunction(() => document.body.textContent?.includes('no recording of this login'));
    await page.close();
  });
});
