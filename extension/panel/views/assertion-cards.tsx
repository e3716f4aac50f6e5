import type { Assertion } from '#shared/saml/assertion.ts';
import type { InspectedMessage } from '#shared/trace/report.ts';
import { coverageOf } from '../../store/coverage.ts';
import { receivedAt, toShortUri } from '../../store/describe-message.ts';
import { verdictOfCoverage } from '../../store/signature-words.ts';
import { windowsOf } from '../../store/validity.ts';
import { useWorkbench } from '../context.ts';
import { Badge } from '../parts/badge.tsx';
import { Card, Fact, Facts } from '../parts/facts.tsx';
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
        <Confirmations assertion={assertion} />
        <Sessions assertion={assertion} />
      </Facts>
      <WindowList windows={windows} />
    </Card>
  );
}

function Confirmations({ assertion }: { assertion: Assertion }) {
  return (
    <>
      {(assertion.subject?.confirmations ?? []).map(({ method, data }, index) => (
        <Fact
          key={index}
          name="Recipient"
          value={data?.recipient ?? 'none stated'}
          note={method === null ? 'no method' : toShortUri(method)}
          copy={data?.recipient != null}
        />
      ))}
    </>
  );
}

function Sessions({ assertion }: { assertion: Assertion }) {
  return (
    <>
      {assertion.authnStatements.map((statement, index) => (
        <>
          <Fact key={`${index} session`} name="Session index" value={statement.sessionIndex} copy />
          <Fact key={`${index} at`} name="Logged in" value={statement.authnInstant?.text ?? null} />
          <Fact
            key={`${index} by`}
            name="Logged in by"
            value={statement.classRef === null ? null : toShortUri(statement.classRef)}
            note={statement.classRef}
          />
        </>
      ))}
    </>
  );
}
