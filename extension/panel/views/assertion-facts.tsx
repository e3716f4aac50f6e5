import type { Advice, Assertion, Conditions } from '#shared/saml/assertion.ts';
import { isSaml11 } from '#shared/saml/read-saml11.ts';
import { Fact } from '../../kit/facts.tsx';
import { toShortUri } from '../../store/describe-message.ts';

/** Who may use the assertion, and where. SAML 1.1 names the place on the response, not here. */
export function ConfirmationFacts({ assertion }: { assertion: Assertion }) {
  const isOld = isSaml11(assertion.element);
  return (
    <>
      {(assertion.subject?.confirmations ?? []).map(({ method, data }, index) =>
        isOld ? (
          <Fact
            key={index}
            name="Confirmed by"
            value={method === null ? 'no method' : toShortUri(method)}
            note={method}
          />
        ) : (
          <Fact
            key={index}
            name="Recipient"
            value={data?.recipient ?? 'none stated'}
            note={method === null ? 'no method' : toShortUri(method)}
            copy={data?.recipient != null}
          />
        ),
      )}
    </>
  );
}

/** How and where the user logged in. */
export function SessionFacts({ assertion }: { assertion: Assertion }) {
  return (
    <>
      {assertion.authnStatements.map((statement, index) => (
        <>
          <Fact key={`${index} session`} name="Session index" value={statement.sessionIndex} copy />
          <Fact key={`${index} at`} name="Logged in" value={statement.authnInstant?.text ?? null} />
          <Fact
            key={`${index} by`}
            name="Logged in by"
            value={statement.classRef === null ? statement.declarationRef : toShortUri(statement.classRef)}
            note={statement.classRef}
          />
          <Fact
            key={`${index} declared`}
            name="Login described"
            value={statement.declaration === null ? null : 'in the message itself (AuthnContextDecl)'}
          />
          <Fact
            key={`${index} through`}
            name="Logged in at"
            value={statement.authenticatingAuthorities.join(', ') || null}
          />
          <Fact
            key={`${index} from`}
            name="Logged in from"
            value={statement.locality?.address ?? statement.locality?.dnsName ?? null}
          />
        </>
      ))}
    </>
  );
}

/** What else must hold (saml-core 2.5.1). */
export function ConditionFacts({ conditions }: { conditions: Conditions | null }) {
  if (conditions === null) return null;
  const { oneTimeUse, proxyRestriction, others } = conditions;
  return (
    <>
      <Fact name="Use" value={oneTimeUse ? 'once only' : null} />
      <Fact
        name="Passing on"
        value={proxyRestriction === null ? null : timesWords(proxyRestriction.count)}
        note={proxyRestriction?.audiences.join(', ') || null}
      />
      {others.map(({ name, start }) => (
        <Fact key={start} name="Condition" value={name} note="not known here: nobody can say whether it holds" />
      ))}
    </>
  );
}

function timesWords(count: number | null): string {
  if (count === null) return 'any number of times';
  return count === 0 ? 'not at all' : count === 1 ? 'once at most' : `${count} times at most`;
}

/** What the user may do (saml-core 2.7.4), and what backs the assertion (2.6.1). */
export function DecisionFacts({ assertion }: { assertion: Assertion }) {
  return (
    <>
      {assertion.authzDecisionStatements.map(({ decision, actions, resource }, index) => (
        <Fact
          key={index}
          name="Decision"
          value={`${decision ?? 'none'}: ${actions.map(({ value }) => value).join(', ')}`}
          note={resource}
        />
      ))}
      <Fact name="Advice" value={assertion.advice === null ? null : adviceWords(assertion.advice)} />
    </>
  );
}

function adviceWords({ assertionIdRefs, assertionUriRefs, assertions, encryptedAssertions }: Advice): string {
  const inside = assertions.length + encryptedAssertions.length;
  const parts = [...assertionIdRefs, ...assertionUriRefs, ...(inside === 0 ? [] : [`${inside} assertions inside`])];
  return parts.join(', ') || 'of another kind';
}
