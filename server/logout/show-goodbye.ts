import type { Context, Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { sendPage } from '#server/pages/send-page.ts';
import { Refusal } from '#server/web/refusal.ts';
import type { Logout } from '#shared/logout/logout.ts';
import { goodbyePage } from './goodbye-page.ts';
import { makeReceipt } from './make-receipt.ts';
import { findLogout } from './move-logout.ts';
import { forgottenLogout } from './refuse-logout.ts';
import { signReceipt } from './sign-receipt.ts';

/** Seconds after which a page that waits for an answer looks again. */
const LOOK_AGAIN = 3;

/** So long after the logout it does: an answer that takes longer is on the page when somebody loads it. */
const LOOKS_FOR = 2 * 60 * 1000;

/** `GET /{prefix}/logout/done?id=`: what a logout came to, at each participant. */
export function showGoodbye(service: Service): Middleware {
  return async (ctx) => {
    const logout = await demandLogout(ctx, service);
    const receipt = await makeReceipt(service, logout);
    const isWaiting = receipt.parts.some(({ opens }) => opens === 'waiting');
    if (isWaiting && service.clock() < logout.at + LOOKS_FOR) ctx.set('Refresh', String(LOOK_AGAIN));
    const download = service.signing === null ? null : `${service.base}/logout/receipt?id=${logout.id}`;
    sendPage(ctx, 200, goodbyePage(service.base, receipt, download));
  };
}

/** `GET /{prefix}/logout/receipt?id=`: the same to keep, signed. */
export function downloadReceipt(service: Service): Middleware {
  return async (ctx) => {
    const logout = await demandLogout(ctx, service);
    const { signing } = service;
    const signed = signing === null ? null : await signReceipt(await makeReceipt(service, logout), signing);
    if (signed === null) throw unsigned(service);
    ctx.attachment(`logout-${logout.reference}.json`);
    ctx.body = signed;
  };
}

async function demandLogout(ctx: Context, service: Service): Promise<Logout> {
  const logout = await findLogout(service, ctx.URL.searchParams.get('id') ?? '');
  if (logout === null || logout.connection !== service.settings.prefix) throw forgottenLogout(service);
  return logout;
}

function unsigned({ base }: Service): Refusal {
  return new Refusal({
    status: 404,
    code: 'receipt-unsigned',
    owner: 'sp',
    title: 'There is no signed receipt',
    explanation: 'This connection has no key to sign a receipt with. The page itself says what is known.',
    steps: [{ label: 'Go to the hub', href: `${base}/` }],
  });
}
