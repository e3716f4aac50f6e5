import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { Instant } from '#shared/saml/values.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck, fail, pass, unknown, type Verdict } from '../define-check.ts';
import { durationWords } from './duration-words.ts';
import { judgeStart } from './judge-time.ts';

/**
 * How old a message may be. A Response states its own window, and real ones run up to an hour; requests and
 * logout messages usually state none, and an old one is a replay.
 */
const MAX_AGE: Readonly<Record<string, number>> = Object.fromEntries(TOKEN_KINDS.map((kind) => [kind, 3_600_000]));
const MAX_AGE_OTHERWISE = 600_000;

type Variant = 'ok' | 'future' | 'stale' | 'missing' | 'unreadable' | 'no-clock';

/** When the message was made: not in the future (the clocks differ), and not long ago (a replay, an old page). */
export const issueInstant = defineCheck({
  code: 'issue-instant',
  severity: 'error',
  clause: 'saml-core 3.2.1',
  appliesTo: [...TOKEN_KINDS, 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  gate: 'must-pass',
  variants: ['ok', 'future', 'stale', 'missing', 'unreadable', 'no-clock'],
  run: (context) => [judgeIssue(context, context.subject.message)],
});

function judgeIssue(context: CheckContext, message: SamlMessage): Verdict<Variant> {
  const at = message.element;
  const instant = message.issueInstant;
  const { state, expected, facts } = judgeStart(context, instant);
  const evidence = { at, attribute: 'IssueInstant', expected, received: instant?.text ?? null, facts };
  if (state === 'absent') return fail('missing', { ...evidence, severity: 'warning' });
  if (state === 'unreadable') return fail('unreadable', { ...evidence, severity: 'warning' });
  if (state === 'no-clock') return unknown('no-clock', evidence);
  if (state === 'wrong') return fail('future', evidence);
  return judgeAge(context, message, instant);
}

function judgeAge(context: CheckContext, message: SamlMessage, instant: Instant | null): Verdict<Variant> {
  const age = (context.subject.now ?? 0) - (instant?.time ?? 0);
  const limit = (MAX_AGE[message.kind] ?? MAX_AGE_OTHERWISE) + context.knowledge.clockSkew;
  const evidence = {
    at: message.element,
    attribute: 'IssueInstant',
    expected: `at most ${durationWords(limit)} old`,
    received: instant?.text ?? null,
    facts: { age: durationWords(Math.max(0, age)) },
  };
  if (age <= limit || statesOwnEnd(context, message)) return pass('ok', evidence);
  return fail('stale', { ...evidence, severity: 'warning' });
}

/** A LogoutRequest whose NotOnOrAfter still lies ahead says itself how long it holds (saml-core 3.7.1). */
function statesOwnEnd({ subject }: CheckContext, message: SamlMessage): boolean {
  if (message.kind !== 'LogoutRequest' || subject.now === null) return false;
  return (message.notOnOrAfter?.time ?? 0) > subject.now;
}
