import { wait } from '../clock.ts';
import { startFilter } from '../filters.ts';
import { passTo, startNginx } from '../nginx.ts';
import type { Pair, Plant } from '../pair.ts';
import { beforeAnswer } from './cookies.ts';
import { HEALTHY_PAGES } from './healthy-pages.ts';
import { otherPair, signedWithEcdsa } from './messages.ts';

const MINUTE = 60_000;
/** The last page is none of an error, and nobody is logged in any more. */
const isOut = async ({ sp, browser }: Pair) =>
  browser.visits.every(({ status }) => status < 400) && !(await sp.hasSession(browser));

/** Logins and logouts with which nothing is wrong, however odd they look. */
export const HEALTHY_PLANTS: Readonly<Record<string, Plant>> = {
  login: {},
  logout: {
    play: async ({ logIn, browser, sp }) => {
      await logIn();
      await browser.open(sp.logout);
    },
    isTaken: isOut,
  },
  'logout-at-idp': {
    play: async ({ logIn, browser, idp }) => {
      await logIn();
      await idp.logOut(browser);
    },
    isTaken: isOut,
  },
  'twice-in-and-out': {
    play: async ({ logIn, browser, sp }) => {
      for (const _ of [1, 2]) {
        await logIn();
        await browser.open(sp.logout);
      }
    },
    isTaken: isOut,
  },
  'begun-at-idp': {
    sp: { unsolicited: true },
    play: async ({ idp, sp, browser }) => idp.identify(browser, await idp.start(browser, sp.entityId)),
  },
  'known-at-idp': {
    play: async ({ logIn, browser, sp }) => {
      await logIn();
      browser.cookies.clear('localhost');
      await browser.open(sp.login);
    },
  },
  encrypted: { idp: { encrypts: true }, sp: { decryption: await otherPair('portal') } },
  ecdsa: signedWithEcdsa(),
  'slow-human': {
    play: async ({ idp, sp, browser }) => {
      const page = await browser.open(sp.login);
      wait(12 * MINUTE);
      await idp.identify(browser, page);
    },
  },
  'link-clicked-twice': {
    play: async ({ logIn, browser, sp, idp }) => {
      await browser.open(sp.login, ({ url }) => url.startsWith(idp.url));
      await logIn();
    },
  },
  'two-tabs': {
    play: async (pair) => {
      const { page, form } = await beforeAnswer(pair);
      await pair.browser.open(pair.sp.login);
      await pair.browser.submit(page, form);
    },
  },
  'form-waits': {
    play: async (pair) => {
      const { page, form } = await beforeAnswer(pair);
      wait(MINUTE);
      await pair.browser.submit(page, form);
    },
  },
  'clocks-two-minutes-apart': { ahead: { idp: 2 * MINUTE } },
  'behind-nginx': behindNginx((behind) => `location / { ${passTo(behind)} }`),
  'repeated-by-307': behindNginx(
    (behind) => `location ~ ^(.*acs)/sso$ { rewrite ^(.*)/sso$ $1 break; ${passTo(behind)} }
    location ~ acs$ { return 307 ${behind}$uri/sso; } location / { ${passTo(behind)} }`,
  ),
  'request-posted': {
    play: async ({ logIn, sp }) => logIn(`${sp.login}?post`),
  },
  'asked-to-log-in-again': {
    // The library with ForceAuthn is another instance, which does not know the requests of the first.
    sp: { unsolicited: true },
    play: async ({ logIn, sp }) => {
      await logIn();
      await logIn(`${sp.login}?force`);
    },
  },
  ...Object.fromEntries(HEALTHY_PAGES.map(([name, html]) => [name, landingOn(html)])),
};

function behindNginx(server: (behind: string) => string): Plant {
  return { front: { of: 'sp', start: (origin) => startNginx(origin, { server }) } };
}

/** The page on which the user arrives is another one, in front of a SP that let them in. */
function landingOn(body: string): Plant {
  const isLanding = (url = '', cookie = '') =>
    /^\/(?:me\b.*|hub\/)?$/.test(url) && /(?:^|; )(?:sp|orders\.sid|hub\.session)=/.test(cookie);
  const start = (origin: string) =>
    startFilter(origin, ({ url, headers }) => (isLanding(url, headers.cookie) ? { status: 200, body } : null));
  return { front: { of: 'sp', start } };
}
