import type { Context } from 'koa';
import { underway } from '#server/attempts/report-refusal.ts';
import { Refusal } from '#server/web/refusal.ts';
import type { WorkbenchError } from '#shared/base/errors.ts';
import type { Owner } from '#shared/inspection/owner.ts';

/** Who can mend it, where the code says so; the issuer of tokens is their identity provider. */
const OWNER: Readonly<Record<string, Owner>> = {
  'token-expired': 'user',
  'token-used': 'user',
  'token-ended': 'user',
  'token-claim': 'idp',
  'token-user': 'idp',
  'token-attribute': 'idp',
  'token-forgotten': 'sp',
  'token-keys-missing': 'sp',
};

/** A token that logs nobody in: 401, in the words of RFC 6750 for the client and in ours for a person. */
export function refusedToken(ctx: Context, { code, message }: WorkbenchError): Refusal {
  underway(ctx).kind = 'login';
  const isOurs = code === 'token-keys-missing';
  if (!isOurs) ctx.set('WWW-Authenticate', `Bearer error="invalid_token", error_description="${code}"`);
  const owner = OWNER[code];
  return new Refusal({
    status: isOurs ? 503 : 401,
    code,
    ...(owner && { owner }),
    title: 'The token logs nobody in',
    explanation: `A token (JWT) came with this request. ${message}`,
    fix: isOurs
      ? 'Try again in a moment. The log of this server has the reason.'
      : 'Get a new token. If it is refused as well, its issuer and the `jwt` entry of this connection do not agree.',
  });
}
