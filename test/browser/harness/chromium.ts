import puppeteer, { type Browser, type Frame, type Page, type Target } from 'puppeteer-core';
import * as v from 'valibot';
import { builtExtension } from './built-extension.ts';
import { type OpenPanel, type PanelHandle, toPanelHandle, waitFor } from './panel-handle.ts';

/** The browser's program. */
export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** Asks nobody by itself. */
export const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];
/** How long a browser may take to start on a busy machine, in milliseconds. */
const START = 60_000;
const DEVTOOLS = 'devtools://devtools/';

/** Chromium with the extension and its real developer tools. */
export interface ChromiumPanel extends OpenPanel {
  readonly browser: Browser;
  readonly panel: PanelHandle;
  /** Opens the workbench beside the page, in the browser's own side panel. */
  openBeside(): Promise<Page>;
  /** Ends the extension's service worker, as the browser does with an idle one. */
  killWorker(): Promise<void>;
  /** Allows the extension in private windows and opens one on that address, with its own developer tools. This panel ends with it. */
  openPrivateWindow(url: string): Promise<Omit<OpenPanel, 'close'>>;
  /** Gives the extension every site on the browser's own page of extensions, as a user may; its later request is then granted without a prompt. */
  allowEverySite(): Promise<void>;
  /** Takes every site back there. */
  withdrawEverySite(): Promise<void>;
  /** What the browser's page of extensions shows behind "Errors": everything that went unhandled, the worker's included. */
  complaints(): Promise<readonly string[]>;
}

/** Starts Chromium, with further switches, opens `url` with developer tools, and shows the product's panel. */
export async function openChromiumPanel(url: string, further: readonly string[] = []): Promise<ChromiumPanel> {
  const browser = await puppeteer.launch({
    executablePath: CHROMIUM,
    headless: true,
    devtools: true,
    pipe: true,
    enableExtensions: [builtExtension('chrome-mv3')],
    args: [...QUIET, '--window-size=1400,1000', ...further],
    defaultViewport: null,
    // A worker that a debugger holds on to neither sleeps nor starts again.
    targetFilter: (target) => target.type() !== 'service_worker',
  });
  try {
    return await showPanel(browser, url);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function showPanel(browser: Browser, url: string): Promise<ChromiumPanel> {
  const page = await waitFor('a page', async () => (await browser.pages())[0] ?? null);
  const { panel, frame } = await findPanel(browser, []);
  await page.goto(url);
  const extensionId = new URL(frame.url()).host;
  const onExtensionsPage = async (script: string) => {
    const extensions = await browser.newPage();
    await extensions.goto('chrome://extensions');
    const answer: unknown = await extensions.evaluate(script);
    await extensions.close();
    await page.bringToFront();
    return answer;
  };
  return {
    browser,
    page,
    panel,
    openPrivateWindow: async (address) => {
      // The browser starts the extension anew with it, which ends this panel, and only developers may do so to what is not from its store.
      await onExtensionsPage(`chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })`);
      await onExtensionsPage(
        `chrome.developerPrivate.updateExtensionConfiguration({ extensionId: '${extensionId}', incognitoAccess: true })`,
      );
      return openPrivateWindow(browser, extensionId, address);
    },
    openBeside: async () => {
      const own = await browser.newPage();
      await own.goto(`chrome-extension://${extensionId}/grant.html`);
      const open = 'chrome.windows.getCurrent().then(({ id }) => chrome.sidePanel.open({ windowId: id }))';
      await own.evaluate(open);
      const isBeside = (one: Target) => one.url().endsWith('/sidepanel.html');
      const beside = await (await browser.waitForTarget(isBeside, { timeout: START })).asPage();
      await own.close();
      return beside;
    },
    killWorker: () => killWorker(page),
    allowEverySite: async () => {
      await onExtensionsPage(`chrome.developerPrivate.addHostPermission('${extensionId}', '<all_urls>')`);
    },
    withdrawEverySite: async () => {
      await onExtensionsPage(`chrome.developerPrivate.removeHostPermission('${extensionId}', '<all_urls>')`);
    },
    complaints: async () => {
      const errors = await onExtensionsPage(
        `chrome.developerPrivate.getExtensionInfo('${extensionId}').then((info) => info.runtimeErrors.concat(info.manifestErrors).map(({ message }) => message))`,
      );
      return v.parse(v.array(v.string()), errors);
    },
    close: () => browser.close(),
  };
}

/** The panel in the developer tools that opened with a page, other than those of `known`. */
async function findPanel(
  browser: Browser,
  known: readonly Target[],
): Promise<{ readonly panel: PanelHandle; readonly frame: Frame }> {
  const isNew = (one: Target) => one.url().startsWith(DEVTOOLS) && !known.includes(one);
  const devtools = await (await browser.waitForTarget(isNew, { timeout: START })).asPage();
  const frame = await waitFor('the panel', () => selectPanel(devtools), START);
  const panel = toPanelHandle({
    run: (source) => frame.evaluate(source),
    clickAt: (x, y) => clickInFrame(devtools, frame, x, y),
    screenshot: async (path) => {
      await devtools.screenshot({ path });
    },
  });
  return { panel, frame };
}

async function openPrivateWindow(
  browser: Browser,
  extensionId: string,
  url: string,
): Promise<Omit<OpenPanel, 'close'>> {
  const own = await browser.newPage();
  await waitFor('the extension', async () => {
    const answer = await own.goto(`chrome-extension://${extensionId}/grant.html`).catch(() => null);
    return answer?.ok() ? true : null;
  });
  const known = browser.targets();
  await own.evaluate(`chrome.windows.create({ url: ${JSON.stringify(url)}, incognito: true })`);
  const target = await browser.waitForTarget((one) => one.url() === url && !known.includes(one), { timeout: START });
  const { panel } = await findPanel(browser, known);
  return { page: await waitFor('the private page', () => target.page()), panel };
}

/** Shows the view that holds the panel's title, by the developer tools' own module; gives the panel's frame once it is there. */
async function selectPanel(devtools: Page): Promise<Frame | null> {
  const shown = devtools.frames().find((frame) => frame.url().endsWith('/panel.html'));
  if (shown) return shown;
  await devtools.evaluate(`(async () => {
    const { ViewManager } = await import('./ui/legacy/legacy.js');
    const manager = ViewManager.ViewManager.instance();
    const id = [...manager.views.keys()].find((key) => /^chrome-extension:.*SAML$/.test(key));
    if (id) await manager.showView(id);
  })().catch(() => undefined)`);
  return null;
}

async function clickInFrame(devtools: Page, frame: Frame, x: number, y: number): Promise<void> {
  const element = await frame.frameElement();
  const box = await element?.boundingBox();
  if (!box) throw new Error('The panel is not on the screen.');
  await devtools.mouse.click(box.x + x, box.y + y);
}

/** Stops every service worker, as the browser does with idle ones. */
async function killWorker(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}
