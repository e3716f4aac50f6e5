import type { Context, Middleware } from 'koa';
import type { Log } from '#server/log/log.ts';
import { sendPage } from '#server/pages/send-page.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { type PublicRefusal, Refusal, type Step } from './refusal.ts';
import { refusalPage } from './refusal-page.ts';

/**
 * Turns whatever was thrown into an answer. A refusal says what it says; bad input (`WorkbenchError`) is told in
 * its own words; anything else is a defect of ours: its stack goes to the log, and the page says only that.
 *
 * @param home where the page leads on to
 */
export function answerErrors(log: Log, home: Step, connection?: string): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) throw notFound(ctx, home);
    } catch (error) {
      answer(ctx, toRefusal(error, home), error, log, connection);
    }
  };
}

function answer(ctx: Context, refusal: Refusal, error: unknown, log: Log, connection?: string): void {
  const { shown, logged } = refusal;
  const fields = { connection, method: ctx.method, path: ctx.path, status: shown.status, code: shown.code };
  if (shown.status >= 500 && refusal !== error) log.error('defect', error, fields);
  else log.warn('refused', { ...fields, ...findingFields(shown), ...logged });
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
    code: 'defect',
    title: 'Something went wrong here',
    explanation: 'This is a defect of the companion, not of what you sent. The log has the details.',
    steps: [home],
  });
}

const TOO_LARGE: readonly string[] = ['body-too-large', 'input-too-large', 'deflate-too-large'];

function badInput({ code, message }: WorkbenchError, home: Step): Refusal {
  const status = TOO_LARGE.includes(code) ? 413 : code === 'body-not-a-form' ? 415 : code === 'store-full' ? 503 : 400;
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
