import type { SignatureReport, TrustedKey } from '#shared/crypto/signature.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';
import {
  encryptedParts,
  isInRange,
  lastStage,
  type OpenedDocument,
  type OpenedStage,
  offsetAfter,
  type TextRange,
} from './open-encrypted.ts';

/**
 * Verifies the signatures of a document whose encrypted parts were opened; the reports are about its last stage.
 *
 * What is inside an opened part is verified as it stands. A signature around one was made over the closed form
 * (saml-core 6.2: encrypted first, signed after), so its digest is compared there; everything else about it, such
 * as an ID that the opened part brings in a second time, must hold in the opened document, too.
 *
 * Where something signed is still closed, a digest that does not match may be that of its open form (signed first,
 * encrypted after): still `invalid`, as `content-closed` instead of `digest-mismatch`.
 */
export async function verifyStages(
  document: OpenedDocument,
  keys: readonly TrustedKey[],
): Promise<readonly SignatureReport[]> {
  let reports: readonly SignatureReport[] = [];
  for (const stage of document.stages) {
    const now = await verifySignatures(stage.document, keys);
    reports = stage.opened.length === 0 ? now : takeOver(reports, now, stage);
  }
  return nameClosedContent(reports, lastStage(document).document);
}

function nameClosedContent(reports: readonly SignatureReport[], document: XmlDocument): readonly SignatureReport[] {
  if (!reports.some(isUnexplained)) return reports;
  const closed = encryptedParts(document);
  return reports.map((report) => {
    const { signed } = report;
    const mayBeOpenForm = signed !== null && isUnexplained(report) && closed.some((part) => isInRange(part, signed));
    return mayBeOpenForm ? { ...report, reason: 'content-closed' } : report;
  });
}

/** A change that the digest itself tells of, such as white space, needs no other explanation. */
function isUnexplained({ reason, digests }: SignatureReport): boolean {
  return reason === 'digest-mismatch' && digests?.change == null;
}

function takeOver(
  before: readonly SignatureReport[],
  now: readonly SignatureReport[],
  stage: OpenedStage,
): readonly SignatureReport[] {
  const earlier = byOffsetNow(before, stage);
  return now.map((report) => {
    const { signed, element, reason } = report;
    const isAround = signed !== null && stage.opened.some((range) => isAroundRange(signed, range));
    const closed = isAround && reason === 'digest-mismatch' ? earlier.get(element.start) : undefined;
    return closed !== undefined && isOfSame(closed, report, stage) ? adopt(closed, report) : report;
  });
}

/**
 * The reports of the stage before by where their signatures stand now. By place and never by order: what was encrypted
 * may hold a signature, a sound one even, which is gone when it is opened, and whose verdict must not become another's.
 */
function byOffsetNow(
  before: readonly SignatureReport[],
  stage: OpenedStage,
): ReadonlyMap<number | null, SignatureReport> {
  return new Map(before.map((report) => [offsetAfter(report.element.start, stage), report]));
}

/** Whether both are about the same signed element. */
function isOfSame(before: SignatureReport, now: SignatureReport, stage: OpenedStage): boolean {
  if (before.signed === null || now.signed === null || before.id !== now.id) return false;
  return offsetAfter(before.signed.start, stage) === now.signed.start;
}

/** The verdict over the closed form, told of the elements as they are now. */
function adopt(earlier: SignatureReport, { element, signed }: SignatureReport): SignatureReport {
  const closed = earlier.closed ?? (earlier.signed && { element: earlier.element, signed: earlier.signed });
  return { ...earlier, element, signed, ...(closed && { closed }) };
}

function isAroundRange(element: XmlElement, { start, end }: TextRange): boolean {
  return element.start <= start && element.end >= end;
}
