import type { Context, Middleware } from 'koa';
import type { ConsoleLogin } from '#server/config/config.ts';
import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { logoutUrl } from '#server/logout/logout-token.ts';
import { sendPage } from '#server/pages/send-page.ts';
import type { CurrentSession } from '#server/session/load-session.ts';
import { userName } from '#server/session/user-name.ts';
import { readFormBody } from '#server/web/read-body.ts';
import { Refusal } from '#server/web/refusal.ts';
import { readDataPart } from './app-data-part.ts';
import { type DisguiseMistake, readDisguise, type TypedDisguise } from './disguise.ts';
import { type JudgedApp, judgeApp } from './judge-app.ts';
import { mayViewAs } from './may-view-as.ts';
import { type OpenApp, openApp } from './open-app.ts';
import { type ShownSide, type ViewAsView, viewAsPage } from './view-as-page.ts';
import { writeDownLook } from './write-down-look.ts';

/** Bytes of a form with attributes: 1,000 of them. */
const MAX_FORM = 128 * 1024;

/** `GET /{prefix}/app/{id}/view-as`: asks as whom, for whoever may (`mayViewAs`). */
export function askViewAs(service: Service, consoleLogin: () => ConsoleLogin | null): Middleware {
  return async (ctx) => {
    const opened = await demandViewAs(ctx, service, consoleLogin());
    await show(ctx, service, opened, { typed: { user: '', attributes: '' }, mistake: null, other: null });
  };
}

/** `POST` to the same: the app as somebody else sees it, beside one's own view. Each look is in the audit. */
export function viewAs(service: Service, consoleLogin: () => ConsoleLogin | null): Middleware {
  return async (ctx) => {
    const opened = await demandViewAs(ctx, service, consoleLogin());
    const fields = new URLSearchParams(await readFormBody(ctx, MAX_FORM));
    if (fields.get('token') !== formToken(opened.session)) throw foreignForm(service, opened);
    const typed = { user: fields.get('user') ?? '', attributes: fields.get('attributes') ?? '' };
    const disguise = await readDisguise(service, typed);
    if ('reason' in disguise) return show(ctx, service, opened, { typed, mistake: disguise, other: null });
    await writeDownLook(service, { kind: 'user', name: userName(opened.session.login) }, opened.access, disguise);
    const { environment } = opened.subject;
    const judged = judgeApp(service, opened.access.id, { login: disguise.login, environment, kept: null });
    const other = judged === null ? null : { ...(await sideOf(judged)), disguise };
    return show(ctx, service, opened, { typed, mistake: null, other });
  };
}

/** @throws Refusal 403 */
async function demandViewAs(ctx: Context, service: Service, consoleLogin: ConsoleLogin | null): Promise<OpenApp> {
  const opened = await openApp(ctx, service);
  const { session, reading } = opened;
  if (mayViewAs(ctx, service, session.login, reading?.app ?? null, consoleLogin)) return opened;
  throw new Refusal(
    {
      status: 403,
      code: 'view-as-closed',
      owner: 'sp',
      title: 'You cannot look at this app as somebody else',
      explanation:
        'That is for those whose login by SAML opens the console, and for whom `viewAs` of the app lets, as the configuration says.',
      steps: [{ label: 'Back to the app', href: pathOf(service, opened) }],
    },
    { connection: service.settings.prefix, user: userName(session.login) },
  );
}

function foreignForm(service: Service, opened: OpenApp): Refusal {
  return new Refusal(
    {
      status: 403,
      code: 'form-foreign',
      owner: 'user',
      title: 'This did not come from our page',
      explanation: 'The form that was sent does not belong to your session.',
      steps: [{ label: 'Open the form again', href: `${pathOf(service, opened)}/view-as` }],
    },
    { connection: service.settings.prefix, user: userName(opened.session.login) },
  );
}

async function show(
  ctx: Context,
  service: Service,
  opened: OpenApp,
  shown: {
    readonly typed: TypedDisguise;
    readonly mistake: DisguiseMistake | null;
    readonly other: ViewAsView['other'];
  },
): Promise<void> {
  const { session } = opened;
  const page = viewAsPage({
    ...shown,
    ...{ opened, base: service.base, token: formToken(session), logoutUrl: logoutUrl(service, session) },
    mine: await sideOf(opened),
  });
  sendPage(ctx, shown.mistake === null ? 200 : 400, page);
}

async function sideOf(judged: JudgedApp): Promise<ShownSide> {
  const { access, reading } = judged;
  const isOpen = access.decision.allowed && reading?.decision.allowed;
  return { judged, data: isOpen ? await readDataPart(reading) : null };
}

/** Another site cannot know it: no page of one can have somebody looked at. */
function formToken({ key }: CurrentSession): string {
  return hashSecret(`view-as ${key}`);
}

function pathOf({ base }: Service, { access }: OpenApp): string {
  return `${base}/app/${encodeURIComponent(access.id)}`;
}
