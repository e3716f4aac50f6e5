import type { Connection } from '#shared/saml/connection/connection.ts';
import type { AuthnRequest } from '#shared/saml/messages.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { type AuthnRequestDraft, writeAuthnRequest } from '#shared/saml/write/write-authn-request.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { LOGIN_WAITS, type LoginRequestId } from './login-request-id.ts';
import { pickSignOn } from './pick-endpoint.ts';

/** What a login request of a connection asks for: all of it follows from the connection and the request's ID. */
export function draftLoginRequest(
  { sp, request, mode }: Connection,
  { id, forceAuthn, isPassive }: Pick<LoginRequestId, 'id' | 'forceAuthn' | 'isPassive'>,
  at: { readonly destination: string; readonly issueInstant: number },
): AuthnRequestDraft {
  return {
    id,
    ...at,
    issuer: sp.entityId,
    acs: sp.acs,
    forceAuthn,
    isPassive,
    nameIdPolicy: policyOf(request?.nameId ?? (mode === 'saml2int' ? 'none' : { allowCreate: true })),
    authnContext: request?.authnContext ?? null,
  };
}

function policyOf(wanted: 'none' | { format?: string | undefined; allowCreate: boolean }) {
  return wanted === 'none' ? null : { format: wanted.format ?? null, allowCreate: wanted.allowCreate };
}

/**
 * The request that was made under an ID, as it is now known: nothing of it was kept, and the ID says what the connection
 * does not. Null: it is no ID of ours. Whether it is genuine is for whoever asks to know.
 */
export function loginRequestOf(connection: Connection, asked: LoginRequestId | null): AuthnRequest | null {
  const target = pickSignOn(connection);
  if (asked === null || target === null) return null;
  const at = { destination: target.url, issueInstant: asked.expiresAt - LOGIN_WAITS };
  const message = readMessage(parseXml(writeAuthnRequest(draftLoginRequest(connection, asked, at))));
  return message.kind === 'AuthnRequest' ? message : null;
}
