import { writeFile } from 'node:fs/promises';
import puppeteer, { type Browser } from 'puppeteer-core';
import * as v from 'valibot';
import { builtExtension } from './built-extension.ts';
import { type OpenPanel, type PanelHandle, toPanelHandle, waitFor } from './panel-handle.ts';

const EXECUTABLE = process.env['FIREFOX'] ?? '/usr/bin/firefox-esr';

/** Settings of the user's that a test wants. */
const PREFERENCES = {
  // The prompt itself cannot be answered without a screen: permissions that a click asks for are granted.
  'extensions.webextOptionalPermissionPrompts': false,
  'devtools.toolbox.host': 'bottom',
  'devtools.toolbox.footer.height': 700,
};

/** Firefox with the extension and its real toolbox. */
export interface FirefoxPanel extends OpenPanel {
  readonly browser: Browser;
  /** Clicks "Allow" on the page that asks for the permission, and waits until it has closed itself. */
  allowOnOwnPage(): Promise<void>;
  /** Opens the workbench in the sidebar, by a click on its button in the toolbar. */
  openBeside(): Promise<PanelHandle>;
  /** Runs a script with the browser's own rights in its window; gives its value as JSON can hold it. */
  privileged(script: string): Promise<unknown>;
}

const answerSchema = v.object({
  type: v.string(),
  result: v.optional(v.looseObject({ value: v.optional(v.unknown()) })),
  exceptionDetails: v.optional(v.object({ text: v.string() })),
});
const treeSchema = v.object({ contexts: v.array(v.object({ context: v.string(), url: v.string() })) });

