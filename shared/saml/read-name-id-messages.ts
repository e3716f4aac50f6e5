import { firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type {
  ManageNameIdRequest,
  ManageNameIdResponse,
  NameIdMappingRequest,
  NameIdMappingResponse,
} from './messages.ts';
import { NAMESPACE } from './names.ts';
import { readNameIdPolicy } from './read-authn-request.ts';
import { readHead } from './read-head.ts';
import { readBaseId, readNameId } from './read-name-id.ts';
import { childText } from './read-parts.ts';
import { readStatusResponse } from './read-response.ts';
import type { NameIdentifier } from './values.ts';

/** A `samlp:ManageNameIDRequest` (saml-core 3.6.1). */
export function readManageNameIdRequest(element: XmlElement): ManageNameIdRequest {
  return {
    kind: 'ManageNameIDRequest',
    ...readHead(element),
    ...identifiersOf(element),
    newId: childText(element, NAMESPACE.protocol, 'NewID'),
    newEncryptedId: firstChild(element, NAMESPACE.protocol, 'NewEncryptedID'),
    terminate: firstChild(element, NAMESPACE.protocol, 'Terminate') !== null,
  };
}

/** A `samlp:ManageNameIDResponse` (saml-core 3.6.2). */
export function readManageNameIdResponse(element: XmlElement): ManageNameIdResponse {
  return { kind: 'ManageNameIDResponse', ...readStatusResponse(element) };
}

/** A `samlp:NameIDMappingRequest` (saml-core 3.8.1). */
export function readNameIdMappingRequest(element: XmlElement): NameIdMappingRequest {
  return {
    kind: 'NameIDMappingRequest',
    ...readHead(element),
    ...identifiersOf(element),
    baseId: readBaseId(element),
    nameIdPolicy: readNameIdPolicy(element),
  };
}

/** A `samlp:NameIDMappingResponse` (saml-core 3.8.2). */
export function readNameIdMappingResponse(element: XmlElement): NameIdMappingResponse {
  return { kind: 'NameIDMappingResponse', ...readStatusResponse(element), ...identifiersOf(element) };
}

interface Identifiers {
  readonly nameId: NameIdentifier | null;
  readonly encryptedId: XmlElement | null;
}

function identifiersOf(element: XmlElement): Identifiers {
  const nameId = firstChild(element, NAMESPACE.assertion, 'NameID');
  return {
    nameId: nameId === null ? null : readNameId(nameId),
    encryptedId: firstChild(element, NAMESPACE.assertion, 'EncryptedID'),
  };
}
