import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { type ChromiumShare, shareChromium } from '../harness/share-chromium.ts';
import { type UsedContexts, useContexts } from '../harness/used-contexts.ts';
import { type FolderServer, serveFolder } from './serve-folder.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** How the page is looked at. */
export interface Sight {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

/** The built page in a real browser. */
export interface Inspector {
  readonly browser: ChromiumShare;
  readonly origin: string;
  /** A new page, at first sight. What it logs as an error, or asks of another origin, is in `complaints`. */
  open(sight?: Sight): Promise<InspectorPage>;
  close(): Promise<void>;
}

/** One page of the inspector. */
export interface InspectorPage {
  readonly page: Page;
  /** Errors, refusals of the policy and requests to elsewhere, as they happened. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/**
 * Serves the page as a static host does, and opens Chromium. The page is built by `npm run build` before all tests: files
 * that are tested beside each other must not build it under each other's feet.
 */
export async function startInspector(openChromium = shareChromium): Promise<Inspector> {
  const server: FolderServer = await serveFolder(`${ROOT}.output/inspect`);
  const browser = await openChromium();
  const contexts = useContexts(browser, [server.origin]);
  return {
    browser,
    origin: server.origin,
    open: (sight) => openPage(contexts, server.origin, sight ?? {}),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

async function openPage(
  contexts: UsedContexts,
  origin: string,
  { width = 1200, height = 800, dark = false }: Sight,
): Promise<InspectorPage> {
  const page = await contexts.take();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // A plain file server has no companion behind it: the browser itself notes that the question was in vain.
    if (message.location().url?.endsWith('/api/knowledge')) return;
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url ?? ''}`);
  });
  page.on('request', (request) => {
    const local = request.url().startsWith(origin) || /^(?:blob|data):/.test(request.url());
    if (!local) complaints.push(`asked ${request.url()}`);
  });
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
  await page.goto(`${origin}/inspect/`);
  await page.waitForSelector('.toolbar');
  return { page, complaints, close: () => contexts.giveBack(page) };
}
