import { FormatError } from '../format-error.ts';

/** Takes a HAR apart while it arrives. */
export interface EntrySplitter {
  /** The next piece of the file's text; gives the texts of the entries that ended in it, each a JSON value. */
  push(piece: string): readonly string[];
  /** Characters that are held because what began in them has not ended. */
  held(): number;
  /** @throws WorkbenchError `input-unrecognised` where the text ended before its value did, or had no list `log.entries` */
  end(): void;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;

/** Entries stand this deep: in the list of the object `log` of the whole. */
const DEPTH = 3;

/**
 * Finds the entries of a HAR (`log.entries`) in its text, which may come in any pieces, and holds no more of it than the
 * entry that has begun. Only where strings, objects and lists begin and end is looked at here: whether an entry is JSON,
 * its parser says. Time is linear, and a step over a string is one search.
 */
export function createEntrySplitter(): EntrySplitter {
  /** What has not been taken yet; what comes next is looked for from `at` on. */
  let text = '';
  let at = 0;
  let depth = 0;
  let isInString = false;
  /** The string that was read last at depth 1 or 2, and the name under which the object at depth 2 stands. */
  let lastString = '';
  let outer = '';
  let isInEntries = false;
  let hasEntries = false;
  let hasEnded = false;
  /** Where the entry that has begun starts in `text`; -1: none has. */
  let start = -1;
  let stringStart = 0;

  const open = (isList: boolean): void => {
    depth += 1;
    if (depth === 2) outer = lastString;
    if (depth === DEPTH && isList && outer === 'log' && lastString === 'entries') {
      if (hasEntries) throw unrecognised('it is a HAR with two lists of entries');
      isInEntries = hasEntries = true;
      start = at + 1;
    }
  };

  const close = (found: string[]): void => {
    if (depth === DEPTH && isInEntries) {
      take(found);
      isInEntries = false;
      start = -1;
    }
    depth -= 1;
    if (depth === 0) hasEnded = true;
  };

  /** An entry ends before a comma or the end of the list. */
  const take = (found: string[]): void => {
    const entry = text.slice(start, at);
    if (entry.trim() !== '') found.push(entry);
    start = at + 1;
  };

  /** Steps to the end of the string that has begun; false where it is not here yet. */
  const skipString = (): boolean => {
    for (;;) {
      const end = text.indexOf('"', at);
      if (end === -1) {
        at = text.length;
        return false;
      }
      at = end;
      if (!isEscaped(text, end, stringStart)) break;
      at = end + 1;
    }
    isInString = false;
    if (depth <= DEPTH - 1) lastString = text.slice(stringStart, at);
    return true;
  };

  const step = (found: string[]): void => {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        isInString = true;
        stringStart = at + 1;
        break;
      case OPEN_OBJECT:
        open(false);
        break;
      case OPEN_LIST:
        open(true);
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        close(found);
        break;
      case COMMA:
        if (isInEntries && depth === DEPTH) take(found);
    }
    at += 1;
  };

  /** Lets go of what is behind, and keeps the beginning of an entry, or of a string that may be a name. */
  const letGo = (): void => {
    const kept = start !== -1 ? start : isInString ? stringStart : at;
    text = text.slice(kept);
    at -= kept;
    stringStart -= kept;
    if (start !== -1) start = 0;
  };

  return {
    push(piece) {
      const found: string[] = [];
      text += piece;
      while (at < text.length) {
        if (isInString) {
          if (!skipString()) break;
          at += 1;
        } else step(found);
      }
      letGo();
      return found;
    },
    held: () => text.length,
    end() {
      if (!hasEnded) throw unrecognised('it begins like a HAR, and ends in the middle of it');
      if (!hasEntries) throw unrecognised('a HAR has a list "log.entries"');
    },
  };
}

/** Whether the quote at `at` has an odd number of backslashes before it, back to where its string began. */
function isEscaped(text: string, at: number, from: number): boolean {
  let count = 0;
  while (at - 1 - count >= from && text.charCodeAt(at - 1 - count) === BACKSLASH) count += 1;
  return count % 2 === 1;
}

function unrecognised(reason: string): FormatError {
  return new FormatError('input-unrecognised', { reason });
}
