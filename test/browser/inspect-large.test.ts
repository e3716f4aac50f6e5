import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { makeStoryteller, type Storyteller } from '#test/fixtures/story.ts';
import { choose, dropFiles, openTab, press, textOf, trust } from './inspect/actions.ts';
import { type Inspector, type InspectorPage, startInspector } from './inspect/inspector.ts';

const START = Date.UTC(2026, 0, 12, 10, 43, 12);
const PAGES = 4000;

let inspector: Inspector;
let teller: Storyteller;
let file: string;

beforeAll(async () => {
  [inspector, teller] = await Promise.all([startInspector(), makeStoryteller()]);
  file = writeHar([
    ...(await teller.login({ startedAt: START, name: 'good' })),
    ...(await teller.login({ startedAt: START + 60_000, name: 'bad', audience: 'https://hub.example/hub/' })),
    ...Array.from({ length: PAGES }, (_, index) => page(index)),
  ]);
});
afterAll(() => inspector.close());

function page(index: number): Exchange {
  const url = `https://hub.example/page/${index}`;
  const responseText = `${'<p>Nothing of interest</p>'.repeat(20)}${index === 1700 ? 'A needle' : ''}`;
  return makeExchange({
    id: `p${index}`,
    startedAt: START + 120_000 + index,
    method: 'GET',
    url,
    responseText,
    source: 'har',
  });
}

const isRead = (sight: InspectorPage, count: number) =>
  sight.page.waitForFunction(
    (requests) => document.querySelector('.status-line')?.textContent?.startsWith(requests),
    {},
    count.toLocaleString('en'),
  );

async function closeCleanly({ complaints, close }: InspectorPage): Promise<void> {
  await close();
  expect(complaints).toEqual([]);
}

describe('a large file', () => {
  it('is read by a worker: what failed is shown, each message whole when it is chosen, and again with what is trusted', async () => {
    const sight = await inspector.open();
    await dropFiles(sight.page, [{ name: 'large.har', text: file }]);
    await isRead(sight, PAGES + 6);
    await sight.page.waitForSelector('.verdict');
    expect(await textOf(sight.page, '.verdict')).toMatch(
      /audience of the assertion is wrong.* https:\/\/hub\.example\/hub\//s,
    );
    await choose(sight.page, 'message:1');
    await sight.page.waitForSelector('.detail-head');
    await openTab(sight.page, 'xml');
    expect(await textOf(sight.page, '.tab-panel')).toContain('samlp:Response');
    await openTab(sight.page, 'http');
    expect(await textOf(sight.page, '.tab-panel')).toContain('SAMLResponse PHNhbWxw');
    await press(sight.page, 'All traffic');
    await sight.page.type('.filter input', 'needle');
    await sight.page.waitForFunction(() =>
      document.querySelector('.row .row-line')?.textContent?.endsWith('/page/1700'),
    );
    await sight.page.waitForFunction(() => document.querySelector('.far-search')?.hasAttribute('hidden'));
    await openTab(sight.page, 'signature');
    await trust(sight.page, teller.metadata);
    await sight.page.waitForFunction(() => document.querySelector('.tab-panel .badge')?.textContent === 'Valid');
    await closeCleanly(sight);
  });

  it('that ends too early shows what came before, and says so', async () => {
    const sight = await inspector.open();
    await dropFiles(sight.page, [{ name: 'cut.har', text: file.slice(0, -1000) }]);
    await sight.page.waitForSelector('.banner.tone-bad');
    expect(await textOf(sight.page, '.banners')).toMatch(/cut\.har: .*ends in the middle/);
    await sight.page.waitForSelector('.row');
    await closeCleanly(sight);
  });

  it('is given up while it is read', async () => {
    const sight = await inspector.open();
    const entries = JSON.stringify(JSON.parse(file).log.entries).slice(1, -1);
    await sight.page.evaluate((some) => {
      const dataTransfer = new DataTransfer();
      const again = new Blob([',', some]);
      const parts = ['{"log":{"entries":[', some, ...Array.from({ length: 100 }, () => again), ']}}'];
      dataTransfer.items.add(new File(parts, 'larger.har'));
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      document.querySelector('.frame')?.dispatchEvent(drop);
    }, entries);
    await sight.page.waitForFunction(() => {
      const cancel = document.querySelector<HTMLElement>('.reading-on button');
      cancel?.click();
      return cancel !== null;
    });
    await sight.page.waitForFunction(() => document.querySelector('.reading-on') === null);
    expect(await textOf(sight.page, 'main')).toContain('Drop a file anywhere');
    await closeCleanly(sight);
  });
});
