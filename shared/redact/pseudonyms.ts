import { LIMITS } from '#shared/base/limits.ts';
import { fold } from './fold.ts';
import { RedactionError } from './redaction-error.ts';

/** Which pseudonym stands for which original, within one export. Both ways one to one. */
export interface Pseudonyms {
  /**
   * `user-1`, numbered in the order of appearance, so that the number says nothing about the original. Originals that
   * differ in case only get one number in different case, as long as that keeps them apart.
   */
  numbered(stem: string, original: string): string;
  /** A pseudonym of the caller's making, the first that nothing else has. `make` is asked again where one is taken. */
  made(original: string, make: (attempt: number) => string): string;
}

/** After so many attempts the form is given up: there are only ten digits. */
const ATTEMPTS = 40;

/**
 * Without any yet.
 * @param avoided folded originals, none of which may come out as a pseudonym
 * @throws WorkbenchError `redaction-too-large`, from its methods, beyond `LIMITS.redactedValues`
 */
export function createPseudonyms(avoided: ReadonlySet<string>): Pseudonyms {
  const byOriginal = new Map<string, string>();
  const taken = new Set<string>();
  const bases = new Map<string, string>();
  const counters = new Map<string, number>();
  const isFree = (candidate: string): boolean => !taken.has(candidate) && !avoided.has(fold(candidate));

  const keep = (original: string, pseudonym: string): string => {
    if (byOriginal.size >= LIMITS.redactedValues) {
      throw new RedactionError('redaction-too-large', { limit: LIMITS.redactedValues });
    }
    byOriginal.set(original, pseudonym);
    taken.add(pseudonym);
    return pseudonym;
  };
  const next = (stem: string): string => {
    for (;;) {
      const number = (counters.get(stem) ?? 0) + 1;
      counters.set(stem, number);
      const candidate = `${stem}-${number}`;
      if (isFree(candidate)) return candidate;
    }
  };
  const number = (stem: string, original: string): string => {
    const folded = fold(original);
    const base = bases.get(folded) ?? next(stem);
    bases.set(folded, base);
    const styled = inCaseOf(original, base);
    return keep(original, isFree(styled) ? styled : next(stem));
  };

  return {
    numbered: (stem, original) => byOriginal.get(original) ?? number(stem, original),
    made(original, make) {
      const known = byOriginal.get(original);
      if (known !== undefined) return known;
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const candidate = make(attempt);
        if (candidate !== original && isFree(candidate)) return keep(original, candidate);
      }
      return number('value', original);
    },
  };
}

/** ANNE -> USER-1, Anne -> User-1, anne -> user-1: findings about case stay true. */
function inCaseOf(original: string, base: string): string {
  const lower = original.toLowerCase();
  if (lower === original) return base;
  return original === original.toUpperCase() ? base.toUpperCase() : base.charAt(0).toUpperCase() + base.slice(1);
}
