import { attributeOf, childElements, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Subject, SubjectConfirmation } from './assertion.ts';
import { NAMESPACE } from './names.ts';
import { readBaseId, readNameId } from './read-name-id.ts';
import { assertionChildren, readInstant, trimXml } from './read-parts.ts';

/** A `saml:Subject` (saml-core 2.4.1). */
export function readSubject(element: XmlElement): Subject {
  const nameId = firstChild(element, NAMESPACE.assertion, 'NameID');
  return {
    element,
    nameId: nameId === null ? null : readNameId(nameId),
    baseId: readBaseId(element),
    encryptedId: firstChild(element, NAMESPACE.assertion, 'EncryptedID'),
    confirmations: assertionChildren(element, 'SubjectConfirmation').map(readConfirmation),
  };
}

function readConfirmation(element: XmlElement): SubjectConfirmation {
  const data = firstChild(element, NAMESPACE.assertion, 'SubjectConfirmationData');
  const method = attributeOf(element, 'Method');
  const nameId = firstChild(element, NAMESPACE.assertion, 'NameID');
  return {
    element,
    method: method === null ? null : trimXml(method),
    nameId: nameId === null ? null : readNameId(nameId),
    data: data === null ? null : readData(data),
  };
}

/** saml-core 2.4.1.2 */
function readData(element: XmlElement): NonNullable<SubjectConfirmation['data']> {
  const recipient = attributeOf(element, 'Recipient');
  return {
    element,
    recipient: recipient === null ? null : trimXml(recipient),
    inResponseTo: attributeOf(element, 'InResponseTo'),
    notBefore: readInstant(element, 'NotBefore'),
    notOnOrAfter: readInstant(element, 'NotOnOrAfter'),
    address: attributeOf(element, 'Address'),
    keyInfos: childElements(element, NAMESPACE.signature, 'KeyInfo'),
  };
}
