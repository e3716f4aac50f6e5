/**
 * The algorithms of XML signatures as data (xmldsig-core 6, RFC 9231). Everything below takes the
 * entry that was looked up here; nothing else switches on identifiers. An entry names the type of
 * key that it needs, and keys of another type are never tried with it: no key confusion.
 */

/** Hash names of Web Crypto. */
export type HashName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

/** How an algorithm that is not computed is reported: `weak` is broken, `foreign` cannot be (a shared secret), `missing` is sound but not in Web Crypto. */
export type UnusableKind = 'weak' | 'foreign' | 'missing';

/** A signature algorithm that Web Crypto computes. */
export interface SignatureAlgorithm {
  readonly uri: string;
  readonly keyType: 'RSA' | 'EC';
  /** The name in Web Crypto. */
  readonly name: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS' | 'ECDSA';
  readonly hash: HashName;
  /** RSA-PSS: octets of salt; 0 otherwise. */
  readonly saltLength: number;
}

/** A digest algorithm that Web Crypto computes. */
export interface DigestAlgorithm {
  readonly uri: string;
  readonly hash: HashName;
  /** Octets of its output. */
  readonly size: number;
}

/** A canonicalization. `comments` counts for SignedInfo only: a reference by ID never has comments (xmldsig-core 4.4.3.3). */
export interface CanonicalizationAlgorithm {
  readonly uri: string;
  readonly exclusive: boolean;
  readonly comments: boolean;
}

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const DSIG11 = 'http://www.w3.org/2009/xmldsig11#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#';
const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const C14N11 = 'http://www.w3.org/2006/12/xml-c14n11';
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** The identifiers that the code itself needs by name. */
export const URI = {
  rsaSha256: `${MORE}rsa-sha256`,
  sha256: `${ENC}sha256`,
  envelopedSignature: `${DSIG}enveloped-signature`,
  excC14n: EXC_C14N,
  rsaPss: `${MORE_2007}rsa-pss`,
  mgf1: `${MORE_2007}MGF1`,
} as const;

/** Namespaces of XML signatures. */
export const DS_NAMESPACE = DSIG;
export const DSIG11_NAMESPACE = DSIG11;
export const DSIG_MORE_NAMESPACE = MORE_2007;

