const PLURAL = new Intl.PluralRules('en');
const NUMBER = new Intl.NumberFormat('en');
/** British English: no comma before the last one. */
const LISTS = {
  and: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
  or: new Intl.ListFormat('en-GB', { type: 'disjunction' }),
} as const;

/**
 * A count with its noun: `1 message`, `2 messages`, `12,000 entities`.
 * @param many the plural, where it is not the noun with an s
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numeral(count)} ${pluralOf(count, one, many)}`;
}

/** The form that goes with a count: `pluralOf(1, 'follows', 'follow')` is `follows`. */
export function pluralOf(count: number, one: string, many: string): string {
  if (isPlain(count)) return count === 1 ? one : many;
  return PLURAL.select(count) === 'one' ? one : many;
}

/** Some texts in a sentence: `a`, `a and b`, `a, b and c`. */
export function listed(texts: readonly string[], joined: keyof typeof LISTS = 'and'): string {
  return texts.length === 1 ? (texts[0] ?? '') : LISTS[joined].format(texts);
}

/** The first of many in a sentence: `a, b and 7 more`. */
export function listFirst(texts: readonly string[], limit: number): string {
  const rest = texts.length - limit;
  return rest <= 0 ? listed(texts) : listed([...texts.slice(0, limit), `${numeral(rest)} more`]);
}

/** The first of many, one by one, and how many more there are as the last: `['a', 'b', 'and 7 more']`. */
export function firstOf(texts: readonly string[], limit: number): readonly string[] {
  return texts.length <= limit ? texts : [...texts.slice(0, limit), andMore(texts.length - limit)];
}

/** `and 7 more`, or with a noun `and 1 more request`. */
export function andMore(count: number, one?: string, many = `${one}s`): string {
  const more = `and ${numeral(count)} more`;
  return one === undefined ? more : `${more} ${pluralOf(count, one, many)}`;
}

/** A number as people read it: `12,000`. */
export function numeral(count: number): string {
  return isPlain(count) ? String(count) : NUMBER.format(count);
}

/** A count that needs neither a comma nor a rule: nearly every one, and the rules' own way costs a microsecond each time. */
function isPlain(count: number): boolean {
  return count >= 0 && count < 1000 && Number.isInteger(count) && !Object.is(count, -0);
}
