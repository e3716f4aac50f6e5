import { NAMESPACE } from '#shared/saml/names.ts';
import { descendants } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';

/** A prefix of a document, what it stands for, and what that is. */
export interface NamespaceFact {
  /** Empty for the namespace of names without prefix. */
  readonly prefix: string;
  readonly namespace: string;
  /** Null where it is none that is known here. */
  readonly meaning: string | null;
}

const MEANINGS: ReadonlyMap<string, string> = new Map([
  [NAMESPACE.protocol, 'messages of SAML 2.0'],
  [NAMESPACE.assertion, 'assertions of SAML 2.0: who somebody is'],
  [NAMESPACE.metadata, 'metadata of SAML 2.0'],
  [NAMESPACE.protocol11, 'messages of SAML 1.1'],
  [NAMESPACE.assertion11, 'assertions of SAML 1.1'],
  [NAMESPACE.signature, 'XML signatures'],
  [NAMESPACE.encryption, 'XML encryption'],
  [NAMESPACE.soap11, 'SOAP 1.1 envelopes'],
  [NAMESPACE.soap12, 'SOAP 1.2 envelopes'],
  [NAMESPACE.trust, 'WS-Trust, of February 2005'],
  [NAMESPACE.trust13, 'WS-Trust 1.3'],
  [NAMESPACE.schemaInstance, 'types of values (xsi:type)'],
  [NAMESPACE.metadataUi, 'what metadata shows to users'],
  [NAMESPACE.metadataAttributes, 'attributes of entities in metadata'],
  [NAMESPACE.requestInitiation, 'where a login can be begun'],
  ['http://www.w3.org/2001/XMLSchema', 'names of types, such as xs:string'],
  ['http://www.w3.org/2001/10/xml-exc-c14n#', 'exclusive canonicalization, before a digest'],
  ['http://schemas.xmlsoap.org/ws/2005/07/securitypolicy', 'WS-SecurityPolicy'],
  [
    'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
    'IDs and times of WS-Security',
  ],
  ['http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd', 'WS-Security'],
]);

/** A document with very many is no message: so many are told. */
const MAX_NAMESPACES = 40;

/** Every prefix that a document declares, each meaning of it once, in the order in which they are declared. */
export function namespaceFacts(root: XmlElement): readonly NamespaceFact[] {
  const told = new Map<string, NamespaceFact>();
  for (const { declarations } of descendants(root)) {
    for (const { prefix, namespace } of declarations) {
      const key = `${prefix} ${namespace}`;
      if (!told.has(key)) told.set(key, { prefix, namespace, meaning: MEANINGS.get(namespace) ?? null });
    }
    if (told.size >= MAX_NAMESPACES) break;
  }
  return [...told.values()].slice(0, MAX_NAMESPACES);
}
