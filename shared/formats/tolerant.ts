import * as v from 'valibot';

/**
 * Schemas for files that other programs wrote: a field that is missing or of another type becomes
 * the fallback instead of making the whole file unreadable.
 */

/** A string; anything else becomes `''`. */
export const text = v.fallback(v.string(), '');

/** A string, or null for anything else. */
export const textOrNull = v.fallback(v.nullable(v.string()), null);

/** A finite number, or null for anything else. */
export const numberOrNull = v.fallback(v.nullable(v.pipe(v.number(), v.finite())), null);

/** An array's elements that fit the schema, in order; other elements are left out, anything else becomes `[]`. */
export function listOf<Output>(schema: v.GenericSchema<unknown, Output>): v.GenericSchema<unknown, Output[]> {
  return v.pipe(
    v.fallback(v.array(v.unknown()), []),
    v.transform((items) =>
      items.flatMap((item) => {
        const read = v.safeParse(schema, item);
        return read.success ? [read.output] : [];
      }),
    ),
  );
}

/** What the schema reads, or null for anything that it does not accept; a field that is missing is null too. */
export function orNull<Output>(schema: v.GenericSchema<unknown, Output>): v.GenericSchema<unknown, Output | null> {
  const read = v.pipe(
    v.unknown(),
    v.transform((value) => {
      const result = v.safeParse(schema, value);
      return result.success ? result.output : null;
    }),
  );
  // A fallback is what makes an object schema accept a missing field.
  return v.fallback(read, null);
}
