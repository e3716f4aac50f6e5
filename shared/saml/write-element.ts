import { WorkbenchError } from '#shared/base/errors.ts';
import { escapeAttribute, escapeText } from '#shared/xml/escape.ts';

/** Attribute values by name, written in this order; those that are null or undefined are left out. */
export type AttributeValues = Readonly<Record<string, string | null | undefined>>;

/**
 * One element as text. `content` is XML that is written already (children, or the result of `escapeText`);
 * attribute values are escaped here. Names are our own constants, never data.
 *
 * @throws WorkbenchError `xml-unwritable` if a value has a character that XML cannot carry
 */
export function writeElement(name: string, attributes: AttributeValues, content = ''): string {
  const written = Object.entries(attributes)
    .map(([key, value]) =>
      value === null || value === undefined ? '' : ` ${key}="${escapeAttribute(writable(value))}"`,
    )
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/**
 * An element whose content is one text, escaped.
 *
 * @throws WorkbenchError `xml-unwritable` if the text or a value has a character that XML cannot carry
 */
export function writeTextElement(name: string, attributes: AttributeValues, text: string): string {
  return writeElement(name, attributes, escapeText(writable(text)));
}

/** `true` as an xs:boolean attribute value, or nothing: the default of every boolean attribute that we write is false. */
export function trueOrAbsent(value: boolean | undefined): 'true' | null {
  return value === true ? 'true' : null;
}

/** XML 1.0, 2.2: everything outside these ranges, lone surrogates too, can be written in no way at all. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

function writable(text: string): string {
  const position = text.search(FORBIDDEN);
  if (position >= 0) {
    const code = text.charCodeAt(position).toString(16).toUpperCase().padStart(4, '0');
    throw new WorkbenchError('xml-unwritable', { character: `U+${code}`, position });
  }
  return text;
}
