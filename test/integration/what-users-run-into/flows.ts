import { deflateRawSync } from 'node:zlib';
import type { Scenario } from './scenario.ts';
import { beforeAnswer, onRedirects, recordStand, recordWaiting, type Stand, type StandOptions } from './stand.ts';

const HOUR = 3_600_000;

/** samlp answers in a URL. */
const byGet: NonNullable<StandOptions['idp']> = {
  saml: ({ acs }) => ({
    signingCert: undefined,
    responseHandler: (
      xml: Buffer,
      { RelayState = '' }: { RelayState?: string },
      _request: unknown,
      response: { redirect(url: string): void },
    ) => {
      const query = new URLSearchParams({ SAMLResponse: deflateRawSync(xml).toString('base64'), RelayState });
      response.redirect(`${acs}?${query}`);
    },
  }),
};

const withState = (state: string, options: StandOptions = {}) =>
  recordStand(options, ({ logIn }) => logIn(`/login?state=${encodeURIComponent(state)}`));

/** RelayState is sent without a value, in a request that is not signed. */
const emptied = (query: string) => query.replace(/RelayState=.*/, 'RelayState=');

/** The form of the IdP without its RelayState. */
const withoutRelayState = () => ({
  page: (html: string) => html.replace(/<input[^>]*name="RelayState"[^>]*>/, ''),
});

/** The address of the IdP's login page, with the request in it. */
async function bookmark({ browser, sp, idp }: Stand): Promise<string> {
  const page = await browser.open(`${sp.url}/login`);
  return new URL(page.url).href.startsWith(idp.url) ? page.url : '';
}

/** Loops, deep links, and what is old. */
export const FLOWS: readonly Scenario[] = [
  {
    row: 42,
    what: 'the SP redirects to the IdP again right after a good response: its session is not found again',
    cause: ['login-loop', 'loop'],
    says: ['session is not kept', /\d+ logins in a row/],
    play: () =>
      recordStand(
        { sp: { sessionCookie: () => 'sp=of-another-instance; Path=/; SameSite=Lax' } },
        async ({ logIn }) => {
          await logIn('/login?state=/app').catch(() => undefined);
        },
      ),
  },
  {
    row: 43,
    what: 'RelayState is empty, and the IdP answers by GET',
    cause: ['response-by-get', 'empty-relay-state'],
    says: ['leave RelayState out', 'HTTP-POST'],
    play: () => recordStand({ idp: byGet, onTheWay: onRedirects(emptied) }),
  },
  {
    row: 43,
    what: 'the IdP answers by GET',
    cause: ['response-by-get', 'redirect'],
    says: ['HTTP-POST'],
    play: () => recordStand({ idp: byGet }),
  },
  {
    row: 43,
    what: 'RelayState has more than 80 bytes',
    cause: ['relay-state-too-long', 'long'],
    says: ['96 bytes', 'short token'],
    play: () => withState(`/${'a'.repeat(95)}`),
  },
  {
    row: 43,
    what: 'the deep link is lost: RelayState does not come back',
    cause: ['relay-state-changed', 'lost'],
    says: ['127.0.0.1'],
    play: () => withState('/app', { onTheWay: withoutRelayState }),
  },
  {
    row: 43,
    what: 'an open redirect through RelayState',
    cause: ['relay-state-open-redirect', 'scheme-relative'],
    says: ['//evil.example'],
    play: () =>
      recordStand({}, async ({ browser, idp }) => {
        const page = await browser.open(`${idp.url}/start?RelayState=${encodeURIComponent('//evil.example/x')}`);
        await browser.click(page, 'Anne');
      }),
  },
  {
    row: 44,
    what: 'the IdP’s login page was bookmarked: the request in it is hours old',
    cause: ['request-stale', 'bookmarked'],
    says: [/5 hours|4 hours 59/, 'bookmark'],
    play: () =>
      recordWaiting({ sp: { requests: 'all' } }, async (stand, wait) => {
        const address = await bookmark(stand);
        wait(5 * HOUR);
        stand.sp.restart();
        await stand.browser.click(await stand.browser.open(address), 'Anne');
      }),
  },
  {
    row: 44,
    what: '“back” replays a POST',
    cause: ['assertion-replayed', 'response'],
    says: ['sent a second time'],
    play: () =>
      recordStand({ sp: { requests: 'all' } }, async (stand) => {
        const { post } = await beforeAnswer(stand);
        await post();
        await post();
      }),
  },
  {
    row: 44,
    what: 'an old answer comes to a new request',
    cause: ['receiver-refused', 'other-request'],
    says: ['the last one made here ('],
    play: async () => {
      let before = 0;
      const { exchanges, ...known } = await recordStand({ sp: { requests: 'last' } }, async (stand) => {
        const old = await beforeAnswer(stand);
        before = stand.browser.visits.length;
        stand.browser.cookies.clear('127.0.0.1');
        await stand.browser.open(`${stand.sp.url}/login`);
        await old.post();
      });
      return { ...known, exchanges: exchanges.slice(before) };
    },
  },
];
