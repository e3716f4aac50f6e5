import type { LoginReport, ToldFinding } from '#shared/api/logins.ts';
import { Badge } from '../../../../kit/badge.tsx';
import { CopyButton } from '../../../../kit/copy-button.tsx';
import { Card, Fact, FactOf, Facts } from '../../../../kit/facts.tsx';
import { Icon } from '../../../../kit/icon.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askLogin } from '../../client/calls.ts';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { When } from '../../parts/when.tsx';
import { pathOf } from '../../state/address.ts';
import { at } from '../../state/mount.ts';
import { KINDS, OUTCOMES, OWNERS } from './login-words.ts';
import { AccessCard, MappingCards } from './mapping-cards.tsx';
import { RecordingCards } from './recording-cards.tsx';

/** What is known of one login: the cause, what the map made of it, what it would open, and the text for who must act. */
export function LoginPage({ reference }: { reference: string }) {
  const loaded = useLoaded(`login ${reference}`, () => askLogin(reference));
  const login = loaded.value;
  return (
    <>
      <PageHead
        title={`${login === null ? 'Login' : KINDS[login.kind]} ${login?.reference ?? reference.toUpperCase()}`}
        lead={<Link href={pathOf('logins')}>All logins</Link>}
        actions={
          login?.hasTrace === true && (
            <>
              <a
                class="button"
                href={at(`/api/logins/${encodeURIComponent(login.reference)}/trace`)}
                download={`login-${login.reference}.json`}
              >
                <Icon name="save" />
                Recording
              </a>
              <a
                class="button primary"
                href={at(`/inspect/#login=/api/logins/${encodeURIComponent(login.reference)}/recording`)}
                target="_blank"
                rel="noreferrer"
              >
                <Icon name="search" />
                Inspect this login
              </a>
            </>
          )
        }
      />
      <Loading of={loaded} what="the login">
        {(report) => (
          <div class="report">
            <Verdict report={report} />
            {report.reasons.length > 0 && <Findings title="Why it was refused" findings={report.reasons} />}
            {report.mapping !== null && <MappingCards mapping={report.mapping} />}
            {report.access !== null && <AccessCard access={report.access} />}
            {report.noticed.length > 0 && <Findings title="What else is worth knowing" findings={report.noticed} />}
            {report.message !== '' && <Message text={report.message} />}
            {report.report !== null && <RecordingCards report={report.report} />}
          </div>
        )}
      </Loading>
    </>
  );
}

function Verdict({ report }: { report: LoginReport }) {
  const { outcome, title, owner, connection, at: moment, user, idp, page, connectionChanged } = report;
  const tone = OUTCOMES[outcome].outcome;
  return (
    <section class={`card tone-${tone}`} aria-label="What it came to">
      <p class="verdict-line">
        <Badge verdict={OUTCOMES[outcome]} />{' '}
        <strong>
          <Value text={title} />
        </strong>
      </p>
      {page !== null && (
        <p>
          <Value text={page.explanation} /> {page.fix !== null && <Value text={page.fix} />}
        </p>
      )}
      <Facts>
        <FactOf name="When">
          <When at={moment} />
        </FactOf>
        <FactOf name="Connection">
          <Link href={pathOf('connections', [connection])}>
            <Value text={connection} />
          </Link>
          {report.kind === 'test' && (
            <>
              {' · '}
              <Link
                href={pathOf(
                  'connections',
                  [connection, 'attributes'],
                  new URLSearchParams({ test: report.reference }),
                )}
              >
                change its attribute map
              </Link>
            </>
          )}
        </FactOf>
        <Fact name="Identity provider" value={idp} />
        <Fact name="User" value={user} />
        {owner !== null && <Fact name="To act" value={OWNERS[owner]} />}
        {page?.facts.map(({ label, values }) => (
          <Fact key={label} name={label} value={values.join(', ')} />
        ))}
      </Facts>
      {connectionChanged && (
        <p class="quiet card-note">
          The connection was changed since. What is said here of now may differ from what was decided then.
        </p>
      )}
    </section>
  );
}

function Findings({ title, findings }: { title: string; findings: readonly ToldFinding[] }) {
  return (
    <Card title={title} level={2}>
      <ul class="findings">
        {findings.map((finding, index) => (
          <li key={index}>
            <h3>
              <Value text={finding.title} />
            </h3>
            <Facts>
              <Fact name="Expected" value={finding.expected} />
              <Fact name="Received" value={finding.received} />
              <Fact name="Standard" value={finding.clause} />
            </Facts>
            {finding.fix !== '' && (
              <p>
                <Value text={finding.fix} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Message({ text }: { text: string }) {
  return (
    <Card
      title="To send to whoever must act"
      level={2}
      aside={<CopyButton text={() => text} label="the text" withWord />}
    >
      <div class="message-text">
        {text.split('\n').map((line, index) => (
          <p key={index}>{line !== '' && <Value text={line} />}</p>
        ))}
      </div>
    </Card>
  );
}