/** Starts Firefox, opens `url`, its toolbox, and in it the product's panel. */
export async function openFirefoxPanel(
  url: string,
  preferences: Readonly<Record<string, unknown>> = {},
): Promise<FirefoxPanel> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: EXECUTABLE,
    headless: true,
    defaultViewport: null,
    acceptInsecureCerts: true,
    args: ['--remote-allow-system-access', '--width=1400', '--height=1100'],
    extraPrefsFirefox: { ...PREFERENCES, ...preferences },
  });
  try {
    return await showPanel(browser, url);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function showPanel(browser: Browser, url: string): Promise<FirefoxPanel> {
  await browser.installExtension(builtExtension('firefox-mv3'));
  const privileged = await openPrivileged(browser);
  await addPanel(privileged);
  const page = await browser.newPage();
  await page.goto(url);
  await privileged(OPEN_TOOLBOX);
  await waitFor('the panel', async () =>
    (await privileged(inPanel('document.body !== null && document.body.innerText !== ""')).catch(() => null)) === true
      ? true
      : null,
  );
  return {
    browser,
    page,
    privileged,
    allowOnOwnPage: async () => {
      await waitFor('the page that asks', async () => ((await privileged(PRESS_ALLOW)) === true ? true : null));
      await waitFor('that page to close', async () => ((await privileged(PRESS_ALLOW)) === false ? true : null));
    },
    openBeside: async () => {
      await privileged(CLICK_BUTTON);
      return handleIn(privileged, SIDEBAR_BROWSER);
    },
    panel: handleIn(privileged, PANEL_BROWSER),
    close: () => browser.close(),
  };
}

/** The workbench in one of the places where Firefox shows it. */
function handleIn(privileged: FirefoxPanel['privileged'], place: string): PanelHandle {
  return toPanelHandle({
    run: (expression) => privileged(inPanel(expression, place)),
    clickAt: async (x, y) => {
      await privileged(inPanelFrame(clickScript(x, y), place));
    },
    screenshot: async (path) => {
      const image = v.parse(v.string(), await privileged(PICTURE));
      await writeFile(path, Buffer.from(image, 'base64'));
    },
  });
}

/** The page that comes with the installation asks for the developer tools: one click, and the panel may come. */
async function addPanel(privileged: FirefoxPanel['privileged']): Promise<void> {
  const press = pressOn('/options.html', 'add');
  const hasPanel = `return String(WebExtensionPolicy.getByID('saml-workbench@saml-workbench.org')?.extension.hasPermission('devtools') === true);`;
  // A click on a page that is still loading is lost.
  await waitFor('the permission', async () => {
    if ((await privileged(hasPanel)) === true) return true;
    await privileged(press);
    return null;
  });
  await privileged(`gBrowser.removeTab(${findTab('/options.html')}); return 'true';`);
}

/** A way to run scripts in the browser's own window, over WebDriver BiDi with system access. */
async function openPrivileged(browser: Browser): Promise<FirefoxPanel['privileged']> {
  const { connection } = browser as Browser & {
    connection: { send(method: string, parameters: object): Promise<{ result: unknown }> };
  };
  const tree = v.parse(
    treeSchema,
    (await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' })).result,
  );
  const window = tree.contexts.find((context) => context.url.endsWith('browser.xhtml'));
  if (window === undefined) throw new Error('Firefox has no window.');
  return async (script) => {
    const parameters = {
      expression: `(async () => { ${script} })()`,
      awaitPromise: true,
      target: { context: window.context },
    };
    const answer = v.parse(answerSchema, (await connection.send('script.evaluate', parameters)).result);
    if (answer.exceptionDetails) throw new Error(`In Firefox: ${answer.exceptionDetails.text}`);
    const value = answer.result?.['value'];
    return typeof value === 'string' ? JSON.parse(value) : undefined;
  };
}

const TOOLBOXES = `const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
const { gDevTools } = require('devtools/client/framework/devtools');`;

const OPEN_TOOLBOX = `${TOOLBOXES}
const toolbox = await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: 'webconsole' });
const find = () => toolbox.getAdditionalTools().map(({ id }) => id).find((id) => id.startsWith('webext-devtools-panel-'));
for (let tries = 0; !find(); tries += 1) {
  if (tries > 600) throw new Error('no panel');
  await new Promise((resolve) => setTimeout(resolve, 100));
}
await toolbox.selectTool(find());`;

/** The element of the panel's page, which lives in the extensions' process. */
const PANEL_BROWSER = `${TOOLBOXES}
const frames = Array.from(gDevTools.getToolboxes()[0].doc.querySelectorAll('iframe'), (frame) => frame.contentDocument);
const panelBrowser = frames.find((document) => document?.documentURI.endsWith('webext-panels.xhtml')).querySelector('browser');`;

/** The same of the sidebar. */
const SIDEBAR_BROWSER = `const panelBrowser = SidebarController.browser.contentDocument.querySelector('browser');`;

/** Puts the button into the toolbar of the window in front, as a user may, clicks on it, and waits for what it opens. */
const CLICK_BUTTON = `window.focus();
const id = 'saml-workbench_saml-workbench_org-browser-action';
CustomizableUI.addWidgetToArea(id, 'nav-bar');
const until = async (what, look) => {
  for (let tries = 0; !look(); tries += 1) {
    if (tries > 200) throw new Error(what);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
const button = () => document.getElementById(id)?.querySelector('.unified-extensions-item-action-button')?.getBoundingClientRect();
await until('no button', () => button()?.width > 0 && Services.focus.activeWindow === window);
const { x, y, width, height } = button();
for (const type of ['mousedown', 'mouseup'])
  window.synthesizeMouseEvent(type, x + width / 2, y + height / 2, { button: 0, clickCount: 1 }, {});
const beside = () => SidebarController.browser?.contentDocument?.querySelector('browser');
await until('no sidebar', () => beside()?.currentURI?.spec.endsWith('/sidepanel.html'));
return 'true';`;

/** Evaluates an expression in the panel's page, as its own scripts would, by way of a frame script (its security policy forbids `eval`). */
function inPanel(expression: string, place: string = PANEL_BROWSER): string {
  return inPanelFrame(
    `Components.utils.evalInSandbox(${JSON.stringify(`(${expression})`)}, new Components.utils.Sandbox(content, { sandboxPrototype: content, wantXrays: false }))`,
    place,
  );
}

/** Evaluates an expression beside the panel's page, with the browser's own rights; `content` is the page's window. */
function inPanelFrame(expression: string, place: string): string {
  const frameScript = `(async () => {
    let answer;
    try { answer = { value: await (${expression}) }; } catch (error) { answer = { error: String(error) }; }
    sendAsyncMessage(NAME, JSON.stringify(answer));
  })();`;
  return `${place}
    const name = 'answer-' + Math.random();
    const manager = panelBrowser.messageManager;
    const script = ${JSON.stringify(frameScript)}.replace('NAME', JSON.stringify(name));
    const answer = JSON.parse(await new Promise((resolve, reject) => {
      manager.addMessageListener(name, function take({ data }) { manager.removeMessageListener(name, take); resolve(data); });
      setTimeout(() => reject(new Error('the panel does not answer')), 10000);
      manager.loadFrameScript('data:application/javascript;charset=utf-8,' + encodeURIComponent(script), false);
    }));
    if (answer.error) throw new Error(answer.error);
    return JSON.stringify(answer.value ?? null);`;
}

function findTab(path: string): string {
  return `Array.from(gBrowser.tabs).find((one) => one.linkedBrowser.currentURI.specIgnoringRef.endsWith('${path}'))`;
}

/** Clicks a button in the tab with a page of ours, and tells whether there is such a tab. */
function pressOn(path: string, id: string): string {
  return `const tab = ${findTab(path)};
if (!tab) return 'false';
const script = \`{
  const box = content.document.getElementById('${id}')?.getBoundingClientRect();
  for (const type of box ? ['mousedown', 'mouseup'] : [])
    content.synthesizeMouseEvent(type, box.x + 5, box.y + 5, { button: 0, clickCount: 1 }, {});
}\`;
tab.linkedBrowser.messageManager.loadFrameScript('data:application/javascript;charset=utf-8,' + encodeURIComponent(script), false);
await new Promise((resolve) => setTimeout(resolve, 200));
return 'true';`;
}

const PRESS_ALLOW = pressOn('/grant.html', 'grant');

/** A press and a release of the main button, which the page takes for the user's. */
function clickScript(x: number, y: number): string {
  const event = (type: string) =>
    `content.synthesizeMouseEvent('${type}', ${x}, ${y}, { button: 0, clickCount: 1 }, {})`;
  return `(${event('mousedown')}, ${event('mouseup')}, true)`;
}

/** A picture of the toolbox with the panel, as PNG in base64. */
const PICTURE = `const bitmap = await window.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white');
const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
canvas.getContext('2d').drawImage(bitmap, 0, 0);
const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
let text = '';
for (const byte of bytes) text += String.fromCharCode(byte);
return JSON.stringify(btoa(text));`;
