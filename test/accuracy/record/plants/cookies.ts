import type { StopAt } from '#test/fixtures/http-browser.ts';
import type { COOKIE_KINDS } from '../../kinds/cookies.ts';
import { wait } from '../clock.ts';
import { passTo, startNginx } from '../nginx.ts';
import type { Pair, Plant } from '../pair.ts';

/** How each kind of them is planted. */
export const COOKIE_PLANTS: Readonly<Record<(typeof COOKIE_KINDS)[number]['code'], Plant>> = {
  'cookie-strict': { sp: { loginCookie: 'Path=/; HttpOnly; SameSite=Strict' } },
  'cookie-lax': { sp: { loginCookie: 'Path=/; HttpOnly; SameSite=Lax' } },
  'cookie-default': { sp: { loginCookie: 'Path=/; HttpOnly' } },
  'cookie-none-insecure': { sp: { loginCookie: 'Path=/; HttpOnly; SameSite=None' } },
  'cookie-path': { sp: { loginCookie: 'Path=/login; HttpOnly; Secure; SameSite=None' } },
  'cookie-expired': {
    sp: { loginCookie: 'Path=/; HttpOnly; Secure; SameSite=None; Max-Age=60' },
    play: async (pair) => {
      const { page, form } = await beforeAnswer(pair);
      wait(5 * 60_000);
      await pair.browser.submit(page, form);
    },
  },
  'loop-session-lost': {
    front: {
      of: 'sp',
      start: (origin) =>
        startNginx(origin, {
          server: (behind) =>
            `location ~ acs$ { proxy_hide_header Set-Cookie; ${passTo(behind)} } location / { ${passTo(behind)} }`,
        }),
    },
    play: ({ logIn, sp }) => goRound(4, sp.acs, (stopAt) => logIn(`${sp.login}?state=/app`, stopAt)),
  },
  'loop-asks-again': {
    sp: { loginCookie: 'Path=/; HttpOnly; Secure; SameSite=Strict', asksAgain: true },
    play: ({ logIn, sp }) => goRound(4, sp.acs, (stopAt) => logIn(sp.login, stopAt)),
  },
  'loop-inside-sp': {
    front: {
      of: 'sp',
      start: (origin) =>
        startNginx(origin, {
          server: (behind) =>
            `location = /me { return 302 ${behind}/home; } location = /home { return 302 ${behind}/me; } location / { ${passTo(behind)} }`,
        }),
    },
    play: ({ logIn, sp }) => goRound(10, `${sp.url}/home`, (stopAt) => logIn(sp.login, stopAt)),
    isTaken: async () => false,
  },
  restarted: {
    play: async (pair) => {
      const { page, form } = await beforeAnswer(pair);
      pair.sp.restart?.();
      await pair.browser.submit(page, form);
    },
  },
  'two-tabs': {
    sp: { requests: 'last' },
    play: async (pair) => {
      const { page, form } = await beforeAnswer(pair);
      await pair.browser.open(pair.sp.login, ({ url }) => url === pair.sp.acs);
      await pair.browser.submit(page, form);
    },
  },
};

/** The user gives up after so many rounds by that address. */
async function goRound(rounds: number, by: string, go: (stopAt: StopAt) => Promise<unknown>): Promise<void> {
  let count = 0;
  await go(({ url }) => url === by && ++count > rounds);
}

/** The IdP's page with its answer, before it is sent. */
export async function beforeAnswer({ logIn, sp }: Pair) {
  const page = await logIn(sp.login, ({ url }) => url === sp.acs);
  const [form] = page.forms;
  if (form === undefined) throw new Error(`no form on ${page.url}: ${page.text}`);
  return { page, form };
}
