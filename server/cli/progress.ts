import { counted, numeral } from '#shared/base/count-words.ts';
import type { OnProgress } from '#shared/base/progress.ts';
import type { CliIo } from './cli-io.ts';

/** Work that is done sooner needs no word. */
const PATIENCE = 1000;
/** Often enough to be seen moving. */
const INTERVAL = 100;

/**
 * Runs work on a recording; where it takes more than a second it says how far it is, and takes that away at the end.
 * @param doing the verb that begins the line, such as `Reading`
 */
export async function withProgress<Result>(
  io: CliIo,
  doing: string,
  work: (onProgress: OnProgress) => Result | Promise<Result>,
): Promise<Result> {
  let next = io.now() + PATIENCE;
  let isShown = false;
  try {
    return await work((done, total) => {
      const now = io.now();
      if (now < next) return;
      next = now + INTERVAL;
      isShown = true;
      io.progress(`${doing} ${numeral(done)} of ${counted(total, 'exchange')} …`);
    });
  } finally {
    if (isShown) io.progress(null);
  }
}

/** What standard error is, as far as progress needs it. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** `CliIo.progress` on a stream: one line, written over by the next; nothing at all where it is no terminal. */
export function progressOn(stream: ProgressStream): CliIo['progress'] {
  if (stream.isTTY !== true) return () => undefined;
  // ECMA-48 8.3.41 (EL): what is left of a longer line before is erased.
  return (line) => void stream.write(`\r${line ?? ''}\u001b[K`);
}
