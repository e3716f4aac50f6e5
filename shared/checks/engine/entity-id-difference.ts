import { trimXml } from '#shared/saml/read-parts.ts';

/** In what an entity ID differs from the expected one; they are compared character by character (saml-core 8.3.6). */
export type EntityIdDifference = 'same' | 'white-space' | 'trailing-slash' | 'case' | 'scheme' | 'other';

/** Names the small differences that people overlook. */
export function entityIdDifference(expected: string, received: string): EntityIdDifference {
  if (expected === received) return 'same';
  if (trimXml(expected) === trimXml(received)) return 'white-space';
  if (withoutSlash(expected) === withoutSlash(received)) return 'trailing-slash';
  if (expected.toLowerCase() === received.toLowerCase()) return 'case';
  return withoutScheme(expected) === withoutScheme(received) ? 'scheme' : 'other';
}

const CLOSEST_FIRST: readonly EntityIdDifference[] = [
  'same',
  'white-space',
  'trailing-slash',
  'case',
  'scheme',
  'other',
];

/** The pair of an expected and a received entity ID that comes closest; null if either list is empty. */
export function closestEntityId(
  expected: readonly string[],
  received: readonly string[],
): { readonly expected: string; readonly received: string; readonly difference: EntityIdDifference } | null {
  let best: ReturnType<typeof closestEntityId> = null;
  for (const wanted of expected) {
    for (const given of received) {
      const difference = entityIdDifference(wanted, given);
      if (best === null || CLOSEST_FIRST.indexOf(difference) < CLOSEST_FIRST.indexOf(best.difference)) {
        best = { expected: wanted, received: given, difference };
      }
    }
  }
  return best;
}

function withoutSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text;
}

function withoutScheme(text: string): string {
  return text.replace(/^https?:/i, '');
}
