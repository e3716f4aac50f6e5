import { attributeOf, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Subject, SubjectConfirmation } from './messages.ts';
import { NAMESPACE } from './names.ts';
import { readNameId } from './read-name-id.ts';
import { assertionChildren, readInstant, trimXml } from './read-parts.ts';

/** A `saml:Subject` (saml-core 2.4.1). */
export function readSubject(element: XmlElement): Subject {
  const nameId = firstChild(element, NAMESPACE.assertion, 'NameID');
  return {
    element,
    nameId: nameId === null ? null : readNameId(nameId),
    encryptedId: firstChild(element, NAMESPACE.assertion, 'EncryptedID'),
    confirmations: assertionChildren(element, 'SubjectConfirmation').map(readConfirmation),
  };
}

function readConfirmation(element: XmlElement): SubjectConfirmation {
  const data = firstChild(element, NAMESPACE.assertion, 'SubjectConfirmationData');
  const method = attributeOf(element, 'Method');
  return { element, method: method === null ? null : trimXml(method), data: data === null ? null : readData(data) };
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
  };
}
