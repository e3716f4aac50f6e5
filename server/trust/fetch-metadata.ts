import { shown } from '#server/outgoing/check-address.ts';
import { type FetchLimits, fetchGuarded } from '#server/outgoing/fetch-guarded.ts';
import { OutgoingError } from '#server/outgoing/outgoing-error.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { readText } from '#shared/wire/read-text.ts';
import { TrustError } from './trust-error.ts';

/** The largest federation of today has some 100 MB; its operators also serve each entity by itself. */
export const FETCH_LIMITS: FetchLimits = { time: 30_000, bytes: LIMITS.splitChars };

const MAX_REDIRECTS = 5;

const ACCEPT = 'application/samlmetadata+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1';

/** An answer with metadata in it, or word that nothing is new. */
export type FetchedMetadata =
  | { readonly isNew: true; readonly text: string; readonly etag: string | null }
  | { readonly isNew: false };

/**
 * Fetches metadata. Its media type is not looked at: many servers say text/plain.
 *
 * @param hosts that are allowed by name (`checkAddress`)
 * @param etag of what is at hand: the server may then say that it is the same
 * @throws WorkbenchError `metadata-unreachable`, `metadata-address-forbidden`
 */
export async function fetchMetadata(
  address: string,
  { hosts, etag, limits = FETCH_LIMITS }: { hosts: readonly string[]; etag: string | null; limits?: FetchLimits },
): Promise<FetchedMetadata> {
  const condition = etag === null ? {} : { 'If-None-Match': etag };
  const statuses = etag === null ? [200] : [200, 304];
  const request = { hosts, limits, statuses, redirects: MAX_REDIRECTS, headers: { Accept: ACCEPT, ...condition } };
  try {
    const { status, headers, body } = await fetchGuarded(address, request);
    return status === 304
      ? { isNew: false }
      : { isNew: true, text: textOf(body, shown(address)), etag: headers.etag ?? null };
  } catch (error) {
    throw asTrustError(error, shown(address));
  }
}

/** @throws WorkbenchError `metadata-unreachable` where the bytes could be taken for two texts; `text-undecodable` */
function textOf(body: Buffer, address: string): string {
  const { text, origin } = readText(body);
  if (origin.doubt === null) return text;
  throw new TrustError('metadata-unreachable', { address, reason: 'its bytes could be taken for two texts' });
}

function asTrustError(error: unknown, address: string): unknown {
  if (error instanceof TrustError || !(error instanceof WorkbenchError)) return error;
  if (OutgoingError.is(error, 'address-forbidden')) return new TrustError('metadata-address-forbidden', error.facts);
  const facts = error instanceof OutgoingError ? error.facts : { address, reason: error.message.replace(/\.$/, '') };
  return new TrustError('metadata-unreachable', facts, { cause: error });
}
