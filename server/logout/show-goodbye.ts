import type { Middleware } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { sendPage } from '#server/pages/send-page.ts';
import { Refusal } from '#server/web/refusal.ts';
import { findGoodbye } from './goodbye.ts';
import { goodbyePage } from './goodbye-page.ts';

/** `GET /{prefix}/logout/done?id=`: what a logout came to. */
export function showGoodbye(service: Service): Middleware {
  return async (ctx) => {
    const goodbye = await findGoodbye(service, ctx.URL.searchParams.get('id') ?? '');
    if (goodbye === null) throw forgotten(service);
    sendPage(ctx, 200, goodbyePage(service.base, goodbye));
  };
}

function forgotten({ base }: Service): Refusal {
  return new Refusal({
    status: 410,
    code: 'goodbye-over',
    owner: 'user',
    title: 'That logout was too long ago',
    explanation:
      'What a logout came to is shown for a quarter of an hour. The hub shows whether you are logged in now.',
    steps: [{ label: 'Go to the hub', href: `${base}/` }],
  });
}
