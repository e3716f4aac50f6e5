import { NAMEID_FORMAT } from '#shared/saml/names.ts';
import type { NodeSamlSp, NodeSamlSpOptions } from '#test/fixtures/node-saml-sp.ts';
import { type IdpStandOptions, recordIdpStand } from './idp-stand.ts';
import type { Recorded, Scenario } from './scenario.ts';
import { recordStand, recordWaiting, type Stand, type StandOptions, samlpIssues } from './stand.ts';
import { signedByOpenssl } from './tools.ts';

/** Somebody logs in with samlp and leaves at the SP. */
async function leave({ logIn, browser, sp }: Stand) {
  await logIn();
  return await browser.open(`${sp.url}/logout`);
}

/** Somebody logs in at several SPs by our IdP and leaves at the first. */
function leaveOneOf(others: readonly Partial<NodeSamlSpOptions>[], options: IdpStandOptions = {}): Promise<Recorded> {
  const all: NodeSamlSp[] = [];
  return recordIdpStand(
    {
      knowledge: ({ world, sp }) => ({
        metadataTexts: [world.idp.metadata, sp.metadata, ...all.map((each) => each.metadata)],
      }),
      ...options,
    },
    async ({ world, sp, logIn }) => {
      for (const [index, other] of others.entries()) all.push(await world.addSp(`sp${index + 2}`, other));
      for (const each of [sp, ...all]) await logIn(each);
      await world.browser.open(`${sp.url}/logout`);
    },
  );
}

const forever = (play: () => Promise<unknown>) =>
  play().then(
    () => {
      throw new Error('it ended');
    },
    () => undefined,
  );

/** What the SP asks of the IdP for a logout is changed in the session that it keeps. */
const changedProfile = (changed: Readonly<Record<string, unknown>>) => async (stand: Stand) => {
  await stand.logIn();
  for (const profile of stand.sp.sessions.values()) Object.assign(profile, changed);
  await stand.browser.open(`${stand.sp.url}/logout`);
};

/** A query of the IdP, changed and signed anew by openssl with its key. */
function idpSends(change: (query: string) => string): NonNullable<StandOptions['onTheWay']> {
  return ({ idp }) => ({
    location: (to, from) => {
      const [path = '', query = ''] = to.split('?');
      if (!from.startsWith(idp.url) || !query.startsWith('SAML')) return to;
      const octets = change(query.replace(/&Signature=.*$/, ''));
      return `${path}?${octets}&Signature=${encodeURIComponent(signedByOpenssl(octets, idp.privateKey))}`;
    },
  });
}

const MINUTE = 60_000;

/** samlp answers logouts and keeps its session, and says since when the user is authenticated. */
function keepsSession(): StandOptions {
  const first: string[] = [];
  return {
    idp: { logout: { clearIdPSession: (done: () => void) => done() } },
    onTheWay: samlpIssues((xml) =>
      `${xml} `.replace(/AuthnInstant="([^"]*)"/, (_, instant: string) => {
        first.push(instant);
        return `AuthnInstant="${first[0]}"`;
      }),
    ),
  };
}

const ENTRA = 'https://login.microsoftonline.com/7f0c3e2a-0000-4000-8000-0123456789ab/saml2';
const ENTRA_ID = 'https://sts.windows.net/7f0c3e2a-0000-4000-8000-0123456789ab/';

/** samlp under the name and at the address of Entra ID. */
const asEntra = (options: StandOptions = {}): StandOptions => ({
  ...options,
  idp: { ...options.idp, saml: { issuer: ENTRA_ID }, logout: { issuer: ENTRA_ID } },
  sp: (idp) => ({ idp: { certificate: idp.certificate, entityId: ENTRA_ID, sso: ENTRA, slo: ENTRA } }),
  onTheWay: ({ idp }) => ({
    request: ({ url, body }) => {
      const path = url.includes('&RelayState=state-1') ? '/sso' : '/slo';
      return { url: url.replace(ENTRA, `${idp.url}${path}`).replace(new URL(ENTRA).origin, idp.url), body };
    },
  }),
  knowledge: ({ idp }) => ({ certificatePems: [idp.certificate] }),
});

const withoutSlo = (metadata: string) =>
  metadata.replace(/<(?:md:)?SingleLogoutService[^>]*(?:\/>|>\s*<\/[^>]*>)/g, '');

