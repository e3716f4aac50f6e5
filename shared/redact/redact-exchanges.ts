import type { OnProgress } from '#shared/base/progress.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { withUniqueIds } from '#shared/http/exchange-parts.ts';
import type { BrokenSignatures } from './broken-signatures.ts';
import { beginPass } from './create-redactor.ts';
import { type RedactionReceipt, toReceipt } from './receipt.ts';
import { redactExchange } from './redact-exchange.ts';
import type { Redactor } from './redactor.ts';

/** A recording that may be given away. */
export interface RedactedExchanges {
  readonly exchanges: readonly Exchange[];
  readonly receipt: RedactionReceipt;
}

/** What redacting may be given beside the input. */
export interface RedactOptions {
  /** For a recording only; half of an exchange's work is to learn what is in it. */
  readonly onProgress?: OnProgress;
  /** Signatures that did not fit before. */
  readonly broken?: BrokenSignatures;
}

/**
 * Replaces names and values in a recording by pseudonyms, consistently: inside XML, URLs, bodies, headers and cookies alike, with
 * messages encoded again as they were, so that the same flows, messages and findings show, but for signatures, which no
 * longer hold. Names of attributes, parameters and headers, paths, times and the User-Agent stay, but nothing in them that
 * was a value elsewhere.
 *
 * Takes time in proportion to the size of the recording, some 2.5 MB of HAR a second, and does not give way meanwhile: a page
 * has a worker do it.
 *
 * @param key 32 random bytes, fresh for every export and thrown away after it: two exports then cannot be told to be about
 *   the same people
 * @throws WorkbenchError `redaction-too-large`
 */
export function redactExchanges(
  exchanges: readonly Exchange[],
  key: Uint8Array,
  { onProgress, broken }: RedactOptions = {},
): RedactedExchanges {
  let steps = 0;
  const { result, receipt } = redactTwice(
    key,
    (redactor) =>
      exchanges.map((exchange, index) => {
        const redacted = redactExchange(exchange, idOf(exchange, index), redactor);
        steps += 1;
        onProgress?.(Math.floor(steps / 2), exchanges.length);
        return redacted;
      }),
    broken,
  );
  return { exchanges: withUniqueIds(result), receipt };
}

/** Numbers that a recorder or a reader gave. */
const OWN_ID = /^(?:(?:har|tracer|own|http|exchange|devtools|webrequest)-)?\d{1,7}$/;

/** An id that is only a number stays, so that both sides can speak of the same exchange. */
function idOf({ id }: Exchange, index: number): string {
  return OWN_ID.test(id) ? id : `exchange-${index + 1}`;
}

/** Runs the same work twice: once to learn every original, and once to write, when all of them are known. */
export function redactTwice<Result>(
  key: Uint8Array,
  work: (redactor: Redactor) => Result,
  broken?: BrokenSignatures,
): { readonly result: Result; readonly receipt: RedactionReceipt } {
  const first = beginPass(key, null, broken);
  work(first.redactor);
  const second = beginPass(key, first.originals, broken);
  const result = work(second.redactor);
  return { result, receipt: toReceipt(second.counts) };
}
