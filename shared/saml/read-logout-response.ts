import type { XmlElement } from '#shared/xml/tree.ts';
import type { LogoutResponse } from './messages.ts';
import { readStatusResponse } from './read-response.ts';

/** A `samlp:LogoutResponse` (saml-core 3.7.2). */
export function readLogoutResponse(element: XmlElement): LogoutResponse {
  return { kind: 'LogoutResponse', ...readStatusResponse(element) };
}
