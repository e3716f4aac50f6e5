import type { NodeSamlSpOptions } from '#test/fixtures/node-saml-sp.ts';
import type { Recorded, Scenario } from './scenario.ts';
import { recordStand } from './stand.ts';

const lost = (loginCookie: string) => () => recordStand({ sp: { loginCookie } });

/** A login that never ends; the browser gives up. */
function looping(sp: Partial<NodeSamlSpOptions>, claims = {}): Promise<Recorded> {
  return recordStand({ sp, idp: { claims } }, async ({ logIn }) => {
    await logIn('/login?state=/app').then(
      ({ url }) => {
        throw new Error(`no loop, but ${url}`);
      },
      () => undefined,
    );
  });
}

const GROUPS = Array.from({ length: 200 }, (_, index) => `CN=Group number ${index},OU=Groups,DC=example,DC=com`);

/** Cookies that do not come along, or do not fit. */
export const COOKIES: readonly Scenario[] = [
  {
    row: 16,
    what: 'SameSite=Lax: the cookie of the login is not sent with the POST',
    cause: ['cookie-not-sent', 'lax'],
    says: ['sp.login', 'SameSite=None; Secure', '127.0.0.1'],
    play: lost('Path=/; SameSite=Lax'),
  },
  {
    row: 16,
    what: 'no SameSite, which browsers take for Lax',
    cause: ['cookie-not-sent', 'default-lax'],
    says: ['sp.login'],
    play: lost('Path=/'),
  },
  {
    row: 16,
    what: 'SameSite=Strict',
    cause: ['cookie-not-sent', 'strict'],
    says: ['sp.login'],
    play: lost('Path=/; SameSite=Strict'),
  },
  {
    row: 16,
    what: 'a login loop follows',
    cause: ['cookie-not-sent', 'lax'],
    play: () => looping({ loginCookie: 'Path=/; SameSite=Lax', asksAgain: true }),
  },
  {
    row: 16,
    what: 'the session cookie itself is Strict, and a login loop follows',
    cause: ['cookie-not-sent', 'strict'],
    says: ['The cookie sp ', ' from 127.0.0.1'],
    play: () => looping({ sessionCookie: (key) => `sp=${key}; Path=/; SameSite=Strict` }),
  },
  {
    row: 17,
    what: 'the session cookie exceeds 4 KB because of groups',
    cause: ['cookie-too-large', 'dropped'],
    says: ['fewer groups', /\d{4,} bytes/],
    play: () =>
      looping(
        {
          sessionCookie: (key, profile) =>
            `sp=${key}.${Buffer.from(JSON.stringify(profile['groups'])).toString('base64url')}; Path=/; SameSite=Lax`,
        },
        { groups: GROUPS },
      ),
  },
  {
    row: 18,
    what: 'third-party cookies are blocked: the logout in a frame reports success',
    cause: ['logout-without-cookies', 'framed'],
    says: ['localhost', 'the whole window'],
    play: () =>
      recordStand({}, async ({ logIn, browser, idp }) => {
        await logIn();
        browser.framedBy = '127.0.0.1';
        await browser.open(`${idp.url}/slo`);
      }),
  },
];
