import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overflow } from './harness/axe.ts';
import { type ChromiumPanel, openChromiumPanel } from './harness/chromium.ts';
import { type CrossSite, startCrossSite } from './harness/cross-site.ts';
import { testOwnRefusals } from './harness/own-refusals.ts';
import { waitFor } from './harness/panel-handle.ts';
import { LOGIN, makeRecordedLogins, sendRaw, steps } from './harness/recorded-logins.ts';
import { testRefusals } from './harness/refusal-suite.ts';
import { logIn, type World, workbenchWorld } from './harness/worlds.ts';

let sites: CrossSite;
let chromium: ChromiumPanel;
beforeAll(async () => {
  sites = await startCrossSite();
  chromium = await openChromiumPanel(`${sites.sp}/done`);
});
afterAll(async () => {
  await chromium?.close();
  await sites?.close();
});

const { logInAt, recordedLogin, recordedAnswers, recordedPage, mixedMessages } = makeRecordedLogins(() => ({
  sites,
  panel: chromium.panel,
}));

/** What stands on the button in the toolbar. */
function buttonMark(ownPage: Page): Promise<unknown> {
  return ownPage.evaluate('chrome.action.getBadgeText({})');
}

describe('the inspected tab, with no permission', () => {
  it('records every hop of a cross-site login, with the form as sent and redirects made absolute', async () => {
    await logInAt(chromium.page, 'plain');
    const login = await recordedLogin('plain', 4);
    expect(steps(login)).toEqual(LOGIN);
    expect(login[0]?.redirectUrl).toMatch(new RegExp(`^${sites.idp}/sso\\?SAMLRequest=`));
    expect(new URLSearchParams(login[2]?.requestBody?.text ?? '').get('RelayState')).toBe('grüße & co');
    expect(login[3]?.requestHeaders.map(({ name }) => name.toLowerCase())).toContain('cookie');
    expect(login.every(({ source, tab }) => source === 'devtools' && tab !== null && tab.tabId > 0)).toBe(true);
  });

  it('keeps the text of a page that will send a message', async () => {
    // The page stays until its text is there: a browser throws the text away with the page.
    await chromium.page.goto(`${sites.sp}/start?case=slow&wait=3600000`);
    await waitFor(
      'the text of the form',
      async () => (await recordedLogin('slow', 2)).find(({ url }) => url.includes('/sso'))?.responseText ?? null,
    );
  });

  it('records a body above 1 MB whole, before and after a 307 (rfc9110 15.4.8)', async () => {
    await logInAt(chromium.page, 'big', '&size=2000000&acs=/acs307');
    const login = await recordedLogin('big', 5);
    expect(steps(login)).toEqual([
      'GET /start 302',
      'GET /sso 200',
      'POST /acs307 307',
      'POST /acs 302',
      'GET /done 200',
    ]);
    const sent = sites.received.at(-1);
    expect(login.filter(({ method }) => method === 'POST').map(({ requestBody }) => requestBody?.text?.length)).toEqual(
      [sent, sent],
    );
  });

  it('records a form before and after a 308 and a raw body, and says where the browser gives none', async () => {
    await logInAt(chromium.page, 'moved', '&acs=/acs308');
    const posts = (await recordedLogin('moved', 5)).filter(({ method }) => method === 'POST');
    expect(steps(posts)).toEqual(['POST /acs308 308', 'POST /acs 302']);
    expect(posts[1]?.requestBody?.text).toBe(posts[0]?.requestBody?.text);
    await sendRaw(chromium.page, 'raw');
    const [raw] = await recordedLogin('raw', 1);
    expect(raw?.requestBody?.text).toMatch(/^<samlp:Response/);
    await sendRaw(chromium.page, 'blob');
    await chromium.panel.waitForText(/cut \d+ characters off the body sent to [^ ]*\/acs\. Record every tab/);
  });

  it('records a login inside a frame, and an assertion consumer that fails', async () => {
    await chromium.page.goto(`${sites.sp}/frame?case=frame`);
    expect(steps(await recordedLogin('frame', 5))).toEqual(['GET /frame 200', ...LOGIN]);
    await chromium.page.goto(`${sites.sp}/start?case=broken&acs=/acs500`);
    expect(steps(await recordedLogin('broken', 3))).toEqual(['GET /start 302', 'GET /sso 200', 'POST /acs500 500']);
  });

  it('records pages that a service worker of the site fetches, once', async () => {
    const { page } = chromium;
    await page.goto(`${sites.sp}/with-worker`);
    await page.waitForFunction(() => document.title === 'ready');
    await logInAt(page, 'worker');
    await page.evaluate(async () => {
      for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
    });
    expect(steps(await recordedLogin('worker', 4))).toEqual(LOGIN);
    // What is broken off at the redirect comes late, and is the same request.
    await logInAt(page, 'afterwards');
    await recordedLogin('afterwards', 4);
    expect(steps(await recordedLogin('worker', 4))).toEqual(LOGIN);
  });

  it('records nothing of another tab', async () => {
    const other = await chromium.browser.newPage();
    await logInAt(other, 'unseen');
    await logInAt(chromium.page, 'seen');
    await recordedLogin('seen', 4);
    expect(await chromium.panel.recorded('case=unseen')).toEqual([]);
    await other.close();
  });

  it('loses none of 500 messages that come by form, by redirect and in frames', async () => {
    expect(await mixedMessages(chromium.page, 'many', 500)).toBe(500);
    await chromium.panel.click('Clear');
  });

  it('is all that is recorded: beside the page, which the button in the toolbar opens, nothing is', async () => {
    const beside = await chromium.openBeside();
    expect(await beside.evaluate('chrome.sidePanel.getPanelBehavior()')).toEqual({ openPanelOnActionClick: true });
    await beside.waitForSelector('::-p-aria([name="Record every tab"][role="button"])');
    await logInAt(chromium.page, 'unheard');
    await recordedLogin('unheard', 4);
    expect(await beside.evaluate('document.querySelector(".status-line").innerText')).toMatch(/^0 requests/);
    expect(await buttonMark(beside)).toBe('');
    expect(await overflow(beside)).toBeLessThanOrEqual(0);
    await beside.close();
  });
});

