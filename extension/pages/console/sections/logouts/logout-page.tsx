import type { LogoutReceipt } from '#shared/api/logouts.ts';
import type { ReceiptPart } from '#shared/logout/receipt.ts';
import {
  answeredWords,
  askedWords,
  begunWords,
  opensWords,
  receiptSummary,
  receiptTone,
} from '#shared/logout/receipt-words.ts';
import { Badge } from '../../../../kit/badge.tsx';
import { Card, Fact, FactOf, Facts } from '../../../../kit/facts.tsx';
import { askLogout } from '../../client/calls.ts';
import { Link } from '../../parts/link.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { When } from '../../parts/when.tsx';
import { pathOf } from '../../state/address.ts';
import { at } from '../../state/mount.ts';

/** The receipt of one logout: what is known at each participant now. */
export function LogoutPage({ reference }: { reference: string }) {
  const loaded = useLoaded(`logout ${reference}`, () => askLogout(reference));
  return (
    <>
      <PageHead
        title={`Logout ${reference}`}
        lead={<Link href={pathOf('logouts')}>All logouts</Link>}
        actions={
          <button type="button" class="button" onClick={loaded.reload}>
            Look again
          </button>
        }
      />
      <Loading of={loaded} what="the receipt">
        {(known) => (
          <div class="cards">
            <About known={known} />
            {known.receipt.parts.map((part) => (
              <Participant key={part.who} part={part} />
            ))}
          </div>
        )}
      </Loading>
    </>
  );
}

function About({ known: { receipt, isSigned } }: { known: LogoutReceipt }) {
  return (
    <Card
      title="What happened"
      level={2}
      aside={<Badge verdict={{ outcome: receiptTone(receipt), word: receiptSummary(receipt) }} />}
    >
      <Facts>
        <Fact name="Who" value={receipt.user} />
        <Fact name="Why" value={begunWords(receipt)} />
        <Fact name="Connection" value={receipt.connection} />
        <Fact name="Sessions that ended" value={String(receipt.sessions)} />
        <FactOf name="When">
          <When at={receipt.at} />
        </FactOf>
        {isSigned && (
          <FactOf name="To keep">
            <a href={at(`/api/logouts/${receipt.reference}/signed`)} download>
              Receipt (signed JSON)
            </a>
          </FactOf>
        )}
      </Facts>
    </Card>
  );
}

const NAMES = { companion: 'This companion', idp: 'Identity provider', others: 'Other applications' } as const;

function Participant({ part }: { part: ReceiptPart }) {
  const answered = answeredWords(part);
  return (
    <Card title={NAMES[part.who]} level={2}>
      <Facts>
        <Fact name="Name" value={part.name} />
        <Fact name="Asked" value={askedWords(part)} />
        {part.askedAt !== null && (
          <FactOf name="Asked when">
            <When at={part.askedAt} />
          </FactOf>
        )}
        <Fact name="Answered" value={answered === '' ? null : answered} />
        {part.answer !== null && (
          <FactOf name="Answered when">
            <When at={part.answer.at} />
          </FactOf>
        )}
        <Fact name="Its words" value={part.answer?.message ?? null} />
        <Fact name="Does the old session open anything?" value={opensWords(part)} />
      </Facts>
    </Card>
  );
}