const SIZES: Readonly<Record<HashName, number>> = { 'SHA-1': 20, 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

const SIGNATURES: ReadonlyMap<string, SignatureAlgorithm> = byUri([
  rsa(`${DSIG}rsa-sha1`, 'SHA-1'),
  rsa(`${MORE}rsa-sha256`, 'SHA-256'),
  rsa(`${MORE}rsa-sha384`, 'SHA-384'),
  rsa(`${MORE}rsa-sha512`, 'SHA-512'),
  rsaPss(`${MORE_2007}sha1-rsa-MGF1`, 'SHA-1'),
  rsaPss(`${MORE_2007}sha256-rsa-MGF1`, 'SHA-256'),
  rsaPss(`${MORE_2007}sha384-rsa-MGF1`, 'SHA-384'),
  rsaPss(`${MORE_2007}sha512-rsa-MGF1`, 'SHA-512'),
  ecdsa(`${MORE}ecdsa-sha1`, 'SHA-1'),
  ecdsa(`${MORE}ecdsa-sha256`, 'SHA-256'),
  ecdsa(`${MORE}ecdsa-sha384`, 'SHA-384'),
  ecdsa(`${MORE}ecdsa-sha512`, 'SHA-512'),
]);

const DIGEST_OF_HASH: Readonly<Record<HashName, DigestAlgorithm>> = {
  'SHA-1': digest(`${DSIG}sha1`, 'SHA-1'),
  'SHA-256': digest(`${ENC}sha256`, 'SHA-256'),
  'SHA-384': digest(`${MORE}sha384`, 'SHA-384'),
  'SHA-512': digest(`${ENC}sha512`, 'SHA-512'),
};

const DIGESTS: ReadonlyMap<string, DigestAlgorithm> = byUri(Object.values(DIGEST_OF_HASH));

/** What applies to a reference whose transforms name no canonicalization (xmldsig-core 4.4.3.2). */
export const DEFAULT_CANONICALIZATION: CanonicalizationAlgorithm = { uri: C14N, exclusive: false, comments: false };

const CANONICALIZATIONS: ReadonlyMap<string, CanonicalizationAlgorithm> = byUri([
  DEFAULT_CANONICALIZATION,
  { uri: `${C14N}#WithComments`, exclusive: false, comments: true },
  { uri: EXC_C14N, exclusive: true, comments: false },
  { uri: `${EXC_C14N}WithComments`, exclusive: true, comments: true },
]);

/** Identifiers that have a meaning and are not computed here. */
const UNUSABLE: ReadonlyMap<string, UnusableKind> = new Map<string, UnusableKind>([
  ...unusable('weak', [`${MORE}rsa-md5`, `${MORE}md5`]),
  ...unusable(
    'foreign',
    ['md5', 'sha224', 'sha256', 'sha384', 'sha512', 'ripemd160'].map((hash) => `${MORE}hmac-${hash}`),
  ),
  ...unusable('foreign', [`${DSIG}hmac-sha1`]),
  ...unusable('missing', [C14N11, `${C14N11}#WithComments`]),
  ...unusable('missing', [`${DSIG}dsa-sha1`, `${DSIG11}dsa-sha256`, `${ENC}ripemd160`]),
  ...unusable(
    'missing',
    ['rsa-sha224', 'rsa-ripemd160', 'ecdsa-sha224', 'ecdsa-ripemd160', 'sha224'].map((name) => MORE + name),
  ),
  ...unusable(
    'missing',
    ['sha224', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512'].map((hash) => `${MORE_2007}${hash}-rsa-MGF1`),
  ),
  ...unusable(
    'missing',
    ['224', '256', '384', '512'].flatMap((size) => [`${MORE_2007}sha3-${size}`, `${MORE_2007}ecdsa-sha3-${size}`]),
  ),
]);

/** The entry of a SignatureMethod's or SigAlg's URI; undefined if it is not computed here. `rsa-pss` has parameters: see pss-parameters.ts. */
export function signatureAlgorithm(uri: string): SignatureAlgorithm | undefined {
  return SIGNATURES.get(uri);
}

/** The entry of a DigestMethod's URI; undefined if it is not computed here. */
export function digestAlgorithm(uri: string): DigestAlgorithm | undefined {
  return DIGESTS.get(uri);
}

/** The digest algorithm of a hash, for signing. */
export function digestFor(hash: HashName): DigestAlgorithm {
  return DIGEST_OF_HASH[hash];
}

/** The entry of a canonicalization's URI; undefined if it is not computed here. */
export function canonicalizationAlgorithm(uri: string): CanonicalizationAlgorithm | undefined {
  return CANONICALIZATIONS.get(uri);
}

/** Why a URI that has no entry has none. A name that nobody knows is `foreign`. */
export function unusableKind(uri: string): UnusableKind {
  return UNUSABLE.get(uri) ?? 'foreign';
}

/** The broken hashes, by the ends of identifiers, computed here or not (RFC 9231, RFC 6194, RFC 6151). */
const WEAK = /(?:^|[#-])(sha1|md5)(?:-rsa-mgf1)?$/i;

/** The broken hash that a signature or digest URI rests on (RFC 9231 2: not for new use); null if on none of them. */
export function weakHashOf(uri: string): 'SHA1' | 'MD5' | null {
  const name = WEAK.exec(uri)?.[1]?.toUpperCase();
  return name === 'SHA1' || name === 'MD5' ? name : null;
}

/**
 * The entry for RSA-PSS with explicit parameters, as `rsa-pss` has them (RFC 9231 2.3.9).
 * @param saltLength in octets
 */
export function rsaPssWith(hash: HashName, saltLength: number): SignatureAlgorithm {
  return { ...rsaPss(URI.rsaPss, hash), saltLength };
}

/** What Web Crypto wants as the first argument of importKey. */
export function importParameters(
  algorithm: SignatureAlgorithm,
  curve: string | null,
): RsaHashedImportParams | EcKeyImportParams {
  return algorithm.name === 'ECDSA'
    ? { name: 'ECDSA', namedCurve: curve ?? '' }
    : { name: algorithm.name, hash: algorithm.hash };
}

/** What Web Crypto wants as the first argument of sign and verify. */
export function operationParameters(algorithm: SignatureAlgorithm): Algorithm | RsaPssParams | EcdsaParams {
  switch (algorithm.name) {
    case 'ECDSA':
      return { name: 'ECDSA', hash: algorithm.hash };
    case 'RSA-PSS':
      return { name: 'RSA-PSS', saltLength: algorithm.saltLength };
    default:
      return { name: 'RSASSA-PKCS1-v1_5' };
  }
}

function rsa(uri: string, hash: HashName): SignatureAlgorithm {
  return { uri, keyType: 'RSA', name: 'RSASSA-PKCS1-v1_5', hash, saltLength: 0 };
}

/** RFC 9231 2.3.10: mask generation with the same hash, a salt as long as its output. */
function rsaPss(uri: string, hash: HashName): SignatureAlgorithm {
  return { uri, keyType: 'RSA', name: 'RSA-PSS', hash, saltLength: SIZES[hash] };
}

/** RFC 9231 2.3.6: the value is r and s beside each other, which is what Web Crypto has too. */
function ecdsa(uri: string, hash: HashName): SignatureAlgorithm {
  return { uri, keyType: 'EC', name: 'ECDSA', hash, saltLength: 0 };
}

function digest(uri: string, hash: HashName): DigestAlgorithm {
  return { uri, hash, size: SIZES[hash] };
}

function byUri<Entry extends { readonly uri: string }>(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [entry.uri, entry]));
}

function unusable(kind: UnusableKind, uris: readonly string[]): [string, UnusableKind][] {
  return uris.map((uri) => [uri, kind]);
}
