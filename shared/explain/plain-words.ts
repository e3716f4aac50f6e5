import { type Finding, isProblem } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import type { Confidence } from '#shared/inspection/owner.ts';
import { type Book, createFiller } from './fill-phrase.ts';
import { type SplitTitle, splitTitle } from './split-title.ts';
import { ADDRESSING_WORDS } from './words/addressing.ts';
import { ATTRIBUTE_WORDS } from './words/attributes.ts';
import { BROWSER_WORDS } from './words/browser.ts';
import { CERTIFICATE_WORDS } from './words/certificate.ts';
import { CORRELATION_WORDS } from './words/correlation.ts';
import { FLOW_WORDS } from './words/flows.ts';
import { GATE_WORDS } from './words/gate.ts';
import { METADATA_WORDS } from './words/metadata.ts';
import { SCHEMA_WORDS } from './words/schema.ts';
import { SIGNATURE_WORDS } from './words/signature.ts';
import { SIGNATURE_FORM_WORDS } from './words/signature-form.ts';
import { STATUS_WORDS } from './words/status.ts';
import { STRUCTURE_WORDS } from './words/structure.ts';
import { SUBJECT_WORDS } from './words/subject.ts';
import { TIME_WORDS } from './words/time.ts';
import { TRACE_WORDS } from './words/trace.ts';
import type { VariantWords, Words } from './words/word-table.ts';

/**
 * The words of every code and variant; a code without any does not compile: its words belong into the table of its topic.
 * `{name}` is filled from the finding's facts, and `{expected}` and `{received}` from these.
 */
export const ALL_WORDS: Readonly<Record<FindingCode, VariantWords>> = {
  ...STATUS_WORDS,
  ...SIGNATURE_WORDS,
  ...SIGNATURE_FORM_WORDS,
  ...STRUCTURE_WORDS,
  ...SCHEMA_WORDS,
  ...TIME_WORDS,
  ...ADDRESSING_WORDS,
  ...CORRELATION_WORDS,
  ...SUBJECT_WORDS,
  ...ATTRIBUTE_WORDS,
  ...CERTIFICATE_WORDS,
  ...METADATA_WORDS,
  ...TRACE_WORDS,
  ...FLOW_WORDS,
  ...BROWSER_WORDS,
  ...GATE_WORDS,
};

/** What is said of a finding, filled. */
export interface SaidWords extends SplitTitle {
  /** Both in one piece, for where there is one line for all of it. */
  readonly whole: string;
  /** Empty where there is nothing to do. */
  readonly fix: string;
}

/** Says what a finding says. */
export type Speaker = (finding: Finding) => SaidWords;

/** Characters that a title may have where it can be cut between two clauses: two or three lines of a narrow panel. */
const LONGEST_TITLE = 120;

/**
 * What a finding says, in plain sentences: `title` what happened, `detail` the rest of that, `fix` what to change and where
 * (empty where there is nothing to do). Text only: values come out of hostile messages and are cut at 200 characters each. A
 * variant without words is given its code for a title.
 *
 * @param advise what stands behind the fix: the setting's name at the products of both sides
 * @param book what is meant by products’ own words
 */
export function createSpeaker(advise: (finding: Finding) => readonly string[], book: Book): Speaker {
  const speak = (finding: Finding, most: number): SaidWords => {
    const words = templateFor(finding);
    const { expand, fill } = createFiller(
      { ...finding.facts, expected: finding.expected ?? 'nothing', received: finding.received ?? 'nothing' },
      book,
    );
    const title = expand(words.title);
    const fix = fill(expand(words.fix));
    const told = fill(title).trim();
    const { because } = finding;
    if (because == null)
      return { ...splitTitle(title, fill, most), whole: told, fix: joined([fix, ...advise(finding)]) };
    const lead = LEADS[finding.confidence];
    const reason = speak(because, most).whole;
    const own = splitTitle(title, fill, most - joined([lead, reason]).length - 1);
    const why = speak(because, most - joined([own.title, lead]).length - 1);
    return {
      title: joined([own.title, lead, why.title]),
      detail: joined([own.detail, why.detail]),
      whole: joined([told, lead, reason]),
      fix: joined([fix, becauseFix(finding, why.fix, book), ...advise(finding)]),
    };
  };
  return (finding) => speak(finding, LONGEST_TITLE);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** How a reason is led in, by how sure it is. */
const LEADS: Readonly<Record<Confidence, string>> = {
  certain: 'The reason:',
  likely: 'Most likely:',
  possible: 'This may be why:',
};

/** What to change where a finding explains a refusal; where that is no fault as such, what the words of the product are answered with as well. */
function becauseFix({ facts, because }: Finding, fix: string, book: Book): string {
  const says = facts['phrase'];
  const isEnough = because != null && isProblem(because) && fix !== '';
  const phrase = typeof says !== 'string' || isEnough ? undefined : book(says);
  return joined([fix, phrase?.fix ?? '']);
}

function templateFor({ code, variant }: Finding): Words {
  const variants = ALL_WORDS[code];
  const words = Object.hasOwn(variants, variant) ? variants[variant] : undefined;
  return words ?? { title: code, fix: '' };
}
