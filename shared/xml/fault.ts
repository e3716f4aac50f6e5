import type { WorkbenchError } from '#shared/base/errors.ts';
import { XmlError } from './xml-error.ts';

/**
 * The refusal of text that is not well-formed; `position` is a UTF-16 offset into the document's text. `place`, for people, is
 * that offset, too, until `parseXml` says line and column.
 */
export function notWellFormed(position: number, reason: string, cause?: unknown): WorkbenchError {
  return new XmlError('xml-not-well-formed', { position, place: `position ${position}`, reason }, { cause });
}
