import { html } from 'htm/preact';
import type { Context, Next } from 'koa';
import { facts, nextSteps } from '#server/pages/parts.ts';
import { type PublicRefusal, Refusal } from '#server/web/refusal.ts';
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
      const refusal = toRefusal(error);
      if (refusal === null) idp.log.error('idp-defect', error, { path: ctx.path, method: ctx.method });
      else idp.log.info('idp-refusal', { code: refusal.shown.code, path: ctx.path, ...refusal.logged });
      const shown = refusal?.shown ?? DEFECT;
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
  return new Refusal({ status: 400, code: error.code, title: 'This cannot be read', explanation: error.message });
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
