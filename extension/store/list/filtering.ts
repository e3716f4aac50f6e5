import type { FilterSubject } from '#shared/filter/filter-subject.ts';
import { toMatcher as match } from '#shared/filter/match-filter.ts';
import { type Filter, parseFilter } from '#shared/filter/parse-filter.ts';
import { clockShift } from '../base/times.ts';
import { wordsFor } from '../base/words.ts';

/** What reads filters and asks by them: loaded when the first one is typed. */
export interface Filtering {
  parse(text: string): Filter;
  toMatcher(filter: Filter, utc: boolean, isElsewhere: IsElsewhere): (subject: FilterSubject) => boolean;
}

/** Whether a text was found in what of an exchange is not in the page. */
export type IsElsewhere = (value: string, exchange: string) => boolean;

/** Reads a filter. */
export function parse(text: string): Filter {
  return parseFilter(text);
}

/** A test by a filter, in the words of this panel, and in UTC or on the user's own clock. */
export function toMatcher(filter: Filter, utc: boolean, isElsewhere: IsElsewhere): (subject: FilterSubject) => boolean {
  return match(filter, {
    isElsewhere,
    titleOf: (finding) => wordsFor(finding).whole,
    shiftOf: (time) => clockShift(time, utc),
  });
}
