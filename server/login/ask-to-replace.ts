import { html } from 'htm/preact';
import type { Context } from 'koa';
import type { Service } from '#server/connection/service.ts';
import { facts, nextSteps } from '#server/pages/parts.ts';
import { sendPage } from '#server/pages/send-page.ts';
import { type CurrentSession, currentSession } from '#server/session/load-session.ts';
import { userName } from '#server/session/user-name.ts';
import { issuerOf, type LoginSession } from '#server/store/login-session.ts';
import { type KeptArrival, keepArrival, takeArrival } from './arrival.ts';
import { isItsBrowser } from './browser-secret.ts';

/** So long the question may stand. */
const QUESTION_LASTS = 5 * 60_000;

/**
 * Whether a login that nobody here asked for would silently make somebody else of the user: then they are asked first.
 * Else whoever has an account could put a visitor who is logged in into it (login CSRF), and see what they do there.
 */
export function wouldReplace(ctx: Context, service: Service, { arrival, login }: KeptArrival): boolean {
  const current = currentSession(ctx);
  if (current === null || login === null || arrival.replaces === current.key) return false;
  if (login.origin.way !== 'saml' || !login.origin.unsolicited) return false;
  return !isSamePerson(current.login, login) && isItsBrowser(ctx, service, arrival);
}

function isSamePerson(one: LoginSession, other: LoginSession): boolean {
  return issuerOf(one) === issuerOf(other) && one.userDirectory === other.userDirectory && one.userId === other.userId;
}

/**
 * Asks, and keeps the login meanwhile under a new token, which only this page has and which is good for giving up
 * exactly the session of now. The new one is kept before the old one goes, so that a logout always finds one.
 */
export async function askToReplace(
  ctx: Context,
  service: Service,
  token: string,
  { arrival, login }: KeptArrival,
): Promise<void> {
  const current = currentSession(ctx);
  if (current === null || login === null) throw new RangeError('There is nothing to ask.');
  const next = await keepArrival(service, login, { ...arrival, replaces: current.key }, QUESTION_LASTS);
  await takeArrival(service, token);
  service.log.warn('login-would-replace', {
    connection: service.settings.prefix,
    user: userName(current.login),
    other: userName(login),
    idp: issuerOf(login),
  });
  sendPage(ctx, 200, question(service, current, login, next));
}

function question({ base }: Service, current: CurrentSession, login: LoginSession, token: string) {
  return {
    title: 'Continue as somebody else?',
    main: html`
      <p class="lead">You are logged in as ${userName(current.login)}. A login as ${userName(login)} has come that this
        companion did not ask for. If you did not begin it yourself, stay who you are: somebody may want you to work in
        their account.</p>
      <section class="card tone-warning" aria-label="The login that came">
        ${facts([
          { label: 'You are', values: [userName(current.login)] },
          { label: 'The login is for', values: [userName(login)] },
          { label: 'It comes from', values: [issuerOf(login)] },
        ])}
      </section>
      ${nextSteps([
        { label: `Stay ${userName(current.login)}`, href: `${base}/` },
        { label: `Continue as ${userName(login)}`, href: `${base}/saml/arrive?token=${token}` },
      ])}
    `,
  };
}
