import type { WorkbenchError } from '#shared/base/errors.ts';
import { XmlError } from './xml-error.ts';

/** The refusal of text that is not well-formed; `position` is a UTF-16 offset into the document's text. */
export function notWellFormed(position: number, reason: string, cause?: unknown): WorkbenchError {
  return new XmlError('xml-not-well-formed', { position, reason }, { cause });
}
