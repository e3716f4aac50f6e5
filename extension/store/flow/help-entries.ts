import { isConsequence } from '#shared/checks/consequences.ts';
import { ALL_WORDS } from '#shared/explain/plain-words.ts';
import type { Words } from '#shared/explain/words/word-table.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';

/** What the help says of one finding. */
export interface HelpEntry {
  readonly code: FindingCode;
  /** What it says first; the others are what else it may say, each with what to do. */
  readonly variants: readonly Words[];
  /** Titles of findings that it may only follow from. */
  readonly follows: readonly string[];
  /** Titles of findings that it may bring about. */
  readonly brings: readonly string[];
}

const CODES = Object.keys(ALL_WORDS).filter(isCode);

function isCode(text: string): text is FindingCode {
  return Object.hasOwn(ALL_WORDS, text);
}

/** Every finding in words, in the order of its first words. What comes from a message stands there by its name, as `‹issuer›`. */
export function helpEntries(): readonly HelpEntry[] {
  const entries = CODES.flatMap((code) => {
    const variants = Object.values(ALL_WORDS[code])
      .filter(({ fix }) => fix !== '')
      .map(({ title, fix }) => ({ title: named(title), fix: named(fix) }));
    const follows = CODES.filter((other) => other !== code && isConsequence(other, code)).map(titleOf);
    const brings = CODES.filter((other) => other !== code && isConsequence(code, other)).map(titleOf);
    return variants.length === 0 ? [] : [{ code, variants, follows, brings }];
  });
  return entries.sort((one, other) => sortName(one).localeCompare(sortName(other)));
}

/** The entries that have all these words in them, anywhere. */
export function findHelp(entries: readonly HelpEntry[], sought: string): readonly HelpEntry[] {
  const words = sought.toLowerCase().split(/\s+/);
  return entries.filter(({ code, variants }) => {
    const text = `${code} ${variants.map(({ title, fix }) => `${title} ${fix}`).join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What a finding says first where something is to be done. */
function titleOf(code: FindingCode): string {
  const all = Object.values(ALL_WORDS[code]);
  return named((all.find(({ fix }) => fix !== '') ?? all[0])?.title ?? code);
}

/** Those that begin with something from the message stand under the word that follows. */
function sortName({ code }: HelpEntry): string {
  return titleOf(code).replace(/^(?:The )?(?:‹\w+› )*/, '');
}

function named(template: string): string {
  return template.replace(/\{(\w+)\}/g, '‹$1›');
}
