import type { WorkbenchError } from '#shared/base/errors.ts';
import { findUnbalanced } from './find-unbalanced.ts';
import { placeOf } from './place.ts';
import { XmlError } from './xml-error.ts';

/**
 * The same refusal with line and column; of tags that do not fit together it names the element, since the first character
 * that a parser cannot take is often far from the tag that is missing.
 *
 * @param text the whole text that was refused
 */
export function explainXmlError(error: WorkbenchError, text: string): WorkbenchError {
  const { position } = error.facts;
  const { cause } = error;
  if (typeof position !== 'number') return error;
  const place = placeOf(text, position);
  if (XmlError.is(error, 'xml-namespace')) return new XmlError('xml-namespace', { ...error.facts, place }, { cause });
  if (!XmlError.is(error, 'xml-not-well-formed')) return error;
  const unbalanced = unbalancedBefore(text, position);
  const better = unbalanced === null ? { place } : { ...unbalanced, place: placeOf(text, unbalanced.position) };
  return new XmlError('xml-not-well-formed', { ...error.facts, ...better }, { cause });
}

/** What stands before it is the first fault, and the rest follows from that. */
function unbalancedBefore(text: string, position: number): ReturnType<typeof findUnbalanced> {
  const start = /<[^\s!?/]/.exec(text)?.index ?? -1;
  const found = start === -1 ? null : findUnbalanced(text, start);
  return found !== null && found.position <= position ? found : null;
}
