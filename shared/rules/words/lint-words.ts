import { fillWords } from '#shared/base/errors.ts';
import type { Lint, LintCode } from '../lint/lint.ts';

/** What a lint says: what is, and what to do. */
export interface LintWords {
  readonly title: string;
  readonly fix: string;
}

const WORDS: Readonly<Record<LintCode, LintWords>> = {
  unreadable: { title: 'This cannot be read: {reason}.', fix: 'Until it is mended the rule allows nothing.' },
  'always-true': {
    title: 'This is true of everybody: {part}',
    fix: 'If everybody is meant, leave the condition empty. To exclude several values write !(a = "x" or a = "y").',
  },
  'never-true': {
    title: 'This is true of nobody: {part}',
    fix: 'Two parts exclude each other; "or" may be meant where "and" is written.',
  },
  'part-always-true': {
    title: 'This part is true of everybody, and so decides nothing: {part}',
    fix: 'Take it away, or write what is meant: !(a = "x" or a = "y") excludes both.',
  },
  'part-never-true': {
    title: 'This part is true of nobody: {part}',
    fix: 'Take it away; "or" may be meant where "and" is written.',
  },
  shadowed: {
    title: 'Whatever this rule allows the rule "{by}" allows, too.',
    fix: 'Remove the rule, or narrow the other one.',
  },
  'not-equal-on-list': {
    title: '{attribute} may have several values, and this is true if any of them differs: {part}',
    fix: 'To exclude whoever has the value write {instead}.',
  },
  'not-equal-when-missing': {
    title: 'This is false of whoever has no {attribute}: {part}',
    fix: 'If those are meant, too, write {instead}.',
  },
  'path-in-text': {
    title: 'The text has a path in it, {path}, which is compared letter by letter.',
    fix: 'To compare two attributes write {attribute} = {path} without quotes.',
  },
  'filter-everything': {
    title: 'The filter * takes in every resource, the console’s own included.',
    fix: 'Name the types that are meant, such as App_*, Stream_*.',
  },
  'filter-type-alone': {
    title: 'The filter {type} is the type itself, which matters when one is made, and the rule does not say create.',
    fix: 'Write {type}_* for every resource of that type.',
  },
  'attribute-near-known': {
    title: 'Nobody is known to have {attribute}, but there is {near}.',
    fix: 'Write {near} if that is meant.',
  },
  'attribute-case': {
    title: '{attribute} is written {other} elsewhere. Here both are one.',
    fix: 'Write it in one way.',
  },
  'attribute-not-sent': {
    title: 'Nobody sends {attribute}.',
    fix: 'Add a row for {name} to the attribute map, or correct the name.',
  },
};

/** The words of a lint, filled in. */
export function lintWords({ code, facts }: Lint): LintWords {
  const { title, fix } = WORDS[code];
  return { title: fillWords(title, facts), fix: fillWords(fix, facts) };
}
