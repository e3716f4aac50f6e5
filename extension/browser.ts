import { type Browser, browser } from 'wxt/browser';
import type { RequestDetails, RequestPhase } from './capture/request-details.ts';
import type { BackgroundNotice, Order } from './messaging/background-messages.ts';
import type { Channel } from './messaging/channel.ts';
import type { ReachOrder } from './messaging/reach-messages.ts';

/**
 * The one file that touches the browser's API. What comes out of it is plain data of ours, or `unknown` for a schema.
 * Chrome calls back where Firefox gives promises; Firefox's devtools pages have no `permissions`.
 */

/** A permission in Firefox alone, whose name the types, which are Chrome's, do not know. */
const DEVTOOLS = { permissions: ['devtools' as Browser.runtime.ManifestPermission] };
const EVERY_SITE = { origins: ['<all_urls>'] };
/** Page loads, frames and scripts' requests; images, styles and fonts never carry SAML, and `other` is what browsers fetch for themselves. */
const TYPES: `${Browser.webRequest.ResourceType}`[] = ['main_frame', 'sub_frame', 'xmlhttprequest'];
/** Told by what only Firefox has. */
const IS_FIREFOX = browser.runtime.getURL('/').startsWith('moz-extension:');

/** Whether the developer tools drop the request of a page that moves on at once (Firefox, whatever its Persist Logs says). */
export const dropsQuickPages = IS_FIREFOX;

/** Whether a devtools page may listen to `webRequest` itself; Firefox's has no such API. */
export const devtoolsMayWatch = !IS_FIREFOX;

// --- developer tools -----------------------------------------------------------------------------------------------

/** The tab that these developer tools look at. */
export function inspectedTabId(): number {
  return browser.devtools.inspectedWindow.tabId;
}

/** The theme of the developer tools; `light` for any that is not dark. */
export function devtoolsTheme(): 'light' | 'dark' {
  return browser.devtools.panels.themeName === 'dark' ? 'dark' : 'light';
}

/** Calls `listener` with the theme of the developer tools each time that the user takes another. */
export function onDevtoolsTheme(listener: (theme: 'light' | 'dark') => void): void {
  const { panels } = browser.devtools;
  const take = (name: unknown) => listener(name === 'dark' ? 'dark' : 'light');
  const changed: unknown = Reflect.get(panels, 'onThemeChanged');
  if (isEvent(changed)) changed.addListener(take);
  else panels.setThemeChangeHandler?.(take);
}

/** Firefox's, which the types, which are Chrome's, do not know. */
function isEvent(value: unknown): value is { addListener(listener: (value: unknown) => void): void } {
  return typeof value === 'object' && value !== null && 'addListener' in value;
}

/** Makes the panel; `onShown` gets the window of its page each time that it is shown. */
export function createPanel(title: string, icon: string, page: string, onShown: (panel: unknown) => void): void {
  const wire = (panel: Browser.devtools.panels.ExtensionPanel) => panel.onShown.addListener(onShown);
  if (IS_FIREFOX) void browser.devtools.panels.create(title, icon, page).then(wire);
  else browser.devtools.panels.create(title, icon, page, wire);
}

/** Calls `listener` with the HAR entry of every finished request of the inspected tab, and with what reads its body. */
export function onRequestFinished(listener: (entry: unknown, readContent: () => Promise<string | null>) => void): void {
  browser.devtools.network.onRequestFinished.addListener((entry) => listener(entry, () => readContent(entry)));
}

/** The response's body as text; null where the browser no longer has it. */
function readContent(entry: Browser.devtools.network.Request): Promise<string | null> {
  if (IS_FIREFOX)
    return entry.getContent().then((result: unknown) => contentText(...(Array.isArray(result) ? result : [])));
  return new Promise((resolve) => entry.getContent((content, encoding) => resolve(contentText(content, encoding))));
}

function contentText(content?: unknown, encoding?: unknown): string | null {
  if (typeof content !== 'string' || content === '') return null;
  if (encoding !== 'base64') return content;
  return new TextDecoder().decode(Uint8Array.from(atob(content), (char) => char.charCodeAt(0)));
}

/** The HAR entries that the browser itself still holds for the inspected tab. */
export async function harEntries(): Promise<readonly unknown[]> {
  if (IS_FIREFOX) return (await browser.devtools.network.getHAR()).entries;
  return new Promise((resolve) => browser.devtools.network.getHAR((log) => resolve(log.entries)));
}

