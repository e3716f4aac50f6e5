import { durationWords } from '#shared/base/duration-words.ts';
import { type CheckContext, headsOf } from '#shared/checks/engine/context.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import { DEFAULT_MAX_AGE } from '#shared/saml/connection/connection.ts';
import { TOKEN_KINDS } from '#shared/saml/kinds.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import { CLOCK_OR_DELAY } from '../engine/common-causes.ts';
import { defineCheck, fail, pass, unknown, type Verdict } from '../engine/define-check.ts';
import { judgeStart } from '../engine/judge-time.ts';

/** What carries assertions may be as old as the connection says; requests and answers of a logout only so old. */
const MAX_AGE_OF_OTHERS = 600_000;
const TOKENS: readonly SamlMessage['kind'][] = TOKEN_KINDS;

type Variant = 'ok' | 'future' | 'stale' | 'missing' | 'unreadable' | 'no-clock';
type Head = SamlMessage | Assertion;

/**
 * When the message, and each assertion in it, was made: not in the future (the clocks differ), and not long ago (a
 * replay, an old page).
 */
export const issueInstant = defineCheck({
  code: 'issue-instant',
  rank: 390,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 2.3.3, 3.2.1, 3.2.2',
  follows: CLOCK_OR_DELAY,
  brings: ['conditions-not-before', 'conditions-expired', 'subject-confirmation-expired', 'authn-instant'],
  appliesTo: [...TOKEN_KINDS, 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  gate: 'must-pass',
  variants: ['ok', 'future', 'stale', 'missing', 'unreadable', 'no-clock'],
  run: (context) => {
    const [message, ...assertions] = headsOf(context).map((head) => judgeIssue(context, head));
    if (message === undefined) return [];
    // They are mostly of one moment: what is said of the response need not be said again.
    return [message, ...assertions.filter(({ variant }) => variant !== message.variant || variant === 'ok')];
  },
});

function judgeIssue(context: CheckContext, head: Head): Verdict<Variant> {
  const { element: at, issueInstant: instant } = head;
  const { state, expected, facts } = judgeStart(context, instant);
  const evidence = {
    at,
    attribute: 'IssueInstant',
    expected,
    received: instant?.text ?? null,
    facts: { ...facts, element: at.localName },
  };
  if (state === 'absent') return fail('missing', { ...evidence, severity: 'warning' });
  if (state === 'unreadable') return fail('unreadable', { ...evidence, severity: 'warning' });
  if (state === 'no-clock') return unknown('no-clock', 'time', evidence);
  if (state === 'wrong') return fail('future', evidence);
  return judgeAge(context, head);
}

function judgeAge(context: CheckContext, { element, issueInstant: instant }: Head): Verdict<Variant> {
  const age = (context.subject.now ?? 0) - (instant?.time ?? 0);
  const limit = maxAgeOf(context) + context.knowledge.clockSkew;
  const evidence = {
    at: element,
    attribute: 'IssueInstant',
    expected: `at most ${durationWords(limit)} old`,
    received: instant?.text ?? null,
    facts: { age: durationWords(Math.max(0, age)), element: element.localName },
  };
  if (age <= limit || statesOwnEnd(context)) return pass('ok', evidence);
  return fail('stale', { ...evidence, severity: 'warning' });
}

/** Milliseconds. */
function maxAgeOf({ subject, knowledge }: CheckContext): number {
  if (!TOKENS.includes(subject.message.kind)) return MAX_AGE_OF_OTHERS;
  return knowledge.connection?.maxAge ?? DEFAULT_MAX_AGE;
}

/** A LogoutRequest whose NotOnOrAfter still lies ahead says itself how long it holds (saml-core 3.7.1). */
function statesOwnEnd({ subject: { message, now } }: CheckContext): boolean {
  if (message.kind !== 'LogoutRequest' || now === null) return false;
  return (message.notOnOrAfter?.time ?? 0) > now;
}
