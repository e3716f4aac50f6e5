import { nameWords } from '#shared/base/issue-words.ts';
import { visibleText } from '#shared/base/visible-text.ts';
import { contentHash } from './connection-document.ts';

/** Lines of one description at most. */
const MAX_LINES = 100;

/** Longer texts are told by what they are. */
const SHORT_TEXT = 120;

/**
 * In what two documents differ, in words, one line for each difference: `sessionTimeout: 30 becomes 60`. Keys and
 * metadata are never quoted. Empty where nothing differs but the order of keys.
 *
 * @param before null: there was none
 * @param after null: there will be none
 */
export function describeChange(before: unknown, after: unknown): readonly string[] {
  const lines = [...differences('', before ?? {}, after ?? {})];
  const more = lines.length - MAX_LINES;
  return more > 0 ? [...lines.slice(0, MAX_LINES), `and ${more} more`] : lines;
}

function* differences(path: string, before: unknown, after: unknown): Generator<string> {
  if (before === undefined) yield `${path}: ${valueWords(after)} is added`;
  else if (after === undefined) yield `${path}: ${valueWords(before)} is taken out`;
  else if (contentHash(before) === contentHash(after)) return;
  else if (isMap(before) && isMap(after)) yield* mapDifferences(path, before, after);
  else if (Array.isArray(before) && Array.isArray(after)) yield* listDifferences(path, before, after);
  else yield `${path}: ${changeWords(before, after)}`;
}

function* mapDifferences(path: string, before: PlainMap, after: PlainMap): Generator<string> {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const name = nameWords(key);
    const [one, other] = [ownValue(before, key), ownValue(after, key)];
    yield* differences(path === '' ? name : `${path}.${name}`, one, other);
  }
}

/** Items that are there before and after are no difference; of the others those of one name are the same item, changed. */
function* listDifferences(path: string, before: readonly unknown[], after: readonly unknown[]): Generator<string> {
  const [gone, come] = [without(before, after), without(after, before)];
  if (gone.length + come.length === 0) {
    yield `${path}: the order changes`;
    return;
  }
  for (const item of gone) {
    const name = itemName(item);
    const index = name === null ? -1 : come.findIndex((other) => itemName(other) === name);
    if (index < 0) yield `${path}: ${valueWords(item)} is taken out`;
    else yield* differences(`${path} "${name}"`, item, come.splice(index, 1)[0]);
  }
  for (const item of come) yield `${path}: ${valueWords(item)} is added`;
}

/** The items that the other list does not have, each as often as it is missing there. */
function without(list: readonly unknown[], other: readonly unknown[]): unknown[] {
  const there = Map.groupBy(other.map(contentHash), (hash) => hash);
  return list.filter((item) => there.get(contentHash(item))?.pop() === undefined);
}

const NAMING_KEYS = ['id', 'name', 'from'] as const;

function itemName(item: unknown): string | null {
  if (!isMap(item)) return null;
  const name = NAMING_KEYS.map((key) => ownValue(item, key)).find((value) => typeof value === 'string');
  return typeof name === 'string' ? visibleText(name, SHORT_TEXT) : null;
}

function changeWords(before: unknown, after: unknown): string {
  const [one, other] = [valueWords(before), valueWords(after)];
  return one === other ? `${one} becomes another one` : `${one} becomes ${other}`;
}

function valueWords(value: unknown): string {
  if (typeof value === 'string') return textWords(value);
  if (Array.isArray(value))
    return value.length === 0 ? 'an empty list' : value.map(valueWords).join(', ').slice(0, 300);
  if (!isMap(value)) return String(value);
  const name = itemName(value);
  return name === null ? `{ ${Object.keys(value).map(nameWords).join(', ')} }` : `"${name}"`;
}

function textWords(text: string): string {
  if (/PRIVATE KEY/i.test(text)) return 'a private key';
  if (/-----BEGIN/.test(text)) return 'a certificate';
  if (text.length <= SHORT_TEXT) return `"${visibleText(text)}"`;
  return /^\s*</.test(text) ? 'a text of XML' : `a text of ${text.length} characters`;
}

type PlainMap = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value map may have a key such as `constructor`. */
function ownValue(map: PlainMap, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
