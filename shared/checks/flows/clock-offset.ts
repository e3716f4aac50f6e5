import { durationWords } from '#shared/base/duration-words.ts';
import { headerValue } from '#shared/http/exchange-parts.ts';
import { hostOf } from '#shared/http/navigation.ts';
import type { Finding } from '#shared/inspection/finding.ts';
import { defineFlowCheck, type FlowVerdict } from '../engine/define-flow-check.ts';
import { type FlowSituation, hostName, messageErrors } from '../engine/situation.ts';
import { stampOffset } from '../engine/stamp-offset.ts';

const VARIANTS = [
  'idp-ahead',
  'idp-behind',
  'sp-ahead',
  'sp-behind',
  'stamp-ahead',
  'stamp-behind',
  'local-time',
  'whole-hours',
  'browser',
] as const;

/** Time zones differ by quarters of an hour, and no zone is farther from UTC than 14 hours. Milliseconds. */
const ZONE_STEP = 15 * 60_000;
const ZONE_MOST = 14 * 3_600_000;
const ZONE_LEAST = 30 * 60_000;

const AHEAD: ReadonlySet<string> = new Set(['issue-instant', 'conditions-not-before', 'authn-instant']);
const BEHIND: ReadonlySet<string> = new Set([
  'issue-instant',
  'conditions-expired',
  'subject-confirmation-expired',
  'session-not-on-or-after',
  'logout-request-expired',
]);

/** The clocks of both sides differ by no more than is allowed for. */
export const clockOffset = defineFlowCheck({
  code: 'clock-offset',
  rank: 20,
  owner: 'idp',
  owners: { 'sp-ahead': 'sp', 'sp-behind': 'sp', browser: 'user' },
  clause: 'saml-core 1.3.3, 2.5.1.2',
  variants: VARIANTS,
  run: (situation) => {
    const { clocks, knowledge } = situation;
    if (clocks.idp === null) return [];
    const stamp = stampOffset(situation);
    if (Math.abs(stamp) > knowledge.clockSkew) return [stampVerdict(situation, stamp)];
    const toSp = (clocks.idp.offset ?? 0) - (clocks.sp?.offset ?? 0);
    const unsure = clocks.idp.uncertainty + (clocks.sp?.uncertainty ?? 0);
    if (Math.abs(toSp) - unsure > knowledge.clockSkew) return [verdict(situation, toSp, unsure)];
    const isBrowser = clocks.sp !== null && Math.abs(clocks.idp.offset) - clocks.idp.uncertainty > knowledge.clockSkew;
    return isBrowser ? [browserVerdict(situation, clocks.idp.offset)] : [];
  },
});

type Verdict = FlowVerdict<(typeof VARIANTS)[number]>;

function verdict(situation: FlowSituation, difference: number, unsure: number): Verdict {
  const { facts, knowledge, clocks } = situation;
  const codes = difference > 0 ? AHEAD : BEHIND;
  const isCause = messageErrors(situation).some((finding) => codes.has(finding.code));
  return {
    severity: isCause ? 'error' : 'warning',
    variant: isOfZone(situation, difference) ? 'whole-hours' : variantOf(situation, difference),
    part: facts.answer,
    expected: `at most ${durationWords(knowledge.clockSkew)}`,
    received: `${durationWords(Math.abs(difference))} (± ${durationWords(unsure)})`,
    facts: {
      difference: durationWords(sizeOf(situation, difference)),
      unsure: durationWords(unsure),
      skew: durationWords(knowledge.clockSkew),
      host: hostName(facts.request?.exchange ?? null),
      sp: hostName(facts.delivery),
      than: clocks.sp === null ? 'this browser’s' : 'the service provider’s',
      of: clocks.sp === null ? 'this browser' : 'the service provider',
    },
  };
}

/** To the whole half hour where it is one. */
function sizeOf(situation: FlowSituation, difference: number): number {
  const size = Math.abs(difference);
  return isOfZone(situation, difference) ? Math.round(size / HALF_HOUR) * HALF_HOUR : size;
}

/** What the IdP writes into its messages is wrong, while its web server tells the right time. */
function stampVerdict(situation: FlowSituation, difference: number): Verdict {
  const told = verdict(situation, difference, situation.clocks.idp?.uncertainty ?? 0);
  const size = Math.abs(difference);
  const toZone = Math.abs(size - Math.round(size / ZONE_STEP) * ZONE_STEP);
  const isZone = size > ZONE_LEAST - situation.knowledge.clockSkew && size <= ZONE_MOST + ZONE_STEP;
  if (isZone && toZone < situation.knowledge.clockSkew) return { ...told, variant: 'local-time' };
  return { ...told, variant: difference > 0 ? 'stamp-ahead' : 'stamp-behind' };
}

/** A clock that is wrong by chance is not wrong by whole half hours to the minute. Milliseconds. */
const HALF_HOUR = 30 * 60_000;
const NEAR = 60_000;

/** The IdP's clock is known by its messages alone, and they are off by what a time zone is. */
function isOfZone(situation: FlowSituation, difference: number): boolean {
  const variant = variantOf(situation, difference);
  if (variant !== 'idp-ahead' && variant !== 'idp-behind') return false;
  const isDated = situation.steps.some(
    ({ exchange }) =>
      situation.sides.get(hostOf(exchange.url)) === 'idp' && headerValue(exchange.responseHeaders, 'date') !== null,
  );
  const size = Math.abs(difference);
  const hours = Math.round(size / HALF_HOUR) * HALF_HOUR;
  return !isDated && hours >= 2 * HALF_HOUR && hours <= ZONE_MOST && Math.abs(size - hours) < NEAR;
}

/** Two clocks differ: the wrong one is that which the third, the browser's, does not agree with. */
function variantOf({ clocks: { idp, sp }, knowledge }: FlowSituation, difference: number): Verdict['variant'] {
  const isOff = (clock: typeof sp) =>
    clock !== null && Math.abs(clock.offset) - clock.uncertainty > knowledge.clockSkew;
  if (isOff(sp) && !isOff(idp)) return difference > 0 ? 'sp-behind' : 'sp-ahead';
  return difference > 0 ? 'idp-ahead' : 'idp-behind';
}

/** Both sides agree, and the browser, by whose clock a recording is judged, does not. */
function browserVerdict(situation: FlowSituation, offset: number): Verdict {
  const isTime = ({ code }: Finding): boolean => AHEAD.has(code) || BEHIND.has(code);
  return {
    severity: messageErrors(situation).some(isTime) ? 'error' : 'warning',
    variant: 'browser',
    part: null,
    received: durationWords(Math.abs(offset)),
    facts: { difference: durationWords(Math.abs(offset)), direction: offset > 0 ? 'behind' : 'ahead of' },
  };
}