testRefusals(() => chromium);
testOwnRefusals(() => chromium);

describe('every tab, after one click', () => {
  let beside: Page;
  beforeAll(async () => {
    await chromium.allowEverySite();
    await chromium.panel.click('This tab');
    await waitFor('the wide scope', async () =>
      (await chromium.panel.texts('button')).includes('Every tab') ? true : null,
    );
  });

  it('merges what the developer tools and webRequest see of one request into one exchange', async () => {
    await logInAt(chromium.page, 'merged', '&size=2000000&acs=/acs307');
    const login = await recordedAnswers('merged', 5);
    await waitFor('both sources of each', async () =>
      (await recordedLogin('merged', 5)).every(({ source, tab }) => source === 'devtools' && tab?.frameId === 0)
        ? true
        : null,
    );
    expect(steps(login)).toEqual([
      'GET /start 302',
      'GET /sso 200',
      'POST /acs307 307',
      'POST /acs 302',
      'GET /done 200',
    ]);
  });

  it('records another tab, its frames and a popup, with cookies and the method after each redirect', async () => {
    const other = await chromium.browser.newPage();
    await logInAt(other, 'other');
    const login = await recordedAnswers('other', 4);
    expect(steps(login)).toEqual(LOGIN);
    expect(login[2]?.requestBody?.params).toContainEqual({ name: 'RelayState', value: 'grüße & co' });
    expect(login[3]?.requestHeaders.map(({ name }) => name.toLowerCase())).toContain('cookie');
    expect(login[0]?.responseHeaders.map(({ name }) => name.toLowerCase())).toContain('set-cookie');
    await other.goto(`${sites.sp}/frame?case=otherframe`);
    const framed = await recordedAnswers('otherframe', 5);
    expect(framed.map(({ tab }) => tab?.type)).toEqual([
      'main_frame',
      'sub_frame',
      'sub_frame',
      'sub_frame',
      'sub_frame',
    ]);
    await other.goto(`${sites.sp}/popup?case=popup`);
    await other.click('button');
    const popup = await recordedAnswers('popup', 5);
    expect(steps(popup)).toEqual(['GET /popup 200', ...LOGIN]);
    expect(popup[1]?.tab?.tabId).not.toBe(popup[0]?.tab?.tabId);
    await sendRaw(other, 'blob');
    await chromium.panel.waitForText(/\/acs: the browser gave extensions no body/);
    await other.close();
  });

  it('fetches metadata from an address by a click, and what it asks itself is no part of the recording', async () => {
    const { panel } = chromium;
    await panel.click('Trust');
    await panel.fill('Address of metadata', `${sites.idp}/metadata`);
    await panel.click('Fetch');
    await panel.waitForText('https://sp.example/sp');
    await panel.fill('Address of metadata', `${sites.idp}/acs500`);
    await panel.click('Fetch');
    await panel.waitForText('it answers 500');
    await panel.click('Remove: https://sp.example/sp');
    await panel.waitForText('Nothing is trusted yet.');
    await panel.click('Close');
    expect(await panel.recorded('/metadata')).toEqual([]);
    expect(await panel.texts('button')).toContain('Every tab');
  });

  it('records a request that never reached a server', async () => {
    const other = await chromium.browser.newPage();
    await other.goto('http://127.0.0.1:9/acs?case=refused').catch(() => undefined);
    const failed = await waitFor('its failure', async () => {
      const [exchange] = await recordedLogin('refused', 1);
      return exchange?.error ? exchange : null;
    });
    expect(failed).toMatchObject({ status: null, error: 'net::ERR_UNSAFE_PORT' });
    await other.close();
  });

  it('loses nothing when the worker is killed again and again in the middle of logins', async () => {
    const other = await chromium.browser.newPage();
    for (const round of ['one', 'two', 'three']) {
      const arrived = logInAt(other, `kill${round}`, '&wait=1500');
      await recordedPage(`kill${round}`);
      await chromium.killWorker();
      await arrived;
      await recordedLogin(`kill${round}`, 4);
      await chromium.killWorker();
      await logInAt(other, `after${round}`);
    }
    for (const round of ['one', 'two', 'three']) {
      expect(steps(await recordedAnswers(`kill${round}`, 4))).toEqual(LOGIN);
      expect(steps(await recordedAnswers(`after${round}`, 4))).toEqual(LOGIN);
    }
    await other.close();
  });

  it('shows a login in another tab whose worker died while the user typed', async () => {
    const world: World = await workbenchWorld();
    await chromium.panel.click('Clear');
    const other = await chromium.browser.newPage();
    await other.goto(`${world.companion}/hub/`);
    await chromium.killWorker();
    await logIn(other, world, 'Grace Lund');
    await chromium.panel.waitForText('Login succeeded');
    // What was begun before it may be a flow of its own, and shown.
    await chromium.panel.click(/^Succeeded\s*Login succeeded/);
    // A companion that is linked judges the login that was recorded again; nothing of what is asked is recorded.
    await chromium.panel.click(/^Trust$/);
    await chromium.panel.fill('Address of the companion', world.companion);
    await chromium.panel.fill('Token of its administrator', world.token);
    await chromium.panel.click('Link');
    await chromium.panel.waitForText('Linked with localhost');
    await chromium.panel.click('Close');
    await chromium.panel.click('What became of it there');
    await chromium.panel.waitForText('The login succeeded.');
    await chromium.panel.click('Replay it at hub');
    await chromium.panel.waitForText('Would be accepted');
    expect(await chromium.panel.recorded('/api/')).toEqual([]);
    await other.close();
    await world.close();
  });

  it('is recorded beside the page, too, while that is open, and the button says so', async () => {
    beside = await chromium.openBeside();
    await beside.waitForSelector('::-p-text(Every tab, popup and frame is recorded for as long as this is open)');
    expect(await buttonMark(beside)).toBe('ALL');
    await logInAt(chromium.page, 'beside');
    await beside.waitForFunction(() => document.querySelectorAll('.row-message').length === 2);
    expect(await overflow(beside)).toBeLessThanOrEqual(0);
  });

  it('goes back to the inspected tab when the user takes the permission back, and says so', async () => {
    await chromium.withdrawEverySite();
    await chromium.panel.waitForText('permission to see every tab was taken back');
    expect(await chromium.panel.texts('button')).toContain('This tab');
    const other = await chromium.browser.newPage();
    await logInAt(other, 'hidden');
    await logInAt(chromium.page, 'again');
    await recordedLogin('again', 4);
    expect(await chromium.panel.recorded('case=hidden')).toEqual([]);
    await other.close();
  });

  it('goes back to nothing beside the page then, and takes its mark off the button', async () => {
    await beside.waitForSelector('::-p-text(was taken back: nothing is recorded)');
    await beside.waitForSelector('::-p-aria([name="Record"][role="button"])');
    expect(await beside.evaluate(() => document.querySelectorAll('.row-message').length)).toBe(2);
    await waitFor('the mark taken off', async () => ((await buttonMark(beside)) === '' ? true : null));
    await beside.close();
  });
  it('leaves nothing unhandled behind', async () => {
    expect(await chromium.complaints()).toEqual([]);
  });
});