/** Calls `listener` with the URL of each page that the inspected tab arrived at. */
export function onNavigated(listener: (url: string) => void): void {
  browser.devtools.network.onNavigated.addListener(listener);
}

// --- messages between the extension's own pages --------------------------------------------------------------------

/** Opens a line to the background, starting it where it sleeps. Throws once the extension was updated or removed. */
export function connectBackground(name: string): Channel {
  return toChannel(browser.runtime.connect({ name }));
}

/** In the background: calls `listener` with each line that one of our own pages opens. */
export function onConnect(listener: (name: string, channel: Channel) => void): void {
  browser.runtime.onConnect.addListener((port) => {
    if (isOurs(port.sender)) listener(port.name, toChannel(port));
    else port.disconnect();
  });
}

/** In an event page: calls `listener` when the browser is about to put it to sleep. Firefox waits for its promise, five seconds at most. */
export function onSuspend(listener: () => Promise<void>): void {
  browser.runtime.onSuspend.addListener(listener);
}

function toChannel(port: Browser.runtime.Port): Channel {
  let open = true;
  port.onDisconnect.addListener(() => {
    open = false;
  });
  return {
    post: (message) => {
      if (open) port.postMessage(message);
    },
    listen: (listener) => port.onMessage.addListener((message: unknown) => listener(message)),
    onClose: (listener) => port.onDisconnect.addListener(() => listener()),
    close: () => {
      open = false;
      port.disconnect();
    },
  };
}

/** Sends one message to the background (and to every open page of the extension); gives the background's answer. */
export function sendOrder(order: Order): Promise<unknown> {
  return browser.runtime.sendMessage(order);
}

/** The same for what is wanted of another machine. */
export function sendReach(order: ReachOrder): Promise<unknown> {
  return browser.runtime.sendMessage(order);
}

/** Tells every open page of the extension. That none is open is no failure, and the only thing that can go wrong. */
export function broadcast(notice: BackgroundNotice): void {
  browser.runtime.sendMessage(notice).catch(() => undefined);
}

/** Calls `listener` with each message from one of our own pages; what it gives back is the answer, undefined for none. */
export function onMessage(listener: (message: unknown) => Promise<unknown> | undefined): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, answer) => {
    const pending = isOurs(sender) ? listener(message) : undefined;
    if (pending === undefined) return false;
    pending.then(answer, (error: unknown) => {
      console.error(error);
      answer(null);
    });
    return true;
  });
}

/** Pages of this extension only: there are no content scripts, and a page of the web must never be heard. */
function isOurs(sender: Browser.runtime.MessageSender | undefined): boolean {
  if (sender?.id !== browser.runtime.id) return false;
  return sender.url === undefined || sender.url.startsWith(browser.runtime.getURL('/'));
}

// --- permissions ---------------------------------------------------------------------------------------------------

/** Whether this page may ask the browser for permissions: not so in Firefox's developer tools. */
export function canAskForPermission(): boolean {
  return browser.permissions !== undefined;
}

/** Asks the user for every site. Must run inside a click. */
export function requestEverySite(): Promise<boolean> {
  return browser.permissions.request(EVERY_SITE);
}

/** Whether every site may be seen now. */
export function hasEverySite(): Promise<boolean> {
  return browser.permissions.contains(EVERY_SITE);
}

/** Whether one host may be asked now, by its pattern (`https://idp.example/*`). */
export function hasHost(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [origin] });
}

/** Asks the user for one host. Must run inside a click. */
export function requestHost(origin: string): Promise<boolean> {
  return browser.permissions.request({ origins: [origin] });
}

/** Gives one host back; that every site is allowed stays as it is. */
export async function dropHost(origin: string): Promise<void> {
  await browser.permissions.remove({ origins: [origin] });
}

/** Firefox: whether the user has let us into the developer tools. */
export function hasDevtools(): Promise<boolean> {
  return browser.permissions.contains(DEVTOOLS);
}

/** Firefox: asks the user to let us into the developer tools; those that are open have the panel at once. Must run inside a click. */
export function requestDevtools(): Promise<boolean> {
  return browser.permissions.request(DEVTOOLS);
}

/** In the background: calls `listener` after each installation and update. Must run in its first turn. */
export function onInstalled(listener: () => void): void {
  browser.runtime.onInstalled.addListener(listener);
}

/** In the background: calls `listener` after each installation, update and start of the browser. Must run in its first turn. */
export function onStarted(listener: () => void): void {
  browser.runtime.onInstalled.addListener(listener);
  browser.runtime.onStartup.addListener(listener);
}

