import { attributeOf, childElements, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import {
  type DigestAlgorithm,
  DS_NAMESPACE,
  DSIG_MORE_NAMESPACE,
  digestAlgorithm,
  rsaPssWith,
  type SignatureAlgorithm,
  URI,
} from './algorithms.ts';

/**
 * The parameters of `rsa-pss` (RFC 9231 2.3.9): digest SHA-256, mask generation MGF1 with the same
 * digest, a salt as long as its output and trailer 1, where they are not given.
 * Null for what Web Crypto does not do: another hash in MGF1, another trailer; or what is no parameter.
 */
export function readPssParameters(method: XmlElement): SignatureAlgorithm | null {
  const [params, second] = childElements(method);
  if (second !== undefined) return null;
  if (params !== undefined && !isParameter(params, DSIG_MORE_NAMESPACE, 'RSAPSSParams')) return null;
  const given = params === undefined ? [] : childElements(params);
  const digest = readDigest(given, URI.sha256);
  if (digest === null || !maskUses(digest, given) || readParameter(given, 'TrailerField', 1) !== 1) return null;
  const saltLength = readParameter(given, 'SaltLength', digest.size);
  return saltLength === null ? null : rsaPssWith(digest.hash, saltLength);
}

function readDigest(given: readonly XmlElement[], otherwise: string): DigestAlgorithm | null {
  const method = given.find((element) => isParameter(element, DS_NAMESPACE, 'DigestMethod'));
  return digestAlgorithm(method === undefined ? otherwise : (attributeOf(method, 'Algorithm') ?? '')) ?? null;
}

function maskUses(digest: DigestAlgorithm, given: readonly XmlElement[]): boolean {
  const mask = given.find((element) => isParameter(element, DSIG_MORE_NAMESPACE, 'MaskGenerationFunction'));
  if (mask === undefined) return true;
  const hash = readDigest(childElements(mask), digest.uri);
  return attributeOf(mask, 'Algorithm') === URI.mgf1 && hash?.hash === digest.hash;
}

/** Null if it is not a number of at most four digits. */
function readParameter(given: readonly XmlElement[], localName: string, otherwise: number): number | null {
  const element = given.find((candidate) => isParameter(candidate, DSIG_MORE_NAMESPACE, localName));
  if (element === undefined) return otherwise;
  const text = textOf(element).trim();
  return /^\d{1,4}$/.test(text) ? Number(text) : null;
}

function isParameter(element: XmlElement, namespace: string, localName: string): boolean {
  return element.namespace === namespace && element.localName === localName;
}
