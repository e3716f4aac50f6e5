import { attributeOf, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { LogoutRequest } from './messages.ts';
import { NAMESPACE } from './names.ts';
import { readHead } from './read-head.ts';
import { readNameId } from './read-name-id.ts';
import { childTexts, readInstant } from './read-parts.ts';

/** A `samlp:LogoutRequest` (saml-core 3.7.1). */
export function readLogoutRequest(element: XmlElement): LogoutRequest {
  const nameId = firstChild(element, NAMESPACE.assertion, 'NameID');
  return {
    kind: 'LogoutRequest',
    ...readHead(element),
    notOnOrAfter: readInstant(element, 'NotOnOrAfter'),
    reason: attributeOf(element, 'Reason'),
    nameId: nameId === null ? null : readNameId(nameId),
    encryptedId: firstChild(element, NAMESPACE.assertion, 'EncryptedID'),
    sessionIndexes: childTexts(element, NAMESPACE.protocol, 'SessionIndex'),
  };
}
