import { attributeOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Response, StatusResponse } from './messages.ts';
import { readAssertion } from './read-assertion.ts';
import { readHead } from './read-head.ts';
import { assertionChildren } from './read-parts.ts';
import { readStatus } from './read-status.ts';

/**
 * A `samlp:Response` (saml-core 3.3.3). Assertions are its children only: one hidden deeper, in an
 * Extensions, an Advice or a Signature's Object, is never taken for its own.
 */
export function readResponse(element: XmlElement): Response {
  return {
    kind: 'Response',
    ...readStatusResponse(element),
    assertions: assertionChildren(element, 'Assertion').map(readAssertion),
    encryptedAssertions: assertionChildren(element, 'EncryptedAssertion'),
  };
}

/** What every response has (saml-core 3.2.2). */
export function readStatusResponse(element: XmlElement): StatusResponse {
  return { ...readHead(element), inResponseTo: attributeOf(element, 'InResponseTo'), status: readStatus(element) };
}
