import type { Decisions } from '#shared/api/decisions.ts';
import { Empty } from '../../../../kit/empty.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askDecisions } from '../../client/access-calls.ts';
import { Loading } from '../../parts/loading.tsx';
import { PagedRows } from '../../parts/paged-rows.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { When } from '../../parts/when.tsx';

/** Why something was closed, by code. */
const REASONS: Readonly<Record<string, string>> = {
  'no-rule': 'no rule allows it',
  'no-row': 'no row of the access table applies',
  'nothing-given': 'the rows that apply give nothing of a field',
  'values-absent': 'the data has nothing of what the rows give',
};

/** What was decided, the newest first. */
export function Decided({ connection }: { connection: string }) {
  const first = useLoaded(`decisions ${connection}`, () => askDecisions(connection, null));
  return (
    <Loading of={first} what="the decisions">
      {(page) =>
        page.decisions.length === 0 ? (
          <Empty level={2} title="Nothing is kept">
            <p>Nobody has opened an app yet, or the connection keeps no decisions (decisionDays).</p>
          </Empty>
        ) : (
          <PagedRows
            key={page.decisions[0]?.number}
            first={page}
            itemsOf={({ decisions }) => decisions}
            askOlder={(next) => askDecisions(connection, next)}
            noun="decision"
            label="Decisions"
            row={(one) => <DecisionLine key={one.number} decision={one} />}
          />
        )
      }
    </Loading>
  );
}

function DecisionLine({ decision }: { decision: Decisions['decisions'][number] }) {
  const { at, user, resource, action, allowed, by, rows, reason } = decision;
  const seen = rows.length === 0 ? '' : `, ${rows.length === 1 ? 'row' : 'rows'} ${rows.join(', ')}`;
  const why = allowed ? `by ${by.join(', ')}${seen}` : (REASONS[reason] ?? reason);
  return (
    <li class="row-line">
      <span class="row-when quiet">
        <When at={at} />
      </span>
      <div class="row-main">
        <p>
          <span class="strong">
            <Value text={user} />
          </span>{' '}
          {allowed ? 'was let' : 'was not let'} {action} <Value text={resource} />
        </p>
        <p class="quiet">
          <Value text={why} />
        </p>
      </div>
    </li>
  );
}
