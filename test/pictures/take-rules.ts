import type { Page } from 'puppeteer-core';
import { goTo, waitForText } from '#test/browser/console/administrator.ts';
import { startConsole } from '#test/browser/console/console.ts';
import { ownChromium } from '#test/browser/harness/share-chromium.ts';
import { press } from '#test/browser/inspect/actions.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { shippedConfig } from '#test/fixtures/shipped-config.ts';

type Picture = `${string}.png`;

/**
 * Takes a rule that is being changed, with what that would come to; tests of rules; and why somebody may not open something.
 * All four of the demonstration are logged in.
 */
export async function takeRules(files: { rule: Picture; tests: Picture; why: Picture }): Promise<void> {
  const { world, enter, close } = await startConsole({ yaml: await shippedConfig() }, ownChromium);
  try {
    for (const name of ['Anne', 'Eddie', 'Grace', 'Noel']) await world.logIn(name, new HttpBrowser());
    const { page } = await enter('/console/', { width: 1280, height: 860 });
    await goTo(page, '/console/rules');
    await changeRule(page);
    await page.screenshot({ path: files.rule });
    await goTo(page, '/console/rules/hub/tests');
    await press(page, 'Run them');
    await waitForText(page, 'All hold');
    await page.screenshot({ path: files.tests });
    await goTo(page, '/console/access/hub/why?user=CORP%5Cnoel');
    await press(page, 'Why?');
    await waitForText(page, 'Least change');
    await page.screenshot({ path: files.why });
  } finally {
    await close();
  }
}

async function changeRule(page: Page): Promise<void> {
  await press(page, 'Edit the rule Streams by group');
  await page.waitForFunction(() =>
    document.querySelector('.condition-editor')?.shadowRoot?.querySelector('.cm-content'),
  );
  await page.$eval('.condition-editor', (host) => host.shadowRoot?.querySelector<HTMLElement>('.cm-content')?.focus());
  await page.keyboard.down('Control');
  await page.keyboard.press('End');
  await page.keyboard.up('Control');
  await page.keyboard.type(' and user.environment.group != "SalesUS"');
  await waitForText(page, 'Of 4 sessions');
  await waitForText(page, 'It takes something away');
}
