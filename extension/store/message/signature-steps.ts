import { shortUri } from '#shared/base/short-uri.ts';
import type { SignatureReason, SignatureReport, TrustedKey } from '#shared/crypto/signature.ts';
import type { OutcomeWords } from '#shared/explain/facts/verdict.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { attributeOf, childElements, firstChild, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/** One step of verifying a signature: what it is, with which values, and how it came out. Texts may be a message's own. */
export interface SignatureStep {
  readonly name: string;
  readonly text: string;
  readonly verdict: OutcomeWords;
}

/** Of a value so many characters tell one from another; a digest of SHA-512 has 88. */
const [VALUE_SHOWN, DIGEST_SHOWN] = [44, 88];

/** SAML allows two (saml-core 5.4.4). */
const TRANSFORMS = 4;

/** The steps in their order (xmldsig-core 3.2, saml-core 5.4), with the one at which each reason stops. */
const NAMES = ['Refers to', 'Canonical form', 'Digest', 'Signature value', 'Key'] as const;

const STOPS_AT: Readonly<Record<SignatureReason, number>> = {
  structure: 0,
  'reference-count': 0,
  'reference-empty': 0,
  'reference-foreign': 0,
  'reference-missing': 0,
  'reference-ambiguous': 0,
  'not-examined': 0,
  'transform-forbidden': 1,
  'algorithm-unsupported': 1,
  'algorithm-weak': 1,
  'digest-mismatch': 2,
  'content-closed': 2,
  redacted: 2,
  'signature-mismatch': 3,
  'no-key': 3,
  'wrong-key': 4,
  'embedded-key-only': 4,
};

const HOLDS: OutcomeWords = { outcome: 'good', word: 'Holds' };
const FAILS: OutcomeWords = { outcome: 'bad', word: 'Does not hold' };
const OPEN: OutcomeWords = { outcome: 'unknown', word: 'Cannot tell' };
const NOT_REACHED: OutcomeWords = { outcome: 'neutral', word: 'Not decided: a step before it stops here' };

/** The steps of verifying a signature, each with its values: what it refers to, in which form, digest, value and key. */
export function signatureSteps(report: SignatureReport, keys: readonly TrustedKey[]): readonly SignatureStep[] {
  const texts = [
    signsText(report),
    formText(report.element),
    digestText(report),
    valueText(report),
    keyText(report, keys),
  ];
  return NAMES.map((name, place) => ({ name, text: texts[place] ?? '', verdict: verdictAt(place, report) }));
}

function verdictAt(place: number, { reason, outcome, certificate }: SignatureReport): OutcomeWords {
  const stop = reason === null ? NAMES.length : STOPS_AT[reason];
  if (place > stop) return NOT_REACHED;
  if (place === stop) return outcome === 'unknown' ? OPEN : FAILS;
  // None of the trusted keys is of its type, and there was no other to try.
  return reason === 'wrong-key' && place === 3 && certificate === null ? OPEN : HOLDS;
}

function signsText({ id, signed }: SignatureReport): string {
  const where = id === null ? '' : ` (#${id})`;
  return signed === null ? `nothing that is there${where}` : `${signed.localName}${where}`;
}

function formText(signature: XmlElement): string {
  const info = child(signature, 'SignedInfo');
  const transforms = child(child(info, 'Reference'), 'Transforms');
  const names =
    transforms === null
      ? []
      : childElements(transforms, NAMESPACE.signature, 'Transform').slice(0, TRANSFORMS).map(algorithmOf);
  const own = algorithmOf(child(info, 'CanonicalizationMethod'));
  return `${names.length === 0 ? 'no transform' : names.join(', then ')}; SignedInfo by ${own}`;
}

function digestText({ element, digest, digests }: SignatureReport): string {
  const value = child(child(child(element, 'SignedInfo'), 'Reference'), 'DigestValue');
  const stated = digests?.stated ?? (value === null ? 'none' : textOf(value).trim());
  const computed = digests === null ? '' : `; of what came it is ${digests.computed}`;
  return `${nameOf(digest)} ${cut(stated, DIGEST_SHOWN)}${computed}`;
}

function valueText({ element, algorithm }: SignatureReport): string {
  const value = child(element, 'SignatureValue');
  const text = value === null ? 'none' : textOf(value).replaceAll(/\s/g, '');
  return `${nameOf(algorithm)} ${cut(text, VALUE_SHOWN)}`;
}

const SOURCES: Readonly<Record<TrustedKey['source'], string>> = {
  metadata: 'by its metadata',
  pasted: 'by a certificate that was given',
  connection: 'by the connection',
};

function keyText({ certificate, tried, reason }: SignatureReport, keys: readonly TrustedKey[]): string {
  if (certificate === null) return tried.length === 0 ? 'none to try' : `none of the ${tried.length} that were tried`;
  const trusted = reason === null ? keys.find((key) => key.certificate.sha256 === certificate.sha256) : undefined;
  const vouched =
    reason !== null ? 'embedded, and nobody vouches for it' : trusted === undefined ? '' : SOURCES[trusted.source];
  return `${certificate.subject}${vouched === '' ? '' : `, ${vouched}`}`;
}

function nameOf(uri: string | null): string {
  return uri === null ? 'no algorithm' : cut(shortUri(uri), VALUE_SHOWN);
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function algorithmOf(element: XmlElement | null): string {
  return nameOf(element === null ? null : attributeOf(element, 'Algorithm'));
}

function child(parent: XmlElement | null, localName: string): XmlElement | null {
  return parent === null ? null : firstChild(parent, NAMESPACE.signature, localName);
}
