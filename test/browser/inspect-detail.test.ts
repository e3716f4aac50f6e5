import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeStoryteller } from '#test/fixtures/story.ts';
import { overflow, violations } from './harness/axe.ts';
import { choose, fill, openTab, press, textOf } from './inspect/actions.ts';
import { openTwoLogins } from './inspect/two-logins.ts';

const inspected = openTwoLogins();
let page: Page;
beforeEach(() => {
  page = inspected.page;
});

/** What the browser saves under this name. */
async function saved(name: string): Promise<Buffer> {
  await expect.poll(() => readdirSync(inspected.folder), { timeout: 20_000 }).toContain(name);
  return readFileSync(join(inspected.folder, name));
}

describe('the flow as a diagram', () => {
  it('is walked through by keyboard; each arrow shows its exchange', async () => {
    await openTab(page, 'flow');
    expect(
      await page.$$eval('.arrow-ground', (arrows) => arrows.map((arrow) => arrow.getAttribute('aria-label'))),
    ).toEqual([
      expect.stringMatching(/^Request GET \/sso, carries AuthnRequest, \d/),
      expect.stringMatching(/^Answer 200, /),
      expect.stringMatching(/^Request POST \/hub\/saml\/acs, carries Response, /),
      expect.stringMatching(/^Answer 403, hub\.example answered with HTTP 403/),
    ]);
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    await page.$eval('.arrow-ground[tabindex="0"]', (arrow) => arrow instanceof SVGElement && arrow.focus());
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.chosen');
    expect(await textOf(page, '.chosen')).toMatch(/POST https:\/\/hub\.example\/hub\/saml\/acs/);
    expect(await page.$eval('.chosen-arrow .arrow-ground', (arrow) => arrow.getAttribute('aria-pressed'))).toBe('true');
  });

  it('is saved as a picture of its own: redacted unless asked otherwise, with its colours and without script or style', async () => {
    await openTab(page, 'flow');
    await press(page, 'SVG', '.view-tools');
    const redacted = (await saved('login-flow.svg')).toString();
    expect(redacted).toMatch(/^<svg[^>]+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(redacted).toContain('AuthnRequest');
    expect(redacted).not.toMatch(/example|\s(?:class|style|on\w+)=|<script/);
    rmSync(join(inspected.folder, 'login-flow.svg'));
    await page.click('.view-tools input[type=checkbox]');
    await press(page, 'SVG', '.view-tools');
    expect((await saved('login-flow.svg')).toString()).toContain('idp.example');
    await press(page, 'PNG', '.view-tools');
    expect((await saved('login-flow.png')).subarray(1, 4).toString()).toBe('PNG');
  });
});

describe('what is behind the tabs of a message', () => {
  beforeEach(async () => {
    await choose(page, 'message:1');
  });

  it('a certificate is tried on the spot: the right one, another one, and nothing is trusted by that', async () => {
    const other = await makeStoryteller();
    await openTab(page, 'signature');
    await page.click('.try-keys summary');
    const attempt = async (pem: string) => {
      await fill(page, '.try-keys textarea', pem);
      await press(page, 'Try it', '.try-keys');
      await page.waitForSelector('.try-keys [role=status] .badge');
      return textOf(page, '.try-keys [role=status]');
    };
    expect(await attempt(inspected.teller.signer.certificatePem)).toMatch(/On Response Valid On Assertion Valid/);
    expect(await attempt(other.metadata)).toMatch(/On Response Invalid .*On Assertion Invalid/);
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
    expect(await textOf(page, '.toolbar')).not.toContain('Trust (');
    await fill(page, '.try-keys textarea', 'nonsense');
    await press(page, 'Try it', '.try-keys');
    await page.waitForSelector('.try-keys .tone-bad');
  });

  it('XML is folded and unfolded, and shows what was found where it stands', async () => {
    await choose(page, 'message:3');
    await openTab(page, 'xml');
    const rows = () => page.$$eval('.xml-row', (all) => all.length);
    const all = await rows();
    expect(await page.$eval('.xml-found', (mark) => mark.getAttribute('aria-label'))).toContain('audience');
    await page.click('.xml-fold');
    expect(await rows()).toBeLessThan(4);
    await page.click('.xml-fold');
    expect(await rows()).toBe(all);
    await press(page, 'Tree', '.view-tools');
    await page.waitForFunction((before) => document.querySelectorAll('.xml-row').length < before / 2, {}, all);
    await page.type('.view-tools input[type=search]', 'AudienceRestriction');
    await page.waitForSelector('.mark-current');
    await page.click('.namespaces summary');
    expect(await textOf(page, '.namespaces')).toMatch(/samlp messages of SAML 2\.0.*ds XML signatures/);
    expect([await violations(page), await overflow(page)]).toEqual([[], 0]);
  });

  it('an attribute gives the row that takes it, on the clipboard', async () => {
    await openTab(page, 'attributes');
    expect(await page.$$eval('.attributes thead th', (heads) => heads.map((head) => head.textContent))).toEqual([
      'Name',
      'Friendly name',
      'Format',
      'Values',
      'Map',
    ]);
    await page.$$eval('.attribute button.small:not(.bare)', ([first]) => first instanceof HTMLElement && first.click());
    await page.waitForSelector(
      '.banner ::-p-text(from: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", to: name)',
    );
  });

  it('HTTP tells what each rule did to a cookie', async () => {
    await openTab(page, 'http');
    expect(await textOf(page, '.cookies')).toMatch(
      /Set: kept hub .*to hub\.example alone.*https only.*SameSite=Lax: from another site only/,
    );
  });
});
