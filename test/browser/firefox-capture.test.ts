import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CrossSite, startCrossSite } from './harness/cross-site.ts';
import { type FirefoxPanel, openFirefoxPanel } from './harness/firefox.ts';
import { waitFor } from './harness/panel-handle.ts';
import { LOGIN, makeRecordedLogins, sendRaw, steps } from './harness/recorded-logins.ts';
import { testRefusals } from './harness/refusal-suite.ts';
import { testSleep } from './harness/sleep-suite.ts';
import { logIn, type World, workbenchWorld } from './harness/worlds.ts';

let sites: CrossSite;
let firefox: FirefoxPanel;
beforeAll(async () => {
  sites = await startCrossSite();
  firefox = await openFirefoxPanel(`${sites.sp}/done`);
});
afterAll(async () => {
  await firefox?.close();
  await sites?.close();
});

const { logInAt, recordedLogin, recordedAnswers } = makeRecordedLogins(() => ({
  sites,
  panel: firefox.panel,
}));

describe('the inspected tab, with no permission and without the Network panel', () => {
  it('records every hop of a cross-site login, with the form as sent and redirects made absolute', async () => {
    await logInAt(firefox.page, 'plain', '&wait=1000');
    const login = await recordedAnswers('plain', 4);
    expect(steps(login)).toEqual(LOGIN);
    expect(login[0]?.redirectUrl).toMatch(new RegExp(`^${sites.idp}/sso\\?SAMLRequest=`));
    expect(new URLSearchParams(login[2]?.requestBody?.text ?? '').get('RelayState')).toBe('grüße & co');
    expect(login[3]?.requestHeaders.map(({ name }) => name.toLowerCase())).toContain('cookie');
  });

  it('keeps the text of a page that will send a message', async () => {
    // The page stays until its text is there: a browser throws the text away with the page.
    await firefox.page.goto(`${sites.sp}/start?case=slow&wait=3600000`);
    await waitFor('the text of the form', async () => {
      const sso = (await recordedLogin('slow', 2)).find(({ url }) => url.includes('/sso'));
      return sso?.responseText ?? null;
    });
  });

  it('has the message of a page that moves on at once from the page’s address, and in its place', async () => {
    await logInAt(firefox.page, 'quick');
    const login = await waitFor('the request', async () => {
      const found = await recordedLogin('quick', 3);
      return found.some(({ url }) => url.includes('/sso')) ? found : null;
    });
    const order = steps(login).map((step) => step.split(' ')[1]);
    expect(order.indexOf('/sso')).toBeLessThan(order.indexOf('/acs'));
  });

  it('says that a body above 1 MB was cut off, before and after a 307', async () => {
    await logInAt(firefox.page, 'big', '&size=2000000&wait=1000&acs=/acs307');
    const login = await recordedLogin('big', 5);
    const posts = login.filter(({ method }) => method === 'POST');
    expect(steps(posts)).toEqual(['POST /acs307 307', 'POST /acs 302']);
    expect(posts.map(({ requestBody }) => requestBody?.text?.length)).toEqual([1_048_576, 1_048_576]);
    await firefox.panel.waitForText(/characters off the body[^.]*\. To have it whole, set devtools\.netmonitor/);
  });

  it('records a form before and after a 308, and raw bodies', async () => {
    await logInAt(firefox.page, 'moved', '&wait=1000&acs=/acs308');
    const posts = (await recordedAnswers('moved', 5)).filter(({ method }) => method === 'POST');
    expect(steps(posts)).toEqual(['POST /acs308 308', 'POST /acs 302']);
    expect(posts[1]?.requestBody?.text).toBe(posts[0]?.requestBody?.text);
    for (const name of ['raw', 'blob'] as const) {
      await sendRaw(firefox.page, name);
      const [raw] = await recordedLogin(name, 1);
      expect(raw?.requestBody?.text).toMatch(/^<samlp:Response/);
    }
  });

  it('records a login inside a frame, and nothing of another tab', async () => {
    await firefox.page.goto(`${sites.sp}/frame?case=frame&wait=1000`);
    expect(steps(await recordedAnswers('frame', 5))).toEqual(['GET /frame 200', ...LOGIN]);
    const other = await firefox.browser.newPage();
    await logInAt(other, 'unseen');
    await other.close();
    await logInAt(firefox.page, 'seen', '&wait=1000');
    await recordedLogin('seen', 4);
    expect(await firefox.panel.recorded('case=unseen')).toEqual([]);
  });
});

