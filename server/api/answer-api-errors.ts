import type { Context, Middleware } from 'koa';
import type { Log } from '#server/log/log.ts';
import { isHangUp } from '#server/web/hang-up.ts';
import { loggedPath } from '#server/web/logged-path.ts';
import { Refusal } from '#server/web/refusal.ts';
import { headersOf } from '#server/web/status-of.ts';
import type { ApiErrorBody } from '#shared/api/error.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { ApiError } from './api-error.ts';
import { apiStatusOf } from './api-status.ts';

type StatusOf = (error: WorkbenchError) => number;

/**
 * Turns whatever was thrown into JSON (`ApiErrorBody`): an error with its code, words and facts, a refusal with what its
 * page would say, and a defect of ours with nothing but that it is one.
 *
 * @param statusOf the HTTP status of an error
 */
export function answerApiErrors(log: Log, statusOf: StatusOf = apiStatusOf): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) throw new ApiError('api-unknown', { path: ctx.path });
    } catch (error) {
      if (isHangUp(error) && (ctx.req.readableAborted || ctx.res.closed)) {
        // Nobody is there; the request's own line says so.
        ctx.respond = false;
        return;
      }
      answer(ctx, error, log, statusOf);
    }
  };
}

function answer(ctx: Context, error: unknown, log: Log, statusOf: StatusOf): void {
  const { status, body } = toAnswer(error, statusOf);
  const { code } = body.error;
  const fields = { method: ctx.method, path: loggedPath(ctx.path), status, code };
  if (code === DEFECT.error.code) log.error('defect', error, fields);
  else log.warn('refused', fields);
  if (error instanceof WorkbenchError) ctx.set(headersOf(error));
  // RFC 9110 11.6.1: who is not known is told how to say who it is.
  if (status === 401) ctx.set('WWW-Authenticate', 'Bearer');
  ctx.remove('Location');
  ctx.status = status;
  ctx.body = body;
}

function toAnswer(error: unknown, statusOf: StatusOf): { readonly status: number; readonly body: ApiErrorBody } {
  if (error instanceof Refusal) {
    const { status, code, explanation, fix } = error.shown;
    return { status, body: { error: { code, message: explanation, fix: fix ?? null, facts: {} } } };
  }
  if (error instanceof WorkbenchError) {
    const { code, message, facts } = error;
    return { status: statusOf(error), body: { error: { code, message, fix: null, facts } } };
  }
  return { status: 500, body: DEFECT };
}

const DEFECT: ApiErrorBody = {
  error: {
    code: 'defect',
    message: 'This is a defect of the companion, not of what you sent. Its log has the details.',
    fix: null,
    facts: {},
  },
};
