import { readdirSync, readFileSync } from 'node:fs';

/** Looks at a browser's pages until it is told not to. */
interface PagesWatch {
  /** The most private memory of one of them, and what all of them took of the processor. */
  end(): { readonly megabytes: number; readonly seconds: number };
}

const INTERVAL = 100;

/** Ticks of the processor's clock in a second, as Linux counts them for programs (`USER_HZ`). */
const TICKS = 100;

/**
 * Watches the processes of pages below a browser's. Private memory is what a browser's own task manager shows. By Linux's `/proc`, on
 * the machine that the bench runs on.
 */
export function watchPages(browser: number): PagesWatch {
  let most = 0;
  const look = () => {
    most = Math.max(most, ...pages(browser).map(privateMegabytes));
  };
  const used = () => pages(browser).reduce((sum, pid) => sum + processorSeconds(pid), 0);
  const before = used();
  const timer = setInterval(look, INTERVAL);
  return {
    end: () => {
      look();
      clearInterval(timer);
      return { megabytes: most, seconds: used() - before };
    },
  };
}

function pages(browser: number): readonly string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isPage(pid) && isBelow(pid, browser));
}

function isPage(pid: string): boolean {
  return read(`/proc/${pid}/cmdline`).includes('--type=renderer');
}

function isBelow(pid: string, browser: number): boolean {
  for (let at = Number(pid); at > 1; at = numberIn(at.toString(), 'PPid')) if (at === browser) return true;
  return false;
}

function privateMegabytes(pid: string): number {
  return numberIn(pid, 'RssAnon') / 1024;
}

/** The fields behind the program's name, which ends with the last parenthesis: `utime` and `stime` are the 12th and 13th. */
function processorSeconds(pid: string): number {
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
}

function numberIn(pid: string, key: string): number {
  return Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** Empty where the process has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
