import type { Receipt } from '#shared/logout/receipt.ts';
import { begunWords, receiptSummary, receiptTone } from '#shared/logout/receipt-words.ts';
import { Badge } from '../../../../kit/badge.tsx';
import { Empty } from '../../../../kit/empty.tsx';
import { Value } from '../../../../kit/value.tsx';
import { askLogouts } from '../../client/calls.ts';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PagedRows } from '../../parts/paged-rows.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { When } from '../../parts/when.tsx';
import { address, pathOf } from '../../state/address.ts';

/** The logouts of about a day, whoever began them, and what is known of each. */
export function Logouts() {
  const query = new URLSearchParams([...address.value.query].filter(([name]) => name === 'connection'));
  const loaded = useLoaded(`logouts ${query}`, () => askLogouts(query, null));
  return (
    <>
      <PageHead
        title="Logouts"
        lead="What ended, what lives on, and how that is known: of each logout by a user, by time, by an identity provider or by an administrator."
        actions={
          <button type="button" class="button" onClick={loaded.reload}>
            Look again
          </button>
        }
      />
      <Loading of={loaded} what="the logouts">
        {(page) =>
          page.logouts.length === 0 ? (
            <Empty level={2} title="No session has ended lately">
              <p>Each logout stands here for as long as its session could have lasted, and a day.</p>
            </Empty>
          ) : (
            <PagedRows
              key={page.logouts[0]?.reference}
              first={page}
              itemsOf={({ logouts }) => logouts}
              askOlder={(next) => askLogouts(query, next)}
              noun="logout"
              label="Logouts"
              row={(receipt) => <LogoutRow key={receipt.reference} receipt={receipt} />}
            />
          )
        }
      </Loading>
    </>
  );
}

function LogoutRow({ receipt }: { receipt: Receipt }) {
  const { reference, at, user, connection } = receipt;
  return (
    <li class="row-line">
      <span class="row-when quiet">
        <When at={at} />
      </span>
      <div class="row-main">
        <p>
          <Badge verdict={{ outcome: receiptTone(receipt), word: receiptSummary(receipt) }} /> <Value text={user} />
        </p>
        <p class="quiet row-facts">
          <Link href={pathOf('logouts', [reference])} class="code">
            {reference}
          </Link>
          <span>
            at <Value text={connection} />
          </span>
          <span>{begunWords(receipt)}</span>
        </p>
      </div>
    </li>
  );
}
