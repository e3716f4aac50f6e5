import type { Page } from 'puppeteer-core';
import * as v from 'valibot';
import { exchangeSchema } from '#shared/formats/exchange-schema.ts';
import type { Exchange } from '#shared/http/exchange.ts';

/** The product's panel as a test sees it, in the real developer tools of a real browser. */
export interface PanelHandle {
  /** All text on the panel's screen. */
  text(): Promise<string>;
  /** Waits until the panel's text matches; fails with the text as it is then. */
  waitForText(wanted: RegExp | string, timeout?: number): Promise<string>;
  /** The text of every element that the selector finds. */
  texts(selector: string): Promise<readonly string[]>;
  /** Clicks the middle of the smallest thing whose text, label or title is `name` (or matches), as a user does. */
  click(name: RegExp | string): Promise<void>;
  /** Puts text into the field with that label, as if pasted. */
  fill(label: string, text: string): Promise<void>;
  /** Every exchange that the recorder holds and whose URL has that part, as the panel was told. */
  recorded(part?: string): Promise<readonly Exchange[]>;
  /** A picture of the developer tools with the panel. */
  screenshot(path: `${string}.png`): Promise<void>;
}

/** A browser with the extension, its developer tools open on `page`, the panel shown. */
export interface OpenPanel {
  readonly page: Page;
  readonly panel: PanelHandle;
  /** Ends the browser and everything it started. */
  close(): Promise<void>;
}

/** What both browsers' handles are made of. */
export interface PanelDoor {
  /** Evaluates an expression in the panel, where `document` is the panel's. Gives its value, plain data. */
  run(expression: string): Promise<unknown>;
  clickAt(x: number, y: number): Promise<void>;
  screenshot(path: `${string}.png`): Promise<void>;
}

/** Asks again until `done` gives something other than null; fails with `what` after `timeout` milliseconds. */
export async function waitFor<Value>(
  what: string | (() => Promise<string>),
  done: () => Promise<Value | null>,
  timeout = 20_000,
): Promise<Value> {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await done();
    if (value !== null) return value;
    if (Date.now() > end)
      throw new Error(`Waited ${timeout} ms for ${typeof what === 'string' ? what : await what()}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Makes a panel's handle from one browser's door to it. */
export function toPanelHandle(door: PanelDoor): PanelHandle {
  // A page that is still loading has no body yet, and says nothing.
  const text = async () => String(await door.run('document.body?.innerText ?? ""'));
  const call = (body: (document: Document, ...args: string[]) => unknown, ...args: string[]) =>
    door.run(`(${body})(document, ...${JSON.stringify(args)})`);
  return {
    text,
    waitForText: (wanted, timeout) =>
      waitFor(
        async () => `${String(wanted)} in the panel, which says: ${(await text()).slice(0, 3000)}`,
        async () => {
          const now = await text();
          return (typeof wanted === 'string' ? now.includes(wanted) : wanted.test(now)) ? now : null;
        },
        timeout,
      ),
    texts: async (selector) => v.parse(v.array(v.string()), await call(readTexts, selector)),
    click: async (name) => {
      const source = typeof name === 'string' ? `^${escapePattern(name)}$` : name.source;
      // What is shown may move between the look and the click: only a click that the thing itself felt counts.
      await waitFor(`something named ${source} in the panel, to click on`, async () => {
        const place = v.safeParse(placeSchema, await call(aimAt, source));
        if (!place.success) return null;
        await door.clickAt(place.output.x, place.output.y);
        return (await door.run('window.wasHit === true')) === true ? true : null;
      });
    },
    fill: async (label, value) => {
      await waitFor(`a field "${label}" in the panel`, async () =>
        (await call(fillField, label, value)) === true ? true : null,
      );
    },
    recorded: async (part = '') => {
      // A panel that is only now loading was not given its recorder yet: that is no list of nothing.
      const recorded = await waitFor('a recorder in the panel', async () => {
        const answer = await call(readRecorded, part);
        return typeof answer === 'string' ? answer : null;
      });
      return v.parse(v.array(exchangeSchema), JSON.parse(recorded));
    },
    screenshot: door.screenshot,
  };
}

const placeSchema = v.object({ x: v.number(), y: v.number() });

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

// The functions below run in the panel, so each must stand on its own.

/** Asks the recorder that the panel was given for what it has, as JSON; null: it was given none yet. */
function readRecorded(_: Document, part = ''): string | null {
  const found = new Map<string, unknown>();
  const recorder = Reflect.get(window, Symbol.for('saml-workbench.recorder'));
  if (recorder === undefined) return null;
  const end = recorder.subscribe((event: { type: string; exchange?: { id: string; url: string } }) => {
    if (event.exchange?.url.includes(part)) found.set(event.exchange.id, event.exchange);
  });
  end();
  return JSON.stringify([...found.values()]);
}

function readTexts(document: Document, selector = ''): string[] {
  return Array.from(document.querySelectorAll(selector), (element) => element.textContent ?? '');
}

function fillField(document: Document, label = '', value = ''): boolean {
  const fields = Array.from(document.querySelectorAll('textarea, input'));
  const field = fields.find((element) => element.getAttribute('aria-label') === label);
  if (field === undefined) return false;
  Reflect.set(field, 'value', value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

/** The middle of the smallest visible thing with that name; `window.wasHit` tells later whether it was clicked. */
function aimAt(document: Document, source = ''): { x: number; y: number } | null {
  const pattern = new RegExp(source);
  const named = (element: Element) =>
    [element.getAttribute('aria-label'), element.getAttribute('title'), element.textContent].some(
      (name) => name !== null && pattern.test(name.trim()),
    );
  const things =
    'button, a, summary, input, select, [role=option], [role=row], [role=tab], [role=treeitem], li, td, label';
  const candidates = Array.from(document.querySelectorAll(things)).filter(named);
  candidates.sort((one, other) => (one.textContent ?? '').length - (other.textContent ?? '').length);
  for (const element of candidates) {
    element.scrollIntoView({ block: 'nearest' });
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    Reflect.set(window, 'wasHit', false);
    element.addEventListener('click', () => Reflect.set(window, 'wasHit', true), { once: true, capture: true });
    return { x: box.x + Math.min(box.width / 2, 200), y: box.y + box.height / 2 };
  }
  return null;
}