/** Gives the permission back. */
export async function dropEverySite(): Promise<void> {
  await browser.permissions.remove(EVERY_SITE);
}

/** Calls `listener` after each change, whoever made it: the user may take a permission back at any time. */
export function onPermissionsChanged(listener: () => void): void {
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
}

/** Opens one of our pages in a tab of its own. */
export async function openPage(path: string): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(path) });
}

// --- the button in the toolbar -------------------------------------------------------------------------------------

/** In the background: has a click on our button in the toolbar open the workbench beside the page. Must run in its first turn. */
export function openBesidePageOnClick(page: string): void {
  if (!IS_FIREFOX && browser.sidePanel !== undefined) {
    void browser.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
    return;
  }
  const sidebar: unknown = Reflect.get(browser, 'sidebarAction');
  browser.action.onClicked.addListener(() => {
    if (isSidebar(sidebar)) void sidebar.toggle();
    else void openPage(page);
  });
}

/** Firefox's, which the types, which are Chrome's, do not know. */
function isSidebar(value: unknown): value is { toggle(): Promise<void> } {
  return typeof value === 'object' && value !== null && 'toggle' in value;
}

/** In the background: shows on our button whether every tab may be seen. */
export async function markButton(seesEveryTab: boolean): Promise<void> {
  await browser.action.setBadgeText({ text: seesEveryTab ? 'ALL' : '' });
  const title = seesEveryTab ? 'SAML Workbench: every tab is recorded while it is open' : 'SAML Workbench';
  await browser.action.setTitle({ title });
}

// --- memory of the session (never on disk) -------------------------------------------------------------------------

/** Everything kept for this session of the browser. */
export async function readSession(): Promise<Readonly<Record<string, unknown>>> {
  return browser.storage.session.get(null);
}

/** Keeps values as JSON until the browser ends. Rejects beyond the browser's 10 MB. */
export async function writeSession(values: Readonly<Record<string, unknown>>): Promise<void> {
  await browser.storage.session.set(values);
}

/** Forgets values. */
export async function removeSession(keys: readonly string[]): Promise<void> {
  await browser.storage.session.remove([...keys]);
}

// --- webRequest ----------------------------------------------------------------------------------------------------

/**
 * Starts to call `listener` for every request that the permissions let us see; gives the function that ends it.
 * Must run in the first turn of an event page's life for Firefox to wake it again for a request.
 */
export function watchRequests(listener: (phase: RequestPhase, details: RequestDetails) => void): () => void {
  const { webRequest } = browser;
  const filter = { urls: ['http://*/*', 'https://*/*'], types: TYPES };
  // Chrome keeps Cookie, Set-Cookie, Referer and Origin behind `extraHeaders`; Firefox throws at that word.
  const extra = 'EXTRA_HEADERS' in (webRequest.OnSendHeadersOptions ?? {}) ? (['extraHeaders'] as const) : [];
  const on = (phase: RequestPhase) => (details: RequestDetails & Asker) => {
    if (!isAskedByUs(details)) listener(phase, details);
  };
  const begin = on('begin');
  const headers = on('headers');
  const redirect = on('redirect');
  const end = on('end');
  const error = on('error');
  webRequest.onBeforeRequest.addListener(begin as never, filter, ['requestBody']);
  webRequest.onSendHeaders.addListener(headers, filter, ['requestHeaders', ...extra]);
  webRequest.onBeforeRedirect.addListener(redirect, filter, ['responseHeaders', ...extra]);
  webRequest.onCompleted.addListener(end, filter, ['responseHeaders', ...extra]);
  webRequest.onErrorOccurred.addListener(error, filter);
  return () => {
    webRequest.onBeforeRequest.removeListener(begin as never);
    webRequest.onSendHeaders.removeListener(headers);
    webRequest.onBeforeRedirect.removeListener(redirect);
    webRequest.onCompleted.removeListener(end);
    webRequest.onErrorOccurred.removeListener(error);
  };
}

/** Who made a request: Chrome's word and Firefox's. */
interface Asker {
  readonly initiator?: string | undefined;
  readonly originUrl?: string | undefined;
}

/** What the user asked of another machine here is no part of what is recorded, and carries a token. */
function isAskedByUs({ initiator, originUrl }: Asker): boolean {
  return `${initiator ?? originUrl ?? ''}/`.startsWith(browser.runtime.getURL('/'));
}
