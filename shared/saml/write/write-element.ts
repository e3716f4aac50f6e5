import { refuseForbiddenCharacters } from '#shared/xml/characters.ts';
import { escapeAttribute, escapeText } from '#shared/xml/escape.ts';

/** Attribute values by name, written in this order; those that are null or undefined are left out. */
export type AttributeValues = Readonly<Record<string, string | null | undefined>>;

/**
 * One element as text. `content` is XML that is written already (children, or the result of `escapeText`);
 * attribute values are escaped here. Names are our own constants, never data.
 *
 * @throws WorkbenchError `xml-not-well-formed` if a value has a character that XML cannot carry
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
 * @throws WorkbenchError `xml-not-well-formed` if the text or a value has a character that XML cannot carry
 */
export function writeTextElement(name: string, attributes: AttributeValues, text: string): string {
  return writeElement(name, attributes, escapeText(writable(text)));
}

/** `true` as an xs:boolean attribute value, or nothing: the default of every boolean attribute that we write is false. */
export function trueOrAbsent(value: boolean | undefined): 'true' | null {
  return value === true ? 'true' : null;
}

function writable(text: string): string {
  refuseForbiddenCharacters(text);
  return text;
}
