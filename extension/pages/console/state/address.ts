import { computed, signal } from '@preact/signals';
import { CONSOLE_SECTIONS, type ConsoleSection } from '#shared/api/console-sections.ts';
import { at } from './mount.ts';

const BASE = at('/console/');

/** Where in the console somebody is. */
export interface Address {
  /** Null: there is no such section. */
  readonly section: ConsoleSection | null;
  /** What follows behind the section, decoded. */
  readonly rest: readonly string[];
  readonly query: URLSearchParams;
}

const here = signal(location.href);

addEventListener('popstate', () => {
  here.value = location.href;
});

/** The address of the page, read. */
export const address = computed<Address>(() => readAddress(new URL(here.value)));

/** Path of a section, or of something in it. */
export function pathOf(section: ConsoleSection, rest: readonly string[] = [], query = new URLSearchParams()): string {
  const path = [section, ...rest].map(encodeURIComponent).join('/');
  return `${BASE}${path}${query.size === 0 ? '' : `?${query}`}`;
}

/** Goes to a path of the console, without loading the page anew. */
export function goTo(path: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', path);
  else history.replaceState(null, '', path);
  here.value = location.href;
}

/** @param url one of the console */
export function readAddress(url: URL): Address {
  const [name = '', ...rest] = url.pathname
    .slice(BASE.length)
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
  const section = name === '' ? CONSOLE_SECTIONS[0] : CONSOLE_SECTIONS.find((known) => known === name);
  return { section: section ?? null, rest, query: url.searchParams };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // Not one of ours: it names nothing then.
    return part;
  }
}
