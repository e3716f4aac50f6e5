import { type AssertionDraft, writeAssertion } from './write-assertion.ts';
import { type HeadDraft, writeMessage, writeStatus } from './write-head.ts';

/** A Response with its assertions, or with a status that says why there are none (saml-core 3.3.3). */
export interface ResponseDraft extends HeadDraft {
  /** ID of the AuthnRequest; null when nobody asked (saml-profiles 4.1.5). */
  readonly inResponseTo: string | null;
  /** URIs, the outermost first: `[Success]`, `[Responder, NoPassive]`. */
  readonly statusCodes: readonly string[];
  readonly statusMessage?: string;
  readonly assertions: readonly AssertionDraft[];
}

/** The XML text of a Response, unsigned: Status, then the assertions (schema order, saml-core 3.2.2, 3.3.3). */
export function writeResponse(draft: ResponseDraft): string {
  const status = writeStatus(draft.statusCodes, draft.statusMessage ?? null);
  const assertions = draft.assertions.map(writeAssertion).join('');
  return writeMessage('Response', draft, { InResponseTo: draft.inResponseTo }, status + assertions);
}
