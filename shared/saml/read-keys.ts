import { attributeOf, childElements, firstChild, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { KeyDescriptor } from './metadata.ts';
import { NAMESPACE } from './names.ts';
import { childTexts, trimXml } from './read-parts.ts';

/** The KeyDescriptors of a role or an affiliation (saml-metadata 2.4.1.1); one may hold several certificates. */
export function readKeyDescriptors(parent: XmlElement): readonly KeyDescriptor[] {
  return childElements(parent, NAMESPACE.metadata, 'KeyDescriptor').map(readKeyDescriptor);
}

/** Without `use` it serves for both. */
function readKeyDescriptor(element: XmlElement): KeyDescriptor {
  const use = attributeOf(element, 'use');
  const keyInfo = firstChild(element, NAMESPACE.signature, 'KeyInfo');
  return {
    element,
    use: use === 'signing' || use === 'encryption' ? use : null,
    certificates: keyInfo === null ? [] : certificatesOf(keyInfo),
    keyNames: keyInfo === null ? [] : childTexts(keyInfo, NAMESPACE.signature, 'KeyName'),
    hasKeyValue: keyInfo !== null && firstChild(keyInfo, NAMESPACE.signature, 'KeyValue') !== null,
    encryptionMethods: childElements(element, NAMESPACE.metadata, 'EncryptionMethod').map((method) =>
      trimXml(attributeOf(method, 'Algorithm') ?? ''),
    ),
  };
}

function certificatesOf(keyInfo: XmlElement): readonly string[] {
  return childElements(keyInfo, NAMESPACE.signature, 'X509Data')
    .flatMap((data) => childElements(data, NAMESPACE.signature, 'X509Certificate'))
    .map((certificate) => bareBase64(textOf(certificate)));
}

/** Some products put a whole PEM into the element. */
function bareBase64(text: string): string {
  return text.replace(/-----[A-Z ]+-----/g, '').replace(/\s+/g, '');
}
