import { durationWords } from '#shared/base/duration-words.ts';
import { hostOf } from '#shared/http/navigation.ts';
import { defineFlowCheck } from '../engine/define-flow-check.ts';

/** In milliseconds: what people notice as slow, and by how much a step must stand out. */
const SLOW = 3000;
const TIMES_SLOWER = 5;

/** No step takes much longer than the others. */
export const slowStep = defineFlowCheck({
  code: 'slow-step',
  rank: 200,
  owner: 'network',
  clause: 'saml-profiles 4.1.2',
  variants: ['slow'],
  run: ({ steps, facts }) => {
    const durations = steps.flatMap(({ exchange }) => exchange.duration ?? []).toSorted((one, other) => one - other);
    const usual = durations[Math.floor((durations.length - 1) / 2)] ?? 0;
    const slow = steps
      .filter(({ exchange }) => (exchange.duration ?? 0) > Math.max(SLOW, usual * TIMES_SLOWER))
      .toSorted((one, other) => (other.exchange.duration ?? 0) - (one.exchange.duration ?? 0))[0];
    if (slow === undefined || durations.length < 2) return [];
    const took = durationWords(slow.exchange.duration ?? 0);
    const words = { host: hostOf(slow.exchange.url), took, usual: durationWords(usual) };
    const part = facts.parts.find(({ exchange }) => exchange?.id === slow.exchange.id) ?? null;
    return [{ severity: 'info', variant: 'slow', part, expected: words.usual, received: took, facts: words }];
  },
});
