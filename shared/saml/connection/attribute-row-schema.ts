import * as v from 'valibot';
import { parseExtraction } from '#shared/pattern/parse-pattern.ts';
import type { AttributeRow, Extraction } from './connection.ts';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());

/** Not `v.record`, which drops keys such as `constructor` without a word; a group may have that name. */
const valueMap = v.pipe(
  v.custom<object>((input) => typeof input === 'object' && input !== null && !Array.isArray(input), 'Expected a map'),
  v.metadata({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'What each value becomes; `unmapped` says what becomes of a value that is not here.',
  }),
  v.transform((input) => Object.entries(input)),
  v.array(v.tuple([v.string(), v.string()])),
  v.transform((pairs) => new Map(pairs)),
);

const MAX_PATTERN = 500;

/** Where a pattern is wrong, told by character, counted from 1. */
class PatternError extends Error {}

const extraction = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.maxLength(MAX_PATTERN, `has more than ${MAX_PATTERN} characters`),
  v.metadata({
    type: 'string',
    description:
      'A regular expression that must match the whole value, in any case; what its group ( ) matches becomes the value: CN=([^,]+),.* makes Sales of CN=Sales,OU=Groups. Back references and look-around are not known: it runs in linear time.',
  }),
  v.rawTransform<string, Extraction>(({ dataset: { value }, addIssue, NEVER }) => {
    try {
      return { text: value, pattern: parseExtraction(value, toPatternError) };
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      addIssue({ message: error.message });
      return NEVER;
    }
  }),
);

function toPatternError(offset: number, reason: string): Error {
  return new PatternError(`cannot be used as a pattern: character ${offset + 1}: ${reason}`);
}

const otherwise = (description: string) =>
  v.optional(v.pipe(v.picklist(['keep', 'drop', 'refuse']), v.description(description)));

/** One row of `attributes` as a file or the console gives it. */
export const ATTRIBUTE_ROW_SCHEMA = v.strictObject({
  from: v.pipe(text, v.description('Name, or else FriendlyName, of the SAML attribute; compared exactly.')),
  by: v.optional(
    v.pipe(
      v.picklist(['name', 'friendlyName']),
      v.description(
        'Which of the two `from` is compared with. Left out: Name, and if that gives no value FriendlyName.',
      ),
    ),
  ),
  nameFormat: v.optional(
    v.pipe(text, v.description('NameFormat that the attribute must have; one that says none is `unspecified`.')),
  ),
  to: v.pipe(text, v.description('Name of the session attribute.')),
  required: v.optional(v.pipe(v.boolean(), v.description('Without a value there is no login.')), false),
  nested: v.optional(
    v.pipe(
      v.picklist(['text', 'qualified']),
      v.description(
        'Of a NameID inside a value, as eduPersonTargetedID has it: `text` takes its text (the default), `qualified` NameQualifier!SPNameQualifier!text.',
      ),
    ),
  ),
  split: v.optional(
    v.pipe(
      v.string(),
      v.nonEmpty(),
      v.maxLength(10, 'has more than 10 characters'),
      v.description(
        'What joins several values in one, such as ";". White space around the parts is left out, and so are empty parts. A login whose attribute has several values is refused.',
      ),
    ),
  ),
  extract: v.optional(extraction),
  unmatched: otherwise(
    'What becomes of a value that `extract` does not match: `drop` (the default), `keep`, or `refuse`, which is no login.',
  ),
  fold: v.optional(v.pipe(v.picklist(['lower', 'upper']), v.description('Writes values in lower or upper case.'))),
  values: v.optional(valueMap, {}),
  unmapped: otherwise(
    'What becomes of a value that is not in `values`: `keep` (the default), `drop`, or `refuse`, which is no login.',
  ),
}) satisfies v.GenericSchema<unknown, AttributeRow>;
