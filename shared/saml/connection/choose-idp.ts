import { parseDuration } from '#shared/base/duration.ts';
import { InputError } from '#shared/base/input-error.ts';
import { nameWords } from '#shared/base/issue-words.ts';
import type { Certificate } from '#shared/crypto/certificate.ts';
import type { SignatureReport } from '#shared/crypto/signature.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import type { Entity, Metadata } from '#shared/saml/metadata.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { readMetadataInSteps } from '#shared/saml/read-metadata-in-steps.ts';
import { readInstant } from '#shared/saml/read-parts.ts';
import { SamlError } from '#shared/saml/saml-error.ts';
import { attributeOf } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { withValidity } from './validity.ts';

/** Which identity provider of which metadata is wanted. */
export interface WantedIdp {
  /** Undefined: the only one there is. */
  readonly entityId: string | undefined;
  /** Whoever publishes it: one of these must have signed all of it, or the entity. Null: nobody has to. */
  readonly signers: readonly Certificate[] | null;
  /** Called now and then while a federation is read, to let others work. */
  readonly pause: () => Promise<void>;
}

/** An identity provider taken from metadata. Times in milliseconds since the epoch. */
export interface ChosenIdp {
  readonly entity: Entity;
  /** How many identity providers there were to choose from. */
  readonly count: number;
  /** The first end of anything that it stands in: until then it may be used (saml-metadata 2.3.1, 2.3.2, 2.4.1). */
  readonly validUntil: number | null;
  /** Milliseconds: so long it may be kept before it is looked for again; the shortest that is stated. */
  readonly cacheDuration: number | null;
  /** Who signed it; null: nobody had to. */
  readonly signer: Certificate | null;
}

/** Longer metadata that nobody has to have signed is read entity by entity. */
const LONG = 1024 * 1024;

/**
 * Takes one identity provider from metadata: of one entity, or of a federation.
 *
 * @throws WorkbenchError `metadata-expected`, `metadata-signature`, `config-idp`, `metadata-end-unreadable`; and of the
 *   parser
 */
export async function chooseIdp(text: string, wanted: WantedIdp): Promise<ChosenIdp> {
  const { metadata, reports } = await readTrusted(text, wanted);
  const idps = metadata.entities.filter((entity) => entity.idp !== null);
  if (idps.length === 0 && metadata.entities.some(({ sp }) => sp !== null)) {
    throw new SamlError('config-idp', { reason: 'the metadata has no IdP: it is that of a service provider' });
  }
  const entity = pickIdp(idps, wanted.entityId);
  return {
    entity,
    count: idps.length,
    validUntil: endOf(entity),
    cacheDuration: cacheDurationOf(entity),
    signer: wanted.signers === null ? null : signerOf(entity.element, reports),
  };
}

/**
 * Every identity provider that metadata has, in its order. Who signed it is not looked at.
 * @throws WorkbenchError `metadata-expected`, and of the parser
 */
export async function listIdps(text: string, pause: () => Promise<void>): Promise<readonly Entity[]> {
  const { metadata } = await readTrusted(text, { entityId: undefined, signers: null, pause });
  return metadata.entities.filter((entity) => entity.idp !== null);
}

interface TrustedReading {
  readonly metadata: Metadata;
  readonly reports: readonly SignatureReport[];
}

/** A signature is over a document, so whatever must be signed is read as one. */
async function readTrusted(text: string, { signers, pause }: WantedIdp): Promise<TrustedReading> {
  refuseOtherText(text);
  if (signers === null && text.length > LONG) return { metadata: await readMetadataInSteps(text, pause), reports: [] };
  const document = parseXml(text);
  const message = readMessage(document);
  if (message.kind !== 'Metadata')
    throw new SamlError('metadata-expected', { name: nameWords(message.element.localName) });
  if (signers === null) return { metadata: message, reports: [] };
  await pause();
  const keys = signers.map((certificate) => ({ certificate, entityId: null, source: 'connection' }) as const);
  return { metadata: message, reports: await verifySignatures(document, keys) };
}

/** A login page saved instead of the metadata, and an empty file, are the usual mistakes. */
function refuseOtherText(text: string): void {
  if (/^\s*$/.test(text.slice(0, 10_000)) && text.trim() === '') throw new InputError('input-empty');
  if (/^\s*(?:<!doctype html|<html)\b/i.test(text.slice(0, 10_000))) {
    throw new SamlError('metadata-expected', { name: 'HTML page' });
  }
}

function pickIdp(idps: readonly Entity[], entityId: string | undefined): Entity {
  const named = entityId === undefined ? idps : idps.filter((entity) => entity.entityId === entityId);
  const [only, another] = named;
  if (only === undefined)
    throw new SamlError('config-idp', { reason: `the metadata has no IdP ${entityId ?? ''}`.trimEnd() });
  if (another !== undefined)
    throw new SamlError('config-idp', { reason: `the metadata has ${named.length} IdPs: name one by entityId` });
  return only;
}

/** The certificate of a sound signature over the entity or anything around it. What else is signed vouches for nothing. */
function signerOf(entity: XmlElement, reports: readonly SignatureReport[]): Certificate {
  const around = reports.filter(({ signed }) => signed !== null && isInside(entity, signed));
  const sound = around.find((report) => report.outcome === 'valid' && !isSha1(report));
  if (sound?.certificate) return sound.certificate;
  const [first] = around.length > 0 ? around : reports;
  throw new SamlError('metadata-signature', { reason: first === undefined ? 'it is not signed' : whyNot(first) });
}

function isInside(element: XmlElement, other: XmlElement): boolean {
  for (let at: XmlElement | null = element; at !== null; at = at.parent) if (at === other) return true;
  return false;
}

function isSha1({ algorithm, digest }: SignatureReport): boolean {
  return [algorithm, digest].some((uri) => /sha1(?:$|\W)/i.test(uri ?? ''));
}

function whyNot(report: SignatureReport): string {
  const { outcome, reason } = report;
  if (outcome === 'valid') return isSha1(report) ? 'it is signed by SHA-1' : 'what is signed is another part of it';
  if (reason === 'digest-mismatch') return 'it was changed after it was signed';
  if (
    reason === 'wrong-key' ||
    reason === 'embedded-key-only' ||
    reason === 'no-key' ||
    reason === 'signature-mismatch'
  )
    return 'no certificate that was given has signed it';
  return `its signature cannot be accepted (${reason ?? outcome})`;
}

function endOf(entity: Entity): number | null {
  const ends = withValidity(entity, 'IDPSSODescriptor').flatMap((element) => readInstant(element, 'validUntil') ?? []);
  const times = ends.map(({ time, text }) => {
    // Until when it may be used nobody can say then.
    if (time === null) throw new SamlError('metadata-end-unreadable', { text });
    return time;
  });
  return times.length === 0 ? null : Math.min(...times);
}

function cacheDurationOf(entity: Entity): number | null {
  const stated = withValidity(entity, 'IDPSSODescriptor').flatMap(
    (element) => attributeOf(element, 'cacheDuration') ?? [],
  );
  const durations = stated.flatMap((text) => parseDuration(text) ?? []);
  return durations.length === 0 ? null : Math.min(...durations);
}
