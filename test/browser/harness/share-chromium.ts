import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core';
import { CHROMIUM, QUIET } from './chromium.ts';

/** One file's part of a Chromium without an extension: contexts that know nothing of those of other files. */
export interface ChromiumShare {
  createBrowserContext(): Promise<BrowserContext>;
  /** A page in a context of its own. */
  newPage(): Promise<Page>;
  /** The browser's own process. */
  readonly processId: number;
  /** Ends every context that came from here, and the browser where it is nobody else's. */
  close(): Promise<void>;
}

let started: Promise<Browser> | null = null;

/**
 * A part of the one Chromium that all files of a process use: to start one costs more than most of what is done in it. It
 * ends with the process; one that has crashed is started anew for the next file.
 */
export async function shareChromium(): Promise<ChromiumShare> {
  return partOf(await theChromium());
}

/** A Chromium that nobody else uses, and that ends with its part. */
export async function ownChromium(): Promise<ChromiumShare> {
  const browser = await launch();
  return { ...partOf(browser), close: () => browser.close() };
}

function partOf(browser: Browser): ChromiumShare {
  const contexts: BrowserContext[] = [];
  const createBrowserContext = async (): Promise<BrowserContext> => {
    const context = await browser.createBrowserContext();
    contexts.push(context);
    return context;
  };
  return {
    createBrowserContext,
    newPage: async () => (await createBrowserContext()).newPage(),
    processId: browser.process()?.pid ?? 0,
    close: async () => {
      await Promise.all(contexts.filter((context) => !context.closed).map((context) => context.close()));
    },
  };
}

async function theChromium(): Promise<Browser> {
  started ??= launch();
  const browser = await started;
  if (browser.connected) return browser;
  started = null;
  return theChromium();
}

const launch = (): Promise<Browser> => puppeteer.launch({ executablePath: CHROMIUM, args: QUIET });
