/** Milliseconds of a day: more than any service provider allows clocks to differ. */
export const DAY = 24 * 60 * 60_000;