/** Logouts that do not end what they should. */
export const LOGOUTS: readonly Scenario[] = [
  {
    row: 31,
    what: 'users think they have logged out: the IdP let them in again without asking',
    cause: ['logged-in-again', 'after-logout'],
    play: () =>
      recordWaiting(keepsSession(), async (stand, wait) => {
        await stand.logIn();
        wait(20 * MINUTE);
        await stand.browser.open(`${stand.sp.url}/logout`);
        wait(MINUTE);
        await stand.logIn();
      }),
  },
  {
    row: 31,
    what: 'users think they have logged out: the answer says otherwise',
    cause: ['status-not-success', 'PartialLogout'],
    says: ['at least one participant did not end its session'],
    play: () => leaveOneOf([{ manners: 'none' }]),
  },
  {
    row: 32,
    what: 'a participant that refuses: the chain goes on, and the answer is PartialLogout',
    cause: ['logout-session-gone', 'at-sp'],
    says: [/localhost:\d+ refused/, 'logout of the others goes on'],
    play: () => leaveOneOf([{ manners: 'refuses' }, {}]),
  },
  {
    row: 32,
    what: 'a participant that answers with HTTP 500 breaks the chain',
    cause: ['flow-broken-off', 'chain'],
    says: [/localhost:\d+ answered with HTTP 500/],
    play: () => leaveOneOf([{ manners: 'breaks' }]),
  },
  {
    row: 32,
    what: 'the user is stuck on the page of a participant that does not answer',
    cause: ['flow-broken-off', 'logout-waiting'],
    says: [/It stopped at localhost:\d+/],
    play: () => leaveOneOf([{ manners: 'silent' }]),
  },
  {
    row: 33,
    what: 'the IdP’s session ended first: it refuses the request, and the local session never ends',
    cause: ['logout-session-gone', 'at-idp'],
    says: ['127.0.0.1', 'Invalid Session Participant', 'end its own session whatever the IdP answers'],
    play: () =>
      recordStand({ sp: { endsSession: 'with-answer' } }, async (stand) => {
        await stand.logIn();
        stand.browser.cookies.clear('127.0.0.1');
        await stand.browser.open(`${stand.sp.url}/logout`);
      }),
  },
  {
    row: 34,
    what: 'the LogoutResponse arrives after the SP’s own session is gone',
    cause: ['logout-answer-refused', 'session-gone'],
    says: ['cookie sp', 'without a session'],
    play: () => recordStand({ sp: { endsSession: 'too-early' } }, leave),
  },
  {
    row: 35,
    what: 'an infinite loop: the answer to a logout leads to the next logout',
    cause: ['logout-loop', 'loop'],
    says: [/\d+ times in a row/],
    play: () =>
      recordIdpStand({ sp: { manners: 'asks-back' } }, async ({ logIn, world, sp }) => {
        await logIn();
        await forever(() => world.browser.open(`${sp.url}/logout`));
      }),
  },
  {
    row: 36,
    what: 'SessionIndex is missing in the request, though the login gave one',
    cause: ['receiver-refused', 'session-index'],
    says: ['SessionIndex of the login', '127.0.0.1'],
    play: () => recordStand({}, changedProfile({ sessionIndex: undefined })),
  },
  {
    row: 36,
    what: 'the login gives no SessionIndex, which logout needs',
    cause: ['session-index-missing', 'in-login'],
    play: () => recordStand({ idp: { saml: { sessionIndex: undefined } } }),
  },
  {
    row: 37,
    what: 'the other side takes logout by POST only',
    cause: ['logout-binding-mismatch', 'other'],
    play: () =>
      recordStand(
        {
          knowledge: ({ idp, sp }) => ({
            metadataTexts: [
              idp.metadata.replace(/(<(?:md:)?SingleLogoutService Binding="[^"]*)HTTP-Redirect/, '$1HTTP-POST'),
              sp.metadata,
            ],
          }),
        },
        leave,
      ),
  },
  {
    row: 37,
    what: 'RelayState is not echoed with the LogoutResponse',
    cause: ['relay-state-changed', 'lost'],
    says: ['127.0.0.1'],
    play: () => recordStand({ onTheWay: idpSends((query) => query.replace(/&RelayState=[^&]*/, '')) }, leave),
  },
  {
    row: 38,
    what: 'the SP lost its sessions in a restart, and refuses the IdP’s logout',
    cause: ['logout-session-gone', 'at-sp'],
    says: ['restart', 'UnknownPrincipal'],
    play: () =>
      recordIdpStand({}, async ({ logIn, world, sp }) => {
        await logIn();
        sp.restart();
        await world.browser.press(await world.browser.open(world.idp.url), 'Log out everywhere');
      }),
  },
  {
    row: 39,
    what: 'Entra ID sends a LogoutRequest and refuses the answer',
    cause: ['logout-answer-refused', 'by-idp'],
    says: ['Entra'],
    play: () =>
      recordStand(asEntra(), async ({ logIn, browser }) => {
        await logIn();
        const asking = await browser.open(`${new URL(ENTRA).origin}/slo`, ({ url }) => url.startsWith(ENTRA));
        browser.cookies.clear('login.microsoftonline.com');
        await browser.open(asking.headers.get('location') ?? '');
      }),
  },
  {
    row: 39,
    what: 'Entra ID names the user in another format at logout',
    cause: ['logout-nameid-differs', 'format'],
    says: ['Entra', 'SessionIndex'],
    play: () =>
      recordStand(asEntra({ idp: { logoutFormat: NAMEID_FORMAT.persistent } }), async ({ logIn, browser }) => {
        await logIn();
        await browser.open(`${new URL(ENTRA).origin}/slo`);
      }),
  },
  {
    row: 40,
    what: 'logged out at the SP only, and at once in again',
    cause: ['logged-in-again', 'local-logout'],
    says: ['SingleLogoutService'],
    play: () =>
      recordWaiting(keepsSession(), async ({ logIn, browser, sp }, wait) => {
        await logIn();
        wait(20 * MINUTE);
        await browser.open(`${sp.url}/logout/local`);
      }),
  },
  {
    row: 41,
    what: 'the IdP has no logout endpoint in its metadata',
    cause: ['logout-endpoint-missing', 'idp'],
    says: ['Enable single logout at the IdP'],
    play: () =>
      recordStand({ knowledge: ({ idp, sp }) => ({ metadataTexts: [withoutSlo(idp.metadata), sp.metadata] }) }, leave),
  },
  {
    row: 41,
    what: 'the IdP sends by a binding that the SP’s metadata does not have',
    cause: ['logout-binding-mismatch', 'other'],
    play: () =>
      recordIdpStand(
        {
          knowledge: ({ world, sp }) => ({
            metadataTexts: [
              world.idp.metadata,
              sp.metadata.replace(/(<md:SingleLogoutService Binding="[^"]*)HTTP-Redirect/, '$1HTTP-POST'),
            ],
          }),
        },
        async ({ logIn, world }) => {
          await logIn();
          await world.browser.press(await world.browser.open(world.idp.url), 'Log out everywhere');
        },
      ),
  },
];
