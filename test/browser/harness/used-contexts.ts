import type { Browser, BrowserContext, Page } from 'puppeteer-core';

/** Contexts of one browser, each as empty as a new one when it is taken. */
export interface UsedContexts {
  /** An empty page in a context that nobody else has. */
  take(): Promise<Page>;
  /** Gives the context of that page back, with all its pages. */
  giveBack(page: Page): Promise<void>;
}

/**
 * A context of its own opens a window, which costs more processor time than most that tests do in it: one that is given
 * back is emptied and used again. @param origins what pages of it may keep something for
 */
export function useContexts(browser: Pick<Browser, 'createBrowserContext'>, origins: readonly string[]): UsedContexts {
  const left: BrowserContext[] = [];
  return {
    take: async () => {
      const context = left.pop() ?? (await browser.createBrowserContext());
      return (await context.pages())[0] ?? (await context.newPage());
    },
    giveBack: async (page) => {
      const context = page.browserContext();
      await emptyContext(context, origins);
      left.push(context);
    },
  };
}

/** Forgets all that a context keeps, and closes its pages but for an empty one, without which its window would go. */
async function emptyContext(context: BrowserContext, origins: readonly string[]): Promise<void> {
  const pages = await context.pages();
  const blank = await context.newPage();
  await Promise.all(pages.map((page) => page.close()));
  const client = await blank.createCDPSession();
  await client.send('Network.clearBrowserCookies');
  for (const origin of origins) await client.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await client.detach();
  await context.clearPermissionOverrides();
}
