import type { DecodingStep } from '#shared/wire/message.ts';
import { decodePercent } from '#shared/wire/percent.ts';
import { makeStep } from '#shared/wire/steps.ts';
import { createFinder } from './finder.ts';
import type { Passage } from './passage.ts';
import { looksDeflated, messageValue } from './query-kind.ts';
import { contentOf, innerBase64, runAt } from './take-base64.ts';
import { MARKUP_START, takeMarkup } from './take-markup.ts';
import { takeQuery } from './take-query.ts';
import { isCarrier, isCutBehind, NAME_START, type NamedValue, takeValue } from './take-value.ts';

/** What a scan may still do: it is shared by all texts within one another. */
export interface ScanBudget {
  /** Messages. */
  passages: number;
  /** Runs of base64 without a name that are tried as deflated data. */
  inflations: number;
}

/** As deep one text may stand in the base64 of another: twice encoded, in a body, in a log. */
const MOST_DEPTH = 4;
/** Characters between two parameters of one form: what else a log writes there. */
const MOST_BETWEEN = 600;

/**
 * Finds what holds a message in a text, in order: markup, parameters with their names, URLs and queries, bare base64. Goes
 * through the text once; what is found within base64 is gone through in its turn, to a depth.
 */
export function scanText(text: string, budget: ScanBudget, depth = 0): readonly Passage[] {
  const found: Passage[] = [];
  const values: NamedValue[] = [];
  const anchors = new RegExp(`${MARKUP_START}|${NAME_START}|[A-Za-z0-9+/_-]{24}`, 'g');
  const find = createFinder(text);
  let queryEnd = 0;
  let vainUntil = 0;

  const put = (passage: Passage) => {
    if (budget.passages <= 0) return;
    budget.passages -= 1;
    found.push(passage);
  };
  const within = (inner: string, steps: readonly DecodingStep[]) => {
    if (depth >= MOST_DEPTH) return;
    for (const passage of scanText(inner, budget, depth + 1)) {
      found.push({ ...passage, steps: [...steps, ...passage.steps] });
    }
  };
  const flush = () => {
    for (const passage of formsOf(text, values.splice(0))) put(passage);
  };
  const takeName = (name: string, start: number, at: number): number => {
    const query = takeQuery(text, name, { start, at }, queryEnd);
    if (query === null) {
      const value = takeValue(text, name, { start, at }, find);
      if (value === null) return at;
      values.push(value);
      return value.end;
    }
    queryEnd = query.end;
    if (query.is === 'pair') values.push({ name, value: query.value, start, end: query.end });
    else if (query.is === 'inner') within(query.text, [makeStep('found-escaped', { escape: 'a URL' })]);
    else {
      flush();
      put(queryPassage(query.text));
    }
    return query.end;
  };
  const takeRun = (start: number): number => {
    const { base64, end } = runAt(text, start);
    const content = contentOf(base64, budget.inflations > 0);
    budget.inflations -= 1;
    if (content.is === 'message') put({ kind: 'parameter', text: base64, steps: [] });
    if (content.is === 'text') within(content.text, [makeStep('found-base64')]);
    return Math.max(end, start + 24);
  };
  const takeAnchor = ([whole, open, root, name]: RegExpExecArray, start: number): number => {
    if (name !== undefined) return takeName(name, start, start + whole.length);
    if (open === undefined || root === undefined) return takeRun(start);
    if (start < vainUntil && /envelope$/i.test(root)) return start + whole.length;
    const { passage, end } = takeMarkup(text, start, { open, name: root }, find);
    if (passage !== null) {
      put(passage);
      return end;
    }
    vainUntil = Math.max(vainUntil, end);
    return start + open.length;
  };

  for (let anchor = anchors.exec(text); anchor !== null && budget.passages > 0; anchor = anchors.exec(text)) {
    anchors.lastIndex = takeAnchor(anchor, anchor.index);
  }
  flush();
  return found;
}

function queryPassage(query: string): Passage {
  const { text, steps } = withoutSecondBase64(query);
  return { kind: isUrl(text) || looksDeflated(text) ? 'url' : 'form', text, steps };
}

function isUrl(query: string): boolean {
  return /^[^=&]*\?/.test(query);
}

/** Puts parameters that stand near each other together, each name once. */
function formsOf(text: string, values: readonly NamedValue[]): readonly Passage[] {
  const groups: NamedValue[][] = [];
  for (const value of values) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const isNear = last !== undefined && value.start - last.end <= MOST_BETWEEN;
    if (group !== undefined && isNear && group.every(({ name }) => name !== value.name)) group.push(value);
    else groups.push([value]);
  }
  return groups.filter((group) => group.some(({ name }) => isCarrier(name))).map((group) => toForm(text, group));
}

/** A query of parameters that were decoded; how they were escaped is not known any more. */
function toForm(text: string, group: readonly NamedValue[]): Passage {
  const query = group.map(({ name, value }) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&');
  const passage = queryPassage(query);
  const cut = group.some(({ end }) => isCutBehind(text, end)) ? [makeStep('found-cut')] : [];
  return { ...passage, steps: [...passage.steps, ...cut] };
}

/** Somebody encoded the message again: the query as it would be with one base64 only. */
function withoutSecondBase64(query: string): { readonly text: string; readonly steps: readonly DecodingStep[] } {
  const raw = messageValue(query);
  if (raw === null) return { text: query, steps: [] };
  const outer = decodePercent(raw, false).text;
  const inner = innerBase64(outer);
  if (inner === null) return { text: query, steps: [] };
  const at = query.indexOf(raw);
  const text = `${query.slice(0, at)}${encodeURIComponent(inner)}${query.slice(at + raw.length)}`;
  return { text, steps: [makeStep('found-base64')] };
}
