import type { Receipt } from '#shared/logout/receipt.ts';
import { opensWords, receiptSummary, receiptTone } from '#shared/logout/receipt-words.ts';
import type { Answer } from '../../client/answer.ts';
import { askLogouts } from '../../client/calls.ts';
import { Link } from '../../parts/link.tsx';
import { When } from '../../parts/when.tsx';
import { pathOf } from '../../state/address.ts';
import { at } from '../../state/mount.ts';

/** What a step comes to. */
export type Verdict = { readonly outcome: 'good' | 'bad' | 'warning' | 'unknown'; readonly word: string };

/** What the newest logouts of a connection show; null: not looked at yet. */
type Receipts = readonly Receipt[] | null;

/** The newest logouts of a connection. */
export async function latestLogouts(connection: string): Promise<Answer<readonly Receipt[]>> {
  const list = await askLogouts(new URLSearchParams({ connection }), null);
  return list.ok ? { ok: true, value: list.value.logouts } : list;
}

/** A message of the identity provider's that a browser brought to our address; over SOAP its answer needs none. */
function cameHere({ begun, parts: [, idp] }: Receipt): boolean {
  return begun === 'idp' || (idp?.answer != null && (idp.asked === 'redirect' || idp.asked === 'post'));
}

/** Whether it knew our address the last time that it had to. */
export function knowsUs(receipts: Receipts): Verdict {
  return receipts?.some(cameHere)
    ? { outcome: 'good', word: 'It did' }
    : { outcome: 'unknown', word: 'Not to be seen here' };
}

/** When it did. */
export function CameHere({ receipts }: { receipts: Receipts }) {
  const shown = receipts?.find(cameHere);
  if (shown === undefined) return null;
  return (
    <p>
      A message of its own came to our address, signed by a key that is trusted, in the logout of <When at={shown.at} />
      .
    </p>
  );
}

/** Of the newest logout in which the identity provider had a part. */
function newestOf(receipts: Receipts): Receipt | undefined {
  return receipts?.find(({ parts }) => parts.length > 1);
}

/** What the newest logout came to. */
export function triedOf(receipts: Receipts): Verdict {
  const newest = newestOf(receipts);
  if (newest === undefined) return { outcome: 'unknown', word: 'Not tried yet' };
  return { outcome: receiptTone(newest), word: receiptSummary(newest) };
}

/** How to try one, and what the last one came to: our own session is tried again each time this is shown. */
export function TriedLogout(props: { prefix: string; receipts: Receipts; lookAgain: () => void }) {
  const newest = newestOf(props.receipts);
  return (
    <>
      <p>
        Log in at <a href={at(`/${encodeURIComponent(props.prefix)}/`)}>the hub of this connection</a> and log out
        there. Then open it again: an identity provider whose session has ended asks who you are.
      </p>
      {newest !== undefined && (
        <p>
          <Link href={pathOf('logouts', [newest.reference])}>The last one</Link>, <When at={newest.at} />. Does the old
          session still open anything? Here: {newest.parts[0] && opensWords(newest.parts[0])} At the identity provider:{' '}
          {newest.parts[1] && opensWords(newest.parts[1])}
        </p>
      )}
      <button type="button" class="button" onClick={props.lookAgain}>
        Look again
      </button>
    </>
  );
}
