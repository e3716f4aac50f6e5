import type { SessionSummary } from '#shared/api/sessions.ts';

/** By which way in a session came, in words. */
export const WAY_WORDS: Readonly<Record<SessionSummary['way'], string>> = {
  saml: 'SAML',
  ticket: 'a ticket',
  session: 'a session call',
  jwt: 'a token (JWT)',
};

/** Which limit ends a session. */
export const LIMIT_WORDS: Readonly<Record<SessionSummary['limit'], string>> = {
  idle: 'unless it is used before',
  lifetime: 'at the end of its lifetime',
  idp: 'because the identity provider said so',
};