describe('metadata by its address', () => {
  it('is fetched from that one host, after a click here and one on the page that asks, and the permission is given back', async () => {
    const { panel } = firefox;
    await panel.click('Trust');
    await panel.fill('Address of metadata', `${sites.idp}/metadata`);
    await panel.click('Fetch');
    await firefox.allowOnOwnPage();
    await panel.waitForText('https://sp.example/sp');
    const hosts = `const { WebExtensionPolicy } = Cu.getGlobalForObject(Services);
      return JSON.stringify(WebExtensionPolicy.getByID('saml-workbench@saml-workbench.org').allowedOrigins.patterns.map(({ pattern }) => pattern));`;
    await waitFor('the permission to be gone', async () => {
      const left = await firefox.privileged(hosts);
      return Array.isArray(left) && left.every((pattern) => !String(pattern).startsWith('http')) ? true : null;
    });
    expect(await panel.recorded('/metadata')).toEqual([]);
    await panel.click('Keep: https://sp.example/sp');
    await waitFor('it to be kept', async () =>
      (await panel.texts('dialog [aria-pressed=true]')).length === 1 ? true : null,
    );
    await panel.click('Remove: https://sp.example/sp');
    await panel.waitForText('Nothing is trusted yet.');
    await panel.click('Close');
  });
});

describe('our own companion', () => {
  let world: World;
  beforeAll(async () => {
    world = await workbenchWorld();
  });
  afterAll(() => world.close());

  it('is linked, judged by and let go of, with the permission for its host alone', async () => {
    const { panel } = firefox;
    await panel.click('Trust');
    await panel.fill('Address of the companion', world.companion);
    await panel.fill('Token of its administrator', world.token);
    await panel.click('Link');
    await firefox.allowOnOwnPage();
    await panel.waitForText('Linked with localhost');
    await panel.click('Judge by it');
    await panel.waitForText(/The connection of .*, to judge by/);
    await panel.click('End the link');
    await panel.waitForText('Or link a companion');
    await panel.click(/^Remove: The connection/);
    await panel.click('Close');
  });

  it('ends the recording by itself where that is wanted, once somebody logged in there, until the user lets it go on', async () => {
    const { panel, page } = firefox;
    await panel.click('Auto-stop');
    await logIn(page, world, 'Anne Foster');
    await panel.waitForText(/Recording stopped by itself, as you chose: Login/);
    await page.goto(`${sites.sp}/done?case=unkept`);
    await panel.click('Go on');
    await panel.click('Auto-stop');
    await page.goto(`${sites.sp}/done?case=kept`);
    await recordedLogin('kept', 1);
    expect(await panel.recorded('case=unkept')).toEqual([]);
  });
});

testRefusals(() => firefox);

