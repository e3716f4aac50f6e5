import type { Context } from 'koa';
import { Refusal } from '#server/web/refusal.ts';
import type { WorkbenchError } from '#shared/base/errors.ts';

/** A token that logs nobody in: 401, in the words of RFC 6750 for the client and in ours for a person. */
export function refusedToken(ctx: Context, { code, message }: WorkbenchError): Refusal {
  const isOurs = code === 'token-keys-missing';
  if (!isOurs) ctx.set('WWW-Authenticate', `Bearer error="invalid_token", error_description="${code}"`);
  return new Refusal({
    status: isOurs ? 503 : 401,
    code,
    title: 'The token logs nobody in',
    explanation: `A token (JWT) came with this request. ${message}`,
    fix: isOurs
      ? 'Try again in a moment. The log of this server has the reason.'
      : 'Get a new token. If it is refused as well, its issuer and the `jwt` entry of this connection do not agree.',
  });
}
