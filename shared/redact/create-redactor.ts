import type { BrokenSignatures } from './broken-signatures.ts';
import { redactHost } from './hosts.ts';
import type { RedactedKind } from './kinds.ts';
import { createMatcher, noteOriginal, type Originals } from './matcher.ts';
import { redactPairs, redactQuery } from './parameters.ts';
import { createPseudonyms } from './pseudonyms.ts';
import { createRandom } from './random.ts';
import { redactCertificate } from './redact-certificate.ts';
import { redactKept } from './redact-kept.ts';
import { redactSignatureValue } from './redact-signature-value.ts';
import { redactXml } from './redact-xml.ts';
import type { Redactor } from './redactor.ts';
import { scrambleBase64 } from './scramble.ts';
import { redactUrl } from './url.ts';
import { redactValue } from './values.ts';

/** One pass over an input. */
export interface Pass {
  readonly redactor: Redactor;
  /** What was met, for the next pass. */
  readonly originals: Originals;
  readonly counts: ReadonlyMap<RedactedKind, number>;
}

const NONE: BrokenSignatures = new Set();

/** A URL may hold a URL, and that another one: deeper than this nobody goes, and all of it is a value. */
const MAX_DEPTH = 6;

/**
 * Begins a pass. The first one, with `known` null, only collects: what it writes still holds originals that stood in a text
 * that stays before they were met as a value. The second one, which knows all of them, is the one to keep.
 */
export function beginPass(key: Uint8Array, known: Originals | null, broken: BrokenSignatures = NONE): Pass {
  const originals = new Map<string, RedactedKind>();
  const counts = new Map<RedactedKind, number>();
  const matcher = known === null ? null : createMatcher(known);
  const pseudonyms = createPseudonyms(avoidable(known));
  const random = createRandom(key);
  let depth = 0;
  const nested = <Result>(work: () => Result, tooDeep: () => Result): Result => {
    if (depth >= MAX_DEPTH) return tooDeep();
    depth += 1;
    try {
      return work();
    } finally {
      depth -= 1;
    }
  };
  const redactor: Redactor = {
    pseudonyms,
    random,
    value: (text, kind) => redactValue(text, kind, redactor),
    kept: (text) => redactKept(text, matcher, redactor),
    url: (text, path) =>
      nested(
        () => redactUrl(text, path, redactor),
        () => pseudonyms.numbered('url', text),
      ),
    host: (text) => redactHost(text, redactor),
    base64(text, kind) {
      redactor.count(kind);
      return text.trim() === '' ? text : pseudonyms.made(text, () => scrambleBase64(text, random));
    },
    signatureValue: (text) => redactSignatureValue(text, redactor, broken.has(text.replace(/\s+/g, ''))),
    certificate: (text) => redactCertificate(text, redactor),
    query: (text, carrier) => redactQuery(text, carrier, redactor),
    parameters: (pairs) => redactPairs(pairs, redactor),
    xml: (text) => redactXml(text, redactor),
    note: (text, kind) => noteOriginal(originals, text, kind),
    count: (kind) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
  };
  return { redactor, originals, counts };
}

function avoidable(known: Originals | null): ReadonlySet<string> {
  return new Set(known?.keys() ?? []);
}
