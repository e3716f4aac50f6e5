import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import { Badge } from '../../kit/badge.tsx';
import { Card, Fact, Facts } from '../../kit/facts.tsx';
import { coverageOf } from '../../store/coverage.ts';
import { receivedAt } from '../../store/describe-message.ts';
import { verdictOfCoverage } from '../../store/signature-words.ts';
import { windowsOf } from '../../store/validity.ts';
import { useWorkbench } from '../parts/context.ts';
import { ConditionFacts, ConfirmationFacts, DecisionFacts, SessionFacts } from './assertion-facts.tsx';
import { NameIdFacts } from './name-id-facts.tsx';
import { WindowList } from './window-list.tsx';

interface AssertionCardsProps {
  assertion: Assertion;
  message: InspectedMessage;
  title: string;
}

/** What one assertion says: about whom, to whom, for how long, and for which session. */
export function AssertionCards({ assertion, message, title }: AssertionCardsProps) {
  const { trust } = useWorkbench();
  const coverage = coverageOf(assertion.element, message.signatures);
  const windows = windowsOf(assertion, receivedAt(message, trust.at.value));
  const audiences = assertion.conditions?.audienceRestrictions.flatMap((restriction) => restriction.audiences) ?? [];
  const issuer = assertion.issuer?.value ?? null;
  const outside = message.message?.issuer?.value ?? null;
  return (
    <Card title={title} aside={<Badge verdict={verdictOfCoverage(coverage)} />}>
      <Facts>
        <NameIdFacts nameId={assertion.subject?.nameId ?? null} encrypted={assertion.subject?.encryptedId != null} />
        <Fact name="Issuer" value={issuer === outside ? null : issuer} />
        {audiences.length === 0 ? (
          <Fact name="Audience" value="any: none is stated" />
        ) : (
          audiences.map((audience, index) => <Fact key={index} name="Audience" value={audience} copy />)
        )}
        <ConfirmationFacts assertion={assertion} />
        <SessionFacts assertion={assertion} />
        <ConditionFacts conditions={assertion.conditions} />
        <DecisionFacts assertion={assertion} />
      </Facts>
      <WindowList windows={windows} />
    </Card>
  );
}
