import type { Context } from 'koa';
import { keepAttempt } from '#server/attempts/keep-attempt.ts';
import { keptPage } from '#server/attempts/report-refusal.ts';
import type { Service } from '#server/connection/service.ts';
import { makeReference } from '#server/crypto/reference.ts';
import type { PublicRefusal } from '#server/web/refusal.ts';

/** What the report says of it. The browser is led on to the page that it asked for, which says that nobody is logged in. */
const REFUSED: PublicRefusal = {
  status: 401,
  code: 'ticket-refused',
  owner: 'user',
  title: 'The ticket logs nobody in',
  explanation:
    'It is unknown, was used already, or is more than a minute old; or two came at once, or the connection takes none.',
  fix: 'Begin again at the application that makes the tickets.',
};

/** Keeps that a ticket logged nobody in, under a number that the log has, too. */
export async function noteRefusedTicket(ctx: Context, service: Service): Promise<void> {
  const reference = makeReference();
  const page = keptPage(REFUSED);
  await keepAttempt(ctx, service, {
    ...{ reference, kind: 'login', outcome: 'refused', form: null, decision: null, page, browser: null, test: null },
  });
  const { code, owner } = page;
  service.log.warn('ticket-refused', { connection: service.settings.prefix, code, owner, reference });
}
