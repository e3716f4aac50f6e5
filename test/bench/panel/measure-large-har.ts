import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownChromium } from '#test/browser/harness/share-chromium.ts';
import { type Inspector, startInspector } from '#test/browser/inspect/inspector.ts';
import { type Row, toLimitRow } from '../row.ts';
import { inspectByCommand } from './inspect-by-command.ts';
import { longestTask } from './longest-task.ts';
import { watchPages } from './watch-pages.ts';
import { writeLargeHar } from './write-large-har.ts';

/** A working day at an app: 490 MB. */
const DAY = { entries: 100_000, logins: 200, entryBytes: 5_000 };

/**
 * The recording of a whole day. In the page that the panel is: how long until its first rows, what all of it takes of the processor
 * (worker included), the longest task of the page's thread, the memory of its process. And the same by the command. Needs
 * `npm run build` first.
 */
export async function measureLargeHar(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'workbench-bench-'));
  const path = join(folder, 'day.har');
  const inspector = await startInspector(ownChromium);
  try {
    await writeLargeHar(path, DAY);
    console.log(`large-har: ${DAY.entries.toLocaleString('en')} requests, ${DAY.logins} logins`);
    return [...(await readOnPage(inspector, path)), ...(await readByCommand(path))];
  } finally {
    await inspector.close();
    await rm(folder, { recursive: true });
  }
}

async function readOnPage(inspector: Inspector, path: string): Promise<Row[]> {
  const { page } = await inspector.open();
  await page.click('.welcome button.primary');
  const field = await page.waitForSelector('dialog input[type=file]');
  await page.tracing.start({ categories: ['toplevel', 'blink.user_timing', '__metadata'] });
  await page.evaluate(() => {
    const field = document.querySelector('dialog input[type=file]');
    const mark = (name: string, isThere: () => boolean) => {
      if (isThere()) performance.mark(name);
      else requestAnimationFrame(() => mark(name, isThere));
    };
    field?.addEventListener('change', () => performance.mark('given'), { capture: true });
    mark('first', () => document.querySelector('.row') !== null);
  });
  const watch = watchPages(inspector.browser.processId);
  await field?.uploadFile(path);
  const count = DAY.entries.toLocaleString('en');
  await page.waitForFunction(
    (requests) => document.querySelector('.status-line')?.textContent?.startsWith(requests),
    { timeout: 120_000, polling: 200 },
    count,
  );
  const { megabytes, seconds } = watch.end();
  const trace = await page.tracing.stop();
  const first = await page.evaluate(() => performance.measure('first rows', 'given', 'first').duration);
  return [
    toLimitRow('large-har-first-rows', first, 'ms', '490 MB', 1_000),
    toLimitRow('large-har-read', seconds * 1_000, 'ms', 'processor time', 10_000),
    toLimitRow('large-har-task', longestTask(trace, 'given'), 'ms', 'processor time', 50),
    toLimitRow('large-har-memory', megabytes, 'MB', 'private to the page', 500),
  ];
}

async function readByCommand(path: string): Promise<Row[]> {
  const { seconds, megabytes } = await inspectByCommand(path);
  return [
    toLimitRow('large-har-command', seconds * 1_000, 'ms', 'processor time', 30_000),
    toLimitRow('large-har-command-memory', megabytes, 'MB', '490 MB', 700),
  ];
}
