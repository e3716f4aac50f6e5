import type { FindingCode } from '#shared/inspection/finding-code.ts';

/** What makes the times of a message wrong, whatever they say. */
export const CLOCK_OR_DELAY = [
  'clock-offset',
  'assertion-replayed',
  'request-stale',
  'response-stale',
] as const satisfies readonly FindingCode[];

/** What makes the signatures of a message worthless or somebody else’s. */
export const OTHER_SENDER = ['other-idp-answered', 'signature-wrapping'] as const satisfies readonly FindingCode[];

/** What keeps from being looked at what is encrypted. */
export const KEPT_CLOSED = [
  'encrypted-for-other-key',
  'encrypted-part-closed',
] as const satisfies readonly FindingCode[];

/** Why an SP does not know the browser that it sent away. */
export const COOKIE_LOST = [
  'cookie-too-large',
  'cookie-not-sent',
  'answered-in-other-tab',
  'idp-initiated-refused',
] as const satisfies readonly FindingCode[];
