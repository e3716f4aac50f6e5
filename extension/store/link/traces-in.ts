import type { KnownAnswer } from '#shared/api/link.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import type { CompanionTrace } from './join-traces.ts';

type Login = KnownAnswer['logins'][number]['login'];

const DECISIONS: Readonly<Record<Login['outcome'], string>> = {
  'logged-in': 'accepted',
  arriving: 'accepted, its browser has not come back for the session',
  refused: 'refused',
  passed: 'accepted, as a login test',
};

/**
 * What a companion kept of logins and logouts, each with what it decided. What it keeps no recording of is left out.
 * @throws WorkbenchError `input-…` for what is no trace of ours
 */
export async function tracesIn(
  { logins, logouts }: KnownAnswer,
  knowledge: Knowledge,
): Promise<readonly CompanionTrace[]> {
  const kept = [
    ...logins.map(({ login, trace }) => ({ reference: login.reference, trace, decision: decisionOf(login) })),
    ...logouts.map(({ receipt, trace }) => ({ reference: receipt.reference, trace, decision: null })),
  ];
  const { inspectInput } = await import('#shared/report/inspect.ts');
  const traces: CompanionTrace[] = [];
  for (const { reference, trace, decision } of kept) {
    if (trace === null) continue;
    const { exchanges, messages } = await inspectInput(trace, knowledge);
    traces.push({ reference, decision, messages, exchanges: exchanges?.() ?? [] });
  }
  return traces;
}

function decisionOf({ outcome, user, title }: Login): string {
  const who = user === null ? '' : ` as ${user}`;
  return `${DECISIONS[outcome]}${outcome === 'refused' ? `: ${title.replace(/\.$/, '')}` : who}`;
}
