import { html } from 'htm/preact';
import type { Context, Next } from 'koa';
import { facts, nextSteps } from '#server/pages/parts.ts';
import { isHangUp } from '#server/web/hang-up.ts';
import { type PublicRefusal, Refusal } from '#server/web/refusal.ts';
import { headersOf, statusOf } from '#server/web/status-of.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import type { Idp } from './idp.ts';
import { type IdpPage, sendIdpPage } from './page.ts';

/** Turns every refusal and every error into a page and a line in the log. A defect shows no detail on the page. */
export function refuse(idp: Idp) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
      if (ctx.status === 404 && !ctx.body) throw new Refusal(NOT_FOUND);
    } catch (error) {
      if (isHangUp(error) && ctx.req.readableAborted) {
        // Nobody is there; the request's own line says so.
        ctx.respond = false;
        return;
      }
      const refusal = toRefusal(error);
      if (refusal === null) idp.log.error('idp-defect', error, { path: ctx.path, method: ctx.method });
      else idp.log.info('idp-refusal', { code: refusal.shown.code, path: ctx.path, ...refusal.logged });
      if (error instanceof WorkbenchError) ctx.set(headersOf(error.code));
      const shown = refusal?.shown ?? DEFECT;
      ctx.remove('Location');
      sendIdpPage(ctx, shown.status, refusalPage(shown));
    }
  };
}

const NOT_FOUND: PublicRefusal = {
  status: 404,
  code: 'not-found',
  title: 'There is no such page',
  explanation: 'The address leads nowhere here.',
};

const DEFECT: PublicRefusal = {
  status: 500,
  code: 'defect',
  title: 'Something went wrong here',
  explanation: 'This is a defect of the test identity provider. Its log says more.',
};

function toRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (!(error instanceof WorkbenchError)) return null;
  const status = statusOf(error.code);
  const title = status === 503 ? 'Nothing can be done just now' : 'This cannot be read';
  return new Refusal({ status, code: error.code, title, explanation: error.message });
}

function refusalPage({ title, explanation, facts: rows = [], fix }: PublicRefusal): IdpPage {
  return {
    title,
    main: html`
      <p class="lead">${explanation}</p>
      ${rows.length > 0 && html`<section class="card bad" aria-label="Details">${facts(rows)}</section>`}
      ${fix && html`<p>${fix}</p>`} ${nextSteps([{ label: 'Home', href: '/' }])}
    `,
  };
}
