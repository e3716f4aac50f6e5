import { escapeAttribute } from '#shared/xml/escape.ts';
import { decodeReferences, normaliseWhiteSpace } from '#shared/xml/references.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { isPublicUri, isPublicValue } from './public-values.ts';
import type { Redactor } from './redactor.ts';
import type { TagPart } from './start-tag-parts.ts';
import { ATTRIBUTE_KINDS, isWithinValue } from './xml-kinds.ts';
import { redactName, redactPrefix } from './xml-names.ts';

/** Numbers, versions and truth values that SAML gives a meaning; times and durations. */
const PLAIN = /^(?:\d{1,3}(?:\.\d)?|true|false|\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d)?|P[\dTYMDHS.]{1,30})$/;

/** The closed lists of the schemas. */
const ENUMERATED: ReadonlySet<string> = new Set([
  ...['exact', 'minimum', 'maximum', 'better', 'signing', 'encryption', 'Permit', 'Deny', 'Indeterminate'],
  ...['technical', 'support', 'administrative', 'billing', 'other', 'default', 'preserve'],
]);

/** Attributes whose values are names of attributes or words of a schema: they stay, but for originals in them. */
const KEPT: ReadonlySet<string> = new Set([
  'Name',
  'FriendlyName',
  'AttributeName',
  'lang',
  'Encoding',
  'MimeType',
  'use',
]);

/**
 * An attribute or namespace declaration as it is to be written: name, equals sign, value in double quotes. Null where it
 * stays as it is.
 */
export function redactAttribute(part: TagPart, element: XmlElement, redactor: Redactor): string | null {
  const value = decodeReferences(part.raw, part.valueStart, normaliseWhiteSpace);
  const [prefix, local] = splitAt(part.name);
  const isDeclaration = part.name === 'xmlns' || prefix === 'xmlns';
  const name = prefix === 'xmlns' ? `xmlns:${redactPrefix(local, redactor)}` : redactName(part.name, redactor);
  const other = isDeclaration
    ? redactNamespace(value, redactor)
    : redactAttributeValue(local, prefix, value, element, redactor);
  return name === part.name && other === value ? null : `${name}="${escapeAttribute(other)}"`;
}

function splitAt(name: string): readonly [string, string] {
  const colon = name.indexOf(':');
  return colon === -1 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}

/** Namespaces of the standards stay; others name who made them. A relative one would not be read again. */
function redactNamespace(namespace: string, redactor: Redactor): string {
  if (namespace === '' || isPublicValue(namespace)) return namespace;
  return isPublicUri(namespace) ? redactor.kept(namespace) : redactor.value(namespace, 'address');
}

function redactAttributeValue(
  local: string,
  prefix: string,
  value: string,
  element: XmlElement,
  redactor: Redactor,
): string {
  if (local === 'type' && prefix !== '') return redactName(value, redactor);
  if (local === 'PrefixList') return value.replace(/\S+/g, (each) => redactPrefix(each, redactor));
  if (local === 'protocolSupportEnumeration' || local === 'schemaLocation')
    return value.replace(/\S+/g, (each) => redactNamespace(each, redactor));
  const isName = local === 'Name' && !['Attribute', 'RequestedAttribute'].includes(element.localName);
  if (isPublicValue(value)) return value;
  if (KEPT.has(local) && !isName) return redactKeptValue(value, redactor);
  if (!isWithinValue(element) && (PLAIN.test(value) || ENUMERATED.has(value))) return value;
  if (local === 'URI' && value.startsWith('#')) return `#${redactor.value(value.slice(1), 'id')}`;
  return redactor.value(value, ATTRIBUTE_KINDS.get(local) ?? 'value');
}

/** A name of an attribute may be a URL of whoever invented it: the host goes, the rest stays. */
function redactKeptValue(value: string, redactor: Redactor): string {
  const isForeignUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) && !isPublicUri(value);
  return isForeignUrl ? redactor.url(value, 'kept') : redactor.kept(value);
}
