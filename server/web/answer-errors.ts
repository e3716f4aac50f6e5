import type { Context, Middleware } from 'koa';
import type { Log } from '#server/log/log.ts';
import { sendPage } from '#server/pages/send-page.ts';
import type { Site } from '#server/pages/site.ts';
import type { Step } from '#server/pages/step.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { isHangUp } from './hang-up.ts';
import { loggedPath } from './logged-path.ts';
import { ownerOfRefusal, type PublicRefusal, Refusal } from './refusal.ts';
import { type KeptRefusal, refusalPage } from './refusal-page.ts';
import { headersOf, isPassing, statusOf } from './status-of.ts';

/** Whose errors these are. */
export interface ErrorAnswers {
  readonly log: Log;
  readonly site: Site;
  /** Where a page leads on to whose refusal says nothing better. */
  readonly home: Step;
  /** The prefix of the connection, where there is one. */
  readonly connection?: string;
  /** Keeps what was refused; left out: nothing is. */
  readonly keep?: KeepRefusal;
}

/** Keeps a refusal before its page goes out; null: this one is not kept. */
export type KeepRefusal = (ctx: Context, shown: PublicRefusal) => Promise<KeptRefusal | null>;

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
      await answer(ctx, error, answers);
    }
  };
}

async function answer(ctx: Context, error: unknown, answers: ErrorAnswers): Promise<void> {
  const { log, site, home, connection } = answers;
  const { shown, logged } = toRefusal(error, site);
  const request = { method: ctx.method, path: loggedPath(ctx.path), status: shown.status, code: shown.code };
  const fields = { connection, site: site.name, ...request };
  if (error instanceof WorkbenchError) ctx.set(headersOf(error));
  // There is nothing to look at later, and thousands may be refused so within a minute.
  const kept = isPassing(shown) ? null : ((await answers.keep?.(ctx, shown)) ?? null);
  const owner = ownerOfRefusal(shown);
  const about = kept === null ? {} : { reference: kept.reference, owner };
  if (shown.code === DEFECT) log.error('defect', error, { ...fields, ...about });
  else log.warn('refused', { ...fields, ...findingFields(shown), ...about, ...logged });
  // A redirect that was under way leads nowhere now.
  ctx.remove('Location');
  sendPage(ctx, shown.status, refusalPage({ steps: [home], ...shown }, kept), site);
}

/** The first finding is the cause. */
function findingFields({ findings = [] }: PublicRefusal) {
  const [cause] = findings;
  if (cause === undefined) return {};
  return { codes: findings.map(({ code }) => code), expected: cause.expected, received: cause.received };
}

/** The refusal that an error is answered with. */
export function toRefusal(error: unknown, { name, party }: Site): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof WorkbenchError) return badInput(error, party);
  return new Refusal({
    status: 500,
    code: DEFECT,
    title: 'Something went wrong here',
    explanation: `This is a defect of ${name}, not of what you sent. The log has the details.`,
    owner: party,
  });
}

/** Whoever sent it must mend it, unless this machine lacks something. */
function badInput(error: WorkbenchError, party: Site['party']): Refusal {
  const status = statusOf(error);
  const title = status === 503 ? 'Nothing can be accepted just now' : 'This message cannot be read';
  const sender = party === 'sp' ? 'idp' : 'sp';
  const owner = status === 503 ? party : sender;
  return new Refusal({ status, code: error.code, title, explanation: error.message, owner });
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
