import type { Context } from 'koa';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { actorOf } from './admit.ts';
import { consoleSecret } from './console-session.ts';

/**
 * Which session of the console sent the request at hand, as a mark that says nothing of its secret; whoever brings the
 * token itself has one mark in common. Behind `demandAdministrator`.
 */
export function sessionMark(ctx: Context): string {
  const secret = actorOf(ctx).kind === 'console' ? consoleSecret(ctx) : undefined;
  return secret === undefined ? 'token' : hashSecret(`own login test ${secret}`);
}
