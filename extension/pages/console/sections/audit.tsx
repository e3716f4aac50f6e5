import type { AuditPage } from '#shared/api/audit.ts';
import { AUDIT_WORDS } from '#shared/api/audit.ts';
import { Empty } from '../../../kit/empty.tsx';
import { Value } from '../../../kit/value.tsx';
import { askAudit } from '../client/calls.ts';
import { Loading } from '../parts/loading.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagedRows } from '../parts/paged-rows.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { When } from '../parts/when.tsx';

type Entries = AuditPage['entries'];

/** Who did what, the newest first. */
export function Audit() {
  const first = useLoaded('audit', () => askAudit(null));
  return (
    <>
      <PageHead
        title="Audit"
        lead="Who changed what here, by console, API or QPS call. No line is changed; what has had its time goes, and a line says so. None holds the value of an attribute or a secret."
      />
      <Loading of={first} what="the audit">
        {(page) =>
          page.entries.length === 0 ? (
            <NothingYet />
          ) : (
            <PagedRows
              key={page.entries[0]?.number}
              first={page}
              itemsOf={({ entries }) => entries}
              askOlder={askAudit}
              noun="line"
              label="Audit"
              row={(entry) => <AuditLine key={entry.number} entry={entry} />}
            />
          )
        }
      </Loading>
    </>
  );
}

function NothingYet() {
  return (
    <Empty level={2} title="Nothing was done yet">
      <p>Whatever is changed in the console or by the API stands here from then on, with its author.</p>
    </Empty>
  );
}

function AuditLine({ entry: { at, actor, action, subject, facts, times, lastAt } }: { entry: Entries[number] }) {
  const told = Object.entries(facts);
  return (
    <li class="row-line">
      <span class="row-when quiet">
        <When at={at} />
      </span>
      <div class="row-main">
        <p>
          <strong>
            <Value text={actor.name} />
          </strong>{' '}
          {wordsOf(action)}
          {subject !== actor.name && (
            <>
              : <Value text={subject} />
            </>
          )}
          {times > 1 && (
            <>
              , {times} times, last <When at={lastAt} />
            </>
          )}
        </p>
        {told.length > 0 && (
          <p class="quiet row-facts">
            {told.map(([name, value]) => (
              <span key={name}>
                {name} <Value text={String(value)} />
              </span>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}

const WORDS: ReadonlyMap<string, string> = new Map(Object.entries(AUDIT_WORDS));

function wordsOf(action: string): string {
  return WORDS.get(action) ?? action;
}
