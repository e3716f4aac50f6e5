import { bestCoverage } from '#shared/crypto/what-is-signed.ts';
import { assertionFacts } from '#shared/explain/facts/assertion-facts.ts';
import { fact, group } from '#shared/explain/facts/fact.ts';
import { nameIdFacts } from '#shared/explain/facts/message-facts.ts';
import { coverageVerdict } from '#shared/explain/facts/signature-facts.ts';
import { windowsOf } from '#shared/explain/facts/windows.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import { Badge } from '../../kit/badge.tsx';
import { receivedAt } from '../../store/message/describe-message.ts';
import { useWorkbench } from '../parts/context.ts';
import { type Attached, FactCard } from '../parts/fact-rows.tsx';
import { WindowList } from './window-list.tsx';

interface AssertionCardsProps {
  assertion: Assertion;
  message: InspectedMessage;
  title: string;
}

/** Windows of validity are drawn below the facts. */
const ATTACHED: Attached = {
  'conditions-window': () => null,
  'confirmation-window': () => null,
  'session-window': () => null,
};

/** What one assertion says: about whom, to whom, for how long, and for which session. */
export function AssertionCards({ assertion, message, title }: AssertionCardsProps) {
  const { trust } = useWorkbench();
  const at = receivedAt(message, trust.at.value);
  const { subject, authnStatements } = assertion;
  const facts = [
    ...nameIdFacts(subject?.nameId ?? null, subject?.encryptedId != null),
    ...fact(
      'session-index',
      authnStatements.map(({ sessionIndex }) => sessionIndex),
    ),
    ...assertionFacts(assertion, message.message?.issuer?.value ?? null, at),
  ];
  const verdict = coverageVerdict(bestCoverage(assertion.element, message.signatures));
  return (
    <FactCard group={group(title, facts)} aside={<Badge verdict={verdict} />} attached={ATTACHED}>
      <WindowList windows={windowsOf(assertion, at)} />
    </FactCard>
  );
}
