import type { Page } from 'puppeteer-core';
import {
  type CompanionWorld,
  makeCompanionWorld,
  type WorldOptions,
} from '#test/integration/companion/companion-world.ts';
import { type ChromiumShare, shareChromium } from '../harness/share-chromium.ts';
import { type UsedContexts, useContexts } from '../harness/used-contexts.ts';
import { fill } from '../inspect/actions.ts';
import type { Sight } from '../inspect/inspector.ts';

/** A companion with its console, and a real browser. */
export interface ConsoleWorld {
  readonly world: CompanionWorld;
  readonly browser: ChromiumShare;
  /** The administrator's token. */
  readonly token: string;
  /** A page of a new browser, at `path`; nobody is signed in. What it complains of is in `complaints`. */
  open(path: string, sight?: Sight): Promise<ConsolePage>;
  /** The same, signed in by the token. */
  enter(path: string, sight?: Sight): Promise<ConsolePage>;
  /** Calls the API as the administrator. */
  call(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  close(): Promise<void>;
}

/** One page of the console. */
export interface ConsolePage {
  readonly page: Page;
  /** Errors, refusals of the policy and requests to elsewhere, as they happened. */
  readonly complaints: string[];
  /** Answers that are refusals, which the browser notes as errors of the page. */
  readonly refusals: string[];
  close(): Promise<void>;
}

/** Starts a companion that serves the page, as `npm run build` left it, beside a test identity provider, and Chromium. */
export async function startConsole(options: WorldOptions = {}, openChromium = shareChromium): Promise<ConsoleWorld> {
  const world = await makeCompanionWorld(options);
  const token = world.companion().newToken ?? '';
  const browser = await openChromium();
  const contexts = useContexts(browser, [world.url()]);
  const open = (path: string, sight: Sight = {}) => openPage(contexts, world.url(), path, sight);
  return {
    world,
    browser,
    token,
    open,
    enter: async (path, sight) => {
      const opened = await open(path, sight);
      await signIn(opened.page, token);
      return opened;
    },
    call: async (method, path, body) => {
      const answer = await fetch(`${world.url()}${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
    },
    close: async () => {
      await browser.close();
      await world.close();
    },
  };
}

/** Fills in the token and waits for what the address asks for. */
export async function signIn(page: Page, token: string): Promise<void> {
  await page.waitForSelector('input[type=password]');
  await fill(page, 'input[type=password]', token);
  await page.click('button[type=submit]');
  await page.waitForSelector('nav.sections');
}

/** Waits until nothing is being loaded any more. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('h1') !== null && document.querySelector('.waiting, [aria-busy=true]') === null,
  );
}

async function openPage(
  contexts: UsedContexts,
  origin: string,
  path: string,
  { width = 1200, height = 800, dark = false }: Sight,
): Promise<ConsolePage> {
  const page = await contexts.take();
  const complaints: string[] = [];
  const refusals: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // The browser itself notes every answer that is a refusal.
    const list = /status of 4\d\d/.test(message.text()) ? refusals : complaints;
    list.push(`${message.text()} ${message.location().url ?? ''}`);
  });
  page.on('request', (request) => {
    const local = request.url().startsWith(origin) || /^(?:blob|data):/.test(request.url());
    if (!local) complaints.push(`asked ${request.url()}`);
  });
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
  await page.goto(`${origin}${path}`);
  await page.waitForSelector('h1');
  return { page, complaints, refusals, close: () => contexts.giveBack(page) };
}
