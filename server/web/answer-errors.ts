import type { Context, Middleware } from 'koa';
import type { Log } from '#server/log/log.ts';
import { sendPage } from '#server/pages/send-page.ts';
import type { Site } from '#server/pages/site.ts';
import type { Step } from '#server/pages/step.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { isHangUp } from './hang-up.ts';
import { loggedPath } from './logged-path.ts';
import { type PublicRefusal, Refusal } from './refusal.ts';
import { refusalPage } from './refusal-page.ts';
import { headersOf, statusOf } from './status-of.ts';

/** Whose errors these are. */
export interface ErrorAnswers {
  readonly log: Log;
  readonly site: Site;
  /** Where a page leads on to whose refusal says nothing better. */
  readonly home: Step;
  /** The prefix of the connection, where there is one. */
  readonly connection?: string;
}

const DEFECT = 'defect';

/**
 * Turns whatever was thrown into an answer. A refusal says what it says; bad input (`WorkbenchError`) is told in
 * its own words; anything else is a defect of ours: its stack goes to the log, and the page says only that. A client that
 * went away before its answer gets none.
 */
export function answerErrors(answers: ErrorAnswers): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) throw notFound(ctx, answers.site);
    } catch (error) {
      if (isHangUp(error) && (ctx.req.readableAborted || ctx.res.closed)) {
        // Nobody is there; the request's own line says so.
        ctx.respond = false;
        return;
      }
      answer(ctx, error, answers);
    }
  };
}

function answer(ctx: Context, error: unknown, { log, site, home, connection }: ErrorAnswers): void {
  const { shown, logged } = toRefusal(error, site);
  const request = { method: ctx.method, path: loggedPath(ctx.path), status: shown.status, code: shown.code };
  const fields = { connection, site: site.name, ...request };
  if (error instanceof WorkbenchError) ctx.set(headersOf(error));
  if (shown.code === DEFECT) log.error('defect', error, fields);
  else log.warn('refused', { ...fields, ...findingFields(shown), ...logged });
  // A redirect that was under way leads nowhere now.
  ctx.remove('Location');
  sendPage(ctx, shown.status, refusalPage({ steps: [home], ...shown }), site);
}

/** The first finding is the cause. */
function findingFields({ findings = [] }: PublicRefusal) {
  const [cause] = findings;
  if (cause === undefined) return {};
  return { codes: findings.map(({ code }) => code), expected: cause.expected, received: cause.received };
}

function toRefusal(error: unknown, { name }: Site): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof WorkbenchError) return badInput(error);
  return new Refusal({
    status: 500,
    code: DEFECT,
    title: 'Something went wrong here',
    explanation: `This is a defect of ${name}, not of what you sent. The log has the details.`,
  });
}

function badInput(error: WorkbenchError): Refusal {
  const status = statusOf(error);
  const title = status === 503 ? 'Nothing can be accepted just now' : 'This message cannot be read';
  return new Refusal({ status, code: error.code, title, explanation: error.message });
}

function notFound(ctx: Context, { name }: Site): Refusal {
  return new Refusal({
    status: 404,
    code: 'not-found',
    title: 'There is nothing here',
    explanation: `No page of ${name} has this address.`,
    facts: [{ label: 'Address', values: [ctx.path] }],
  });
}
