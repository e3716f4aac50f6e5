import type { XmlElement } from '#shared/xml/tree.ts';
import type { Certificate } from './certificate.ts';
import { importKeyValue, readEmbeddedCertificates } from './embedded-keys.ts';
import type { SignedOctets } from './engine.ts';
import type { SignatureReport, TrustedKey } from './signature.ts';
import { type Trial, tryCertificates } from './try-keys.ts';
import { verifyOctets } from './web-crypto-engine.ts';

/** The part of a report that the keys decide. */
export type KeyVerdict = Pick<SignatureReport, 'outcome' | 'reason' | 'certificate' | 'embedded' | 'tried'>;

/** Whether the key that came with a signature verifies it; `absent`: none came that could. */
interface EmbeddedVerdict {
  readonly fits: 'yes' | 'no' | 'absent';
  readonly certificate: Certificate | null;
}

/**
 * Decides about a signature whose digest is right: `valid` only by a trusted key. If none fits, the
 * key in KeyInfo tells whether the message is intact and the key another one, or the signature broken.
 */
export async function judgeKeys(
  signed: SignedOctets,
  keyInfo: XmlElement | null,
  keys: readonly TrustedKey[],
): Promise<KeyVerdict> {
  const certificates = await readEmbeddedCertificates(keyInfo, keys);
  const trial = await tryCertificates(signed, likeliestFirst(keys, certificates));
  const { certificate, tried } = trial;
  const embedded = certificates[0] ?? null;
  if (certificate !== null) return { outcome: 'valid', reason: null, certificate, embedded, tried };
  const own = await tryEmbedded(signed, keyInfo, certificates);
  return { ...withoutTrustedKey(own, trial, keys.length > 0), embedded: own.certificate ?? embedded, tried };
}

/** The trusted certificates, the one that the message names first: with many keys that saves trying them all. */
function likeliestFirst(keys: readonly TrustedKey[], embedded: readonly Certificate[]): Certificate[] {
  const trusted = keys.map(({ certificate }) => certificate);
  const named = trusted.filter((certificate) => embedded.includes(certificate));
  return [...named, ...trusted];
}

async function tryEmbedded(
  signed: SignedOctets,
  keyInfo: XmlElement | null,
  certificates: readonly Certificate[],
): Promise<EmbeddedVerdict> {
  const { certificate, tried } = await tryCertificates(signed, certificates);
  if (certificate !== null) return { fits: 'yes', certificate };
  const key = await importKeyValue(keyInfo, signed.algorithm);
  if (key !== null && (await verifyOctets(signed, key))) return { fits: 'yes', certificate: null };
  return { fits: key === null && tried.length === 0 ? 'absent' : 'no', certificate: null };
}

function withoutTrustedKey(
  { fits, certificate }: EmbeddedVerdict,
  { tried }: Trial,
  hasTrusted: boolean,
): Pick<KeyVerdict, 'outcome' | 'reason' | 'certificate'> {
  if (fits === 'yes') {
    return hasTrusted
      ? { outcome: 'invalid', reason: 'wrong-key', certificate }
      : { outcome: 'unknown', reason: 'embedded-key-only', certificate };
  }
  if (fits === 'no') return { outcome: 'invalid', reason: 'signature-mismatch', certificate: null };
  if (!hasTrusted) return { outcome: 'unknown', reason: 'no-key', certificate: null };
  // Nothing embedded: with no trusted key of this type it cannot have been one of theirs, otherwise either may be wrong.
  return { outcome: 'invalid', reason: tried.length === 0 ? 'wrong-key' : 'signature-mismatch', certificate: null };
}
