import { type HeadDraft, writeMessage, writeStatus } from './write-head.ts';

/** The answer to a LogoutRequest (saml-core 3.7.2). */
export interface LogoutResponseDraft extends HeadDraft {
  /** ID of the request. Null leaves it out, as for an answer to a request that could not be read. */
  readonly inResponseTo: string | null;
  /** URIs, the outermost first: `[Success]`, or `[Success, PartialLogout]` (saml-core 3.7.3.2). */
  readonly statusCodes: readonly string[];
  readonly statusMessage?: string;
}

/** The XML text of a LogoutResponse, unsigned (saml-core 3.7.2, 3.2.2). */
export function writeLogoutResponse(draft: LogoutResponseDraft): string {
  const status = writeStatus(draft.statusCodes, draft.statusMessage ?? null);
  return writeMessage('LogoutResponse', draft, { InResponseTo: draft.inResponseTo }, status);
}
