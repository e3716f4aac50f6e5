/** xs:duration (XML Schema part 2, 3.2.6): at least one part, and one behind a T. */
const DURATION =
  /^(-?)P(?=\d|T\d)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.(\d{1,9}))?S)?)?$/;

const DAY = 86_400_000;
/** A year and a month have no fixed length: these are what most readers take. */
const UNITS = [365 * DAY, 30 * DAY, DAY, 3_600_000, 60_000, 1000] as const;

/** Milliseconds of an xs:duration without a sign, fractions of a second dropped; null if it is none, or negative. */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text.trim());
  if (match === null || match[1] === '-') return null;
  return UNITS.reduce((sum, unit, index) => sum + unit * Number(match[index + 2] ?? 0), 0);
}