describe('every tab, after a click here and one on the page that asks', () => {
  beforeAll(async () => {
    await firefox.panel.click('This tab');
    await firefox.allowOnOwnPage();
    await waitFor('the wide scope', async () =>
      (await firefox.panel.texts('button')).includes('Every tab') ? true : null,
    );
  });

  it('records every hop of pages that move on at once, and merges both sources', async () => {
    await logInAt(firefox.page, 'merged');
    const login = await recordedAnswers('merged', 4);
    expect(steps(login)).toEqual(LOGIN);
    await waitFor('the developer tools’ part', async () =>
      (await recordedLogin('merged', 4)).some(({ method, source }) => method === 'POST' && source === 'devtools')
        ? true
        : null,
    );
    expect(steps(await recordedAnswers('merged', 4))).toEqual(LOGIN);
  });

  it('records another tab, its frames and a popup, with cookies and the method after each redirect', async () => {
    const other = await firefox.browser.newPage();
    await logInAt(other, 'other');
    const login = await recordedAnswers('other', 4);
    expect(steps(login)).toEqual(LOGIN);
    expect(login[2]?.requestBody?.params).toContainEqual({ name: 'RelayState', value: 'grüße & co' });
    expect(login[3]?.requestHeaders.map(({ name }) => name.toLowerCase())).toContain('cookie');
    expect(login[0]?.responseHeaders.map(({ name }) => name.toLowerCase())).toContain('set-cookie');
    expect(login[0]?.tab).toMatchObject({ incognito: false, cookieStoreId: 'firefox-default', type: 'main_frame' });
    await other.goto(`${sites.sp}/frame?case=otherframe`);
    const framed = await recordedAnswers('otherframe', 5);
    expect(framed.map(({ tab }) => tab?.type)).toEqual(['main_frame', ...LOGIN.map(() => 'sub_frame')]);
    await other.goto(`${sites.sp}/popup?case=popup`);
    await other.click('button');
    const popup = await recordedAnswers('popup', 5);
    expect(steps(popup)).toEqual(['GET /popup 200', ...LOGIN]);
    expect(popup[1]?.tab?.tabId).not.toBe(popup[0]?.tab?.tabId);
    await other.close();
  });

  it('says of a login in a container that it is one', async () => {
    await firefox.privileged(`const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
      window.contained = gBrowser.addTab('${sites.sp}/start?case=contained', { userContextId: 2, triggeringPrincipal });`);
    const login = await recordedAnswers('contained', 4);
    expect(steps(login)).toEqual(LOGIN);
    expect(login.map(({ tab }) => tab?.cookieStoreId)).toEqual(LOGIN.map(() => 'firefox-container-2'));
    await firefox.panel.waitForText('container 2');
    await firefox.privileged('gBrowser.removeTab(window.contained);');
  });

  it('records a page that a service worker of the site fetches, and blames no page of a healthy login', async () => {
    const { page } = firefox;
    const before = (await firefox.panel.texts('.banner')).length;
    await page.goto(`${sites.sp}/with-worker`);
    await page.waitForFunction(() => document.title === 'ready');
    await logInAt(page, 'worker');
    await page.evaluate(async () => {
      for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
    });
    const login = await recordedLogin('worker', 4);
    expect(login.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual(
      LOGIN.map((step) => step.replace(/ \d+$/, '')),
    );
    expect(await firefox.panel.texts('.banner')).toHaveLength(before);
  });

  it('says that Firefox gives extensions no body above 1 MB', async () => {
    const other = await firefox.browser.newPage();
    await logInAt(other, 'bigother', '&size=2000000');
    await recordedLogin('bigother', 4);
    await firefox.panel.waitForText(/gave none of the body/);
    await other.close();
  });

  testSleep(() => ({ firefox, sites }));

  it('goes back to the inspected tab when the user takes the permission back, and says so', async () => {
    await firefox.privileged(`const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
      const { WebExtensionPolicy } = Cu.getGlobalForObject(Services);
      const id = 'saml-workbench@saml-workbench.org';
      await ExtensionPermissions.remove(id, { permissions: [], origins: ['<all_urls>'] }, WebExtensionPolicy.getByID(id).extension);
      return 'true';`);
    await firefox.panel.waitForText('permission to see every tab was taken back');
    expect(await firefox.panel.texts('button')).toContain('This tab');
  });
});

describe('in the sidebar, for who opens no developer tools', () => {
  it('opens by the button in the toolbar, records nothing before it is allowed to, and every tab from then on', async () => {
    const sidebar = await firefox.openBeside();
    await sidebar.waitForText('Record, then log in or out');
    const other = await firefox.browser.newPage();
    await logInAt(other, 'unheard');
    await sidebar.click('Record every tab');
    await firefox.allowOnOwnPage();
    await sidebar.waitForText('Every tab, popup and frame is recorded for as long as this is open');
    await logInAt(other, 'beside');
    await waitFor('both messages', async () => ((await sidebar.texts('.row-message')).length === 2 ? true : null));
    expect(await sidebar.text()).toContain('2 messages');
    await sidebar.click('Every tab');
    await waitFor('the permission given back', async () =>
      (await sidebar.texts('button')).includes('Record') ? true : null,
    );
    await other.close();
  });
});
