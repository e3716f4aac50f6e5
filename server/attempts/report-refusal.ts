import type { Context } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { hashSecret } from '#server/crypto/hash-secret.ts';
import { makeReference } from '#server/crypto/reference.ts';
import type { MessageDecision } from '#server/gate/message-decision.ts';
import { currentSession } from '#server/session/load-session.ts';
import { cookieOptions } from '#server/session/use-sessions.ts';
import { userName } from '#server/session/user-name.ts';
import type { KeepRefusal } from '#server/web/answer-errors.ts';
import { ownerOfRefusal, type PublicRefusal } from '#server/web/refusal.ts';
import type { KeptPage } from './attempt.ts';
import { keepAttempt, noteRefusedArrival } from './keep-attempt.ts';

/** So long the browser that was refused may open the recording. */
const INSPECTED_FOR = 15 * 60 * 1000;

/** What a handler knows of the message that it was given; a refusal's report is made of it. */
interface Underway {
  /** It is a login, whatever its path: a token comes to any page. */
  kind?: 'login';
  /** The form as it arrived; of a message by redirect the query. */
  form?: string;
  decision?: MessageDecision;
  /** Of a login that was accepted before: its report is the one to be amended. */
  reference?: string | null;
}

/** What the request at hand has brought, to be filled by whoever handles it. */
export function underway(ctx: Context): Underway {
  const known: Underway | undefined = ctx.state['underway'];
  if (known !== undefined) return known;
  const made: Underway = {};
  ctx.state['underway'] = made;
  return made;
}

/**
 * Gives every refusal of a login or a logout a reference number, and keeps what came under it; and every page that a session
 * may not open, with the reason as its page says it. The browser that was
 * refused gets a secret by which it alone may open the recording in the inspector, for a quarter of an hour.
 */
export function reportRefusal(service: Service): KeepRefusal {
  const { base } = service;
  return async (ctx, shown) => {
    const came = underway(ctx);
    const path = ctx.path.slice(base.length);
    const user = refusedUser(ctx, path, shown);
    const kind = came.kind ?? (user === null ? kindOf(path) : 'access');
    if (kind === null) return null;
    if (came.reference != null) {
      const isKept = await noteRefusedArrival(service, came.reference, keptPage(shown));
      return { reference: came.reference, isKept, inspect: null };
    }
    const reference = makeReference();
    const { form = null, decision = null } = came;
    const isInspectable = form !== null;
    const secret = service.random();
    const browser = isInspectable ? { hash: hashSecret(secret), until: service.clock() + INSPECTED_FOR } : null;
    const page = keptPage(shown);
    const kept = await keepAttempt(ctx, service, {
      ...{ reference, kind, outcome: 'refused', form, decision, page, browser, test: null, user },
    });
    if (!kept || !isInspectable) return { reference, isKept: kept, inspect: null };
    giveSecret(ctx, service, secret);
    return {
      reference,
      ...(kind === 'logout' ? { kind } : {}),
      isKept: kept,
      inspect: `/inspect/#login=${base}/saml/login-trace?reference=${reference}`,
    };
  };
}

/** Which paths take part in a login or logout; what else is refused has no report. */
function kindOf(path: string): 'login' | 'logout' | null {
  if (/^\/saml\/(?:login|acs|arrive)$/.test(path)) return 'login';
  return /^\/(?:saml\/slo(?:\/soap)?|logout(?:\/done)?)$/.test(path) ? 'logout' : null;
}

/** Whose session was refused what an app or the console shows; null: it is another refusal. */
function refusedUser(ctx: Context, path: string, { status }: PublicRefusal): string | null {
  const session = currentSession(ctx);
  const isAccess = status === 403 && /^\/(?:app\/[^/]+(?:\/rows\.csv|\/view-as)?|console)$/.test(path);
  return isAccess && session !== null ? userName(session.login) : null;
}

/** What the page says, without its links. */
export function keptPage(shown: PublicRefusal): KeptPage {
  const { status, code, title, explanation, fix = null, facts = [], findings = [] } = shown;
  return { status, code, title, explanation, fix, owner: ownerOfRefusal(shown), facts, findings };
}

/** One for all: whoever has a browser post a thousand forms must not fill it with a thousand cookies. */
function giveSecret(ctx: Context, service: Service, secret: string): void {
  const options = { ...cookieOptions(service, `${service.base}/saml`), maxAge: INSPECTED_FOR };
  ctx.cookies.set(cookieName(service), secret, options);
}

/** Whether the browser at hand is the one that was refused, and not too long ago. */
export function wasRefusedHere(
  ctx: Context,
  service: Service,
  browser: { readonly hash: string; readonly until: number } | null,
): boolean {
  const secret = ctx.cookies.get(cookieName(service), { signed: false });
  return (
    browser !== null && secret !== undefined && browser.until > service.clock() && hashSecret(secret) === browser.hash
  );
}

function cookieName({ settings }: Service): string {
  return `${settings.cookie}.refused`;
}
