import type { Context, Middleware } from 'koa';
import type { Log } from '#server/log/log.ts';
import { sendPage } from '#server/pages/send-page.ts';
import type { Step } from '#server/pages/step.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { isHangUp } from './hang-up.ts';
import { type PublicRefusal, Refusal } from './refusal.ts';
import { refusalPage } from './refusal-page.ts';
import { headersOf, statusOf } from './status-of.ts';

const DEFECT = 'defect';

/**
 * Turns whatever was thrown into an answer. A refusal says what it says; bad input (`WorkbenchError`) is told in
 * its own words; anything else is a defect of ours: its stack goes to the log, and the page says only that. A client that
 * went away in the middle of its request gets none.
 *
 * @param home where the page leads on to
 */
export function answerErrors(log: Log, home: Step, connection?: string): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) throw notFound(ctx, home);
    } catch (error) {
      if (isHangUp(error) && ctx.req.readableAborted) {
        // Nobody is there; the request's own line says so.
        ctx.respond = false;
        return;
      }
      answer(ctx, toRefusal(error, home), error, log, connection);
    }
  };
}

function answer(ctx: Context, refusal: Refusal, error: unknown, log: Log, connection?: string): void {
  const { shown, logged } = refusal;
  const fields = { connection, method: ctx.method, path: ctx.path, status: shown.status, code: shown.code };
  if (error instanceof WorkbenchError) ctx.set(headersOf(error.code));
  if (shown.code === DEFECT) log.error('defect', error, fields);
  else log.warn('refused', { ...fields, ...findingFields(shown), ...logged });
  // A redirect that was under way leads nowhere now.
  ctx.remove('Location');
  sendPage(ctx, shown.status, refusalPage(shown));
}

/** The first finding is the cause. */
function findingFields({ findings = [] }: PublicRefusal) {
  const [cause] = findings;
  if (cause === undefined) return {};
  return { codes: findings.map(({ code }) => code), expected: cause.expected, received: cause.received };
}

function toRefusal(error: unknown, home: Step): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof WorkbenchError) return badInput(error, home);
  return new Refusal({
    status: 500,
    code: DEFECT,
    title: 'Something went wrong here',
    explanation: 'This is a defect of the companion, not of what you sent. The log has the details.',
    steps: [home],
  });
}

function badInput({ code, message }: WorkbenchError, home: Step): Refusal {
  const status = statusOf(code);
  const title = status === 503 ? 'Nothing can be accepted just now' : 'This message cannot be read';
  return new Refusal({ status, code, title, explanation: message, steps: [home] });
}

function notFound(ctx: Context, home: Step): Refusal {
  return new Refusal({
    status: 404,
    code: 'not-found',
    title: 'There is nothing here',
    explanation: 'No page of the companion has this address.',
    facts: [{ label: 'Address', values: [ctx.path] }],
    steps: [home],
  });
}
