import type { Page } from 'puppeteer-core';
import type { ConsoleWorld } from './console.ts';

/** What the suites of the console share: one companion, one browser and one tab, in which the administrator is signed in. */
export interface Desk {
  readonly world: ConsoleWorld;
  /** Goes to a path of the console in the tab, and waits until it is there. */
  enter(path: string): Promise<Page>;
}
