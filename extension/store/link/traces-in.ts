import type { KnownAnswer } from '#shared/api/link.ts';
import { readOwnTrace } from '#shared/formats/read-own-trace.ts';
import type { Exchange } from '#shared/http/exchange.ts';
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
 * @throws WorkbenchError `input-unrecognised` for what is no trace of ours
 */
export function tracesIn({ logins, logouts }: KnownAnswer): readonly CompanionTrace[] {
  return [
    ...logins.map(({ login, trace }) => ({
      ...{ reference: login.reference, exchanges: exchangesIn(trace) },
      decision: decisionOf(login),
    })),
    ...logouts.map(({ receipt, trace }) => ({
      ...{ reference: receipt.reference, exchanges: exchangesIn(trace), decision: null },
    })),
  ].filter(({ exchanges }) => exchanges.length > 0);
}

function decisionOf({ outcome, user, title }: Login): string {
  const who = user === null ? '' : ` as ${user}`;
  return `${DECISIONS[outcome]}${outcome === 'refused' ? `: ${title.replace(/\.$/, '')}` : who}`;
}

function exchangesIn(trace: string | null): readonly Exchange[] {
  return trace === null ? [] : readOwnTrace(parseJson(trace));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no trace, and is told so.
    return null;
  }
}
