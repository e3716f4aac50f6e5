import type { Status } from '#shared/saml/messages.ts';
import { isSuccess } from '#shared/saml/status-names.ts';
import { Badge } from '../../kit/badge.tsx';
import { Fact, FactOf } from '../../kit/facts.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { toShortUri } from '../../store/describe-message.ts';

/** The status: its codes from the outermost inwards, and what the sender said about it. */
export function StatusFact({ status }: { status: Status | null }) {
  if (status === null) return <Fact name="Status" value="none stated" />;
  const good = isSuccess(status);
  const words = status.codes.map(toShortUri).join(' / ');
  return (
    <>
      <FactOf name="Status">
        <Badge verdict={{ outcome: good ? 'good' : 'bad', word: toVisibleString(words.slice(0, 200)) }} />
      </FactOf>
      <Fact name="Status message" value={status.message} />
      <Fact name="Status detail" value={status.detail} />
    </>
  );
}
