import { encodeUtf8, equalBytes } from '#shared/base/bytes.ts';
import type { HashName } from './algorithms.ts';

/** What was done to a signed element on its way, told from what gives the stated digest again. */
export type DigestChange =
  | 'white-space-between' // indented: white space between elements
  | 'white-space-around' // indented by a tool that broke the lines of texts too
  | 'carriage-returns-added' // CR LF, where LF was signed
  | 'carriage-returns-lost' // LF, where CR LF (written as &#13;) was signed
  | 'utf8-as-latin1' // UTF-8 bytes that somebody read as Latin-1 and encoded again
  | 'unicode-normalised' // the same letters, composed or decomposed otherwise
  | 'escaped-twice'; // &amp;amp; where &amp; was signed

/** Each change undone, on the canonical text: in there `<` and `>` outside of tags are always escaped (c14n 2.3). */
const UNDONE: Readonly<Record<DigestChange, readonly ((canonical: string) => string)[]>> = {
  'white-space-between': [(text) => text.replace(/>[ \t\n]+</g, '><')],
  'carriage-returns-added': [(text) => text.replaceAll('&#xD;', '')],
  'carriage-returns-lost': [(text) => text.replaceAll('&#xD;', '').replaceAll('\n', '&#xD;\n')],
  'white-space-around': [(text) => splitTrim(splitTrim(text, '<', 'trimEnd'), '>', 'trimStart')],
  'utf8-as-latin1': [],
  'unicode-normalised': [(text) => text.normalize('NFC'), (text) => text.normalize('NFD')],
  'escaped-twice': [(text) => text.replaceAll('&amp;', '&')],
};

function splitTrim(text: string, at: string, trim: 'trimEnd' | 'trimStart'): string {
  return text
    .split(at)
    .map((part) => part[trim]())
    .join(at);
}

/**
 * Why a digest does not match, where it is one of the harmless-looking changes that tools make: each is undone in
 * turn until the stated digest comes out. Null if none explains it. A diagnosis, never a verdict: the signature
 * stays invalid. At most eight digests over a text of the size of `canonical`.
 */
export async function explainDigest(
  canonical: string,
  stated: Uint8Array,
  hash: HashName,
): Promise<DigestChange | null> {
  for (const change of CHANGES) {
    for (const octets of candidates(canonical, change)) {
      if (equalBytes(new Uint8Array(await crypto.subtle.digest(hash, octets)), stated)) return change;
    }
  }
  return null;
}

const CHANGES: readonly DigestChange[] = [
  'white-space-between',
  'carriage-returns-added',
  'carriage-returns-lost',
  'white-space-around',
  'utf8-as-latin1',
  'unicode-normalised',
  'escaped-twice',
];

function candidates(canonical: string, change: DigestChange): readonly Uint8Array<ArrayBuffer>[] {
  if (change === 'utf8-as-latin1') return latin1Bytes(canonical);
  const texts = UNDONE[change].map((undo) => undo(canonical)).filter((text) => text !== canonical);
  return texts.map(encodeUtf8);
}

/** The bytes that somebody took for Latin-1; none where there is nothing but ASCII, or more than Latin-1. */
function latin1Bytes(text: string): readonly Uint8Array<ArrayBuffer>[] {
  const bytes = new Uint8Array(text.length);
  let seen = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    seen |= code;
    bytes[index] = code;
  }
  return seen > 0x7f && seen <= 0xff ? [bytes] : [];
}
