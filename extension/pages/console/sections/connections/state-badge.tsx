import type { ConnectionSummary } from '#shared/api/connections.ts';
import { Badge } from '../../../../kit/badge.tsx';

/** So long before the last certificate of an identity provider ends it is time to ask for the next. */
const SOON = 30 * 24 * 60 * 60 * 1000;

/** How a connection is, in a word. */
export function StateBadge({ connection }: { connection: ConnectionSummary }) {
  return <Badge verdict={stateOf(connection, Date.now())} />;
}

function stateOf({ isUsable, problem, idpKeysEndAt }: ConnectionSummary, now: number) {
  if (!isUsable) return { outcome: 'bad', word: 'Not usable' } as const;
  if (problem !== null) return { outcome: 'warning', word: 'As it was before' } as const;
  if (idpKeysEndAt !== null && idpKeysEndAt < now)
    return { outcome: 'warning', word: 'Certificate has ended' } as const;
  if (idpKeysEndAt !== null && idpKeysEndAt < now + SOON)
    return { outcome: 'warning', word: 'Certificate ends soon' } as const;
  return { outcome: 'good', word: 'At work' } as const;
}
