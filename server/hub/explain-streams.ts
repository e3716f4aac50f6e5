import type { Service } from '#server/connection/service.ts';
import { explainByRules } from '#shared/rules/explain/explain-condition.ts';
import { type StreamAccess, streamResource, toRuleUser } from './decide-access.ts';
import { type ClosedByRule, explainClosed } from './explain-closed.ts';
import { type GrantingPart, grantingParts } from './granting-values.ts';
import type { AppSubject } from './judge-app.ts';

/** Streams that are explained to whom none is open: a hub is looked at often, and an explanation takes its time. */
const EXPLAINED = 3;

/** A stream with why it is open, or closed. */
export interface ExplainedStream extends StreamAccess {
  /** What of the user the rules that open it were true for. */
  readonly because: readonly GrantingPart[];
}

/** What of a hub is open, and why; if nothing is, why that is so. */
export interface ExplainedHub {
  readonly streams: readonly ExplainedStream[];
  readonly closed: readonly ClosedByRule[];
}

/** Says of each open stream through what it is open; where none is, of the first few which part of which rule was false. */
export function explainStreams(
  { settings }: Pick<Service, 'settings'>,
  access: readonly StreamAccess[],
  { login, environment, kept }: AppSubject,
): ExplainedHub {
  const user = toRuleUser(login, environment, kept);
  const streams = access.map((one) => {
    const by = one.decision.allowed ? explainByRules(settings.rules, 'read', user, streamResource(one.stream)).by : [];
    return { ...one, because: grantingParts(by, login.attributes) };
  });
  const isNothing = streams.every(({ decision }) => !decision.allowed);
  if (!isNothing || settings.closedApps === 'plain') return { streams, closed: [] };
  const targets = access.slice(0, EXPLAINED).map(({ stream }) => ({ resource: streamResource(stream), stream: null }));
  return { streams, closed: explainClosed(settings.rules, 'read', user, targets) };
}
