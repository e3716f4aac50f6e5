import { shortUri } from '#shared/base/short-uri.ts';
import { type FactId, LABELS } from './labels.ts';

/** How something is to be taken in. */
export type Tone = 'good' | 'bad' | 'warning' | 'plain';

/** Text from a message, or about one: whoever shows it must escape it. */
export interface FactValue {
  /** As people read it. */
  readonly text: string;
  /** More about it: the whole of what `text` shortens, or what it means. */
  readonly note: string | null;
  /** As other programs read it: what stands in the message. Null where it has nothing, and `text` says so. */
  readonly exact: string | null;
}

/** What is told of a message, a flow or metadata: one value or several under one name. */
export interface Fact {
  readonly id: FactId;
  readonly label: string;
  readonly values: readonly FactValue[];
  readonly tone: Tone;
}

/** Facts about one thing, under its name. */
export interface FactGroup {
  readonly title: string;
  /** What it is, in a sentence. */
  readonly note: string | null;
  readonly tone: Tone;
  readonly facts: readonly Fact[];
  /** What belongs to it and has a name of its own. */
  readonly groups: readonly FactGroup[];
}

/** Facts under a title; what else there is may be left out. */
export function group(
  title: string,
  facts: readonly Fact[],
  { note = null, tone = 'plain', groups = [] }: Partial<Omit<FactGroup, 'title' | 'facts'>> = {},
): FactGroup {
  return { title, note, tone, facts, groups };
}

type Given = string | FactValue | null | undefined;

/**
 * A fact, or none where there is nothing to say.
 * @param options `label` where it is not the usual one
 */
export function fact(
  id: FactId,
  given: Given | readonly Given[],
  { label = LABELS[id], tone = 'plain' }: { readonly label?: string; readonly tone?: Tone } = {},
): readonly Fact[] {
  const values = (isList(given) ? given : [given]).flatMap((each) => (each == null ? [] : [toValue(each)]));
  return values.length === 0 ? [] : [{ id, label, values, tone }];
}

function isList(given: Given | readonly Given[]): given is readonly Given[] {
  return Array.isArray(given);
}

function toValue(given: string | FactValue): FactValue {
  return typeof given === 'string' ? { text: given, note: null, exact: given } : given;
}

/** A text with more about it; null where there is no text. `exact` is the text itself where nothing else is given. */
export function noted(text: string | null, note: string | null, exact: string | null = text): FactValue | null {
  return text === null ? null : { text, note, exact };
}

/** A URI by the part that says something, the whole beside it; null where there is none. */
export function byShortUri(uri: string | null): FactValue | null {
  if (uri === null) return null;
  const text = shortUri(uri);
  return { text, note: text === uri ? null : uri, exact: uri };
}

/** What is not there, said in words of ours. */
export function absent(text: string): FactValue {
  return { text, note: null, exact: null };
}

/** What is set, in words; for programs `yes`. */
export function flag(id: FactId, isSet: boolean, text: string): readonly Fact[] {
  return fact(id, isSet ? noted(text, null, 'yes') : null);
}
