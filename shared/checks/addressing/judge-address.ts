import { closestUrl, isSamePlace, URL_DIFFERENCES, type UrlDifference } from '#shared/inspection/url-difference.ts';
import { type Evidence, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';

/** The variants of every check that compares an address. */
export const ADDRESS_VARIANTS = ['ok', ...URL_DIFFERENCES, 'no-expectation'] as const;

export type AddressVariant = (typeof ADDRESS_VARIANTS)[number];

/**
 * Holds an address against the URLs that would be right; without any, nobody can tell.
 * @param isTidied the URLs are those that a browser went to, which had tidied up what it was given
 */
export function judgeAddress(
  wanted: readonly string[],
  received: string,
  evidence: Evidence,
  isTidied = false,
): Verdict<AddressVariant> {
  const closest = closestUrl(wanted, received);
  if (closest === null) return unknown('no-expectation', 'metadata', { ...evidence, received });
  const full = { ...evidence, expected: closest.url, received };
  const { difference } = closest;
  return isSamePlace(difference) || (isTidied && difference === 'rewritten')
    ? pass('ok', full)
    : fail(toVariant(difference), full);
}

function toVariant(difference: UrlDifference): AddressVariant {
  return difference === 'same' || difference === 'equivalent' ? 'ok' : difference;
}
