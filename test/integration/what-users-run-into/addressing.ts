import type { NodeSamlSpOptions } from '#test/fixtures/node-saml-sp.ts';
import type { SamlpIdp } from '#test/fixtures/samlp-idp.ts';
import type { Scenario } from './scenario.ts';
import { beforeAnswer, recordStand, type StandOptions } from './stand.ts';

type Sp = { readonly entityId: string; readonly acs: string };

/** samlp is set otherwise than the SP is. */
const idpSet = (saml: (sp: Sp) => Readonly<Record<string, unknown>>) => () => recordStand({ idp: { saml } });

/** Every address in what samlp issues is this one. */
const addressed = (change: (acs: string) => string) =>
  idpSet(({ acs }) => ({ destination: change(acs), recipient: change(acs) }));

const OUTER = 'https://sp.example';

/** A proxy that ends TLS: the browser knows `https://sp.example`, the SP takes itself for `http://sp.example`. */
const behindProxy = (inner: string): StandOptions => ({
  idp: { saml: { destination: `${OUTER}/acs`, recipient: `${OUTER}/acs`, getPostURL: postTo(`${OUTER}/acs`) } },
  sp: { saml: { callbackUrl: `${inner}/acs` } },
  onTheWay: ({ sp }) => ({
    request: ({ url, body }) => ({ url: url.replace(/^https?:\/\/sp\.example(?::\d+)?/, sp.url), body }),
  }),
  knowledge: ({ idp }) => ({ metadataTexts: [idp.metadata] }),
});

function postTo(url: string) {
  return (...given: unknown[]) => {
    const done = given.at(-1);
    if (typeof done === 'function') done(null, url);
  };
}

const OTHER = 'http://127.0.0.1:1';

/** Another IdP, by its metadata, whose addresses lead to the same samlp. */
const beside = (change: (idp: SamlpIdp) => Partial<NodeSamlSpOptions>): StandOptions => ({
  sp: change,
  onTheWay: ({ idp }) => ({ request: ({ url, body }) => ({ url: url.replace(OTHER, idp.url), body }) }),
  knowledge: ({ idp, sp }) => ({
    metadataTexts: [idp.metadata, idp.metadata.replaceAll(idp.url, OTHER), sp.metadata],
  }),
});

const idpInitiated = (options: StandOptions) =>
  recordStand(options, async ({ browser, idp }) => {
    await browser.click(await browser.click(await browser.open(`${idp.url}/`), 'Log in at'), 'Anne');
  });

/** Where messages are meant to go, and whom they are for. */
export const ADDRESSING: readonly Scenario[] = [
  {
    row: 12,
    what: 'the ACS URL has another path at the IdP',
    cause: ['destination-mismatch', 'path'],
    says: [/localhost:\d+\/saml/, /localhost:\d+\/acs/],
    play: addressed((acs) => acs.replace('/acs', '/saml')),
  },
  {
    row: 12,
    what: 'the Recipient alone is wrong',
    cause: ['recipient-mismatch', 'path'],
    play: idpSet(({ acs }) => ({ recipient: `${acs}/x` })),
  },
  {
    row: 12,
    what: 'https against http',
    cause: ['destination-mismatch', 'scheme'],
    says: ['X-Forwarded-Proto'],
    play: addressed((acs) => acs.replace('http:', 'https:')),
  },
  {
    row: 12,
    what: 'a port is missing from what the IdP has',
    cause: ['destination-mismatch', 'port'],
    play: addressed((acs) => acs.replace(/:\d+\//, '/')),
  },
  {
    row: 12,
    what: 'a proxy ends TLS, and the SP takes itself for http',
    cause: ['tls-ended-before-sp', 'scheme'],
    says: ['https://sp.example', 'X-Forwarded-Proto'],
    play: () => recordStand(behindProxy('http://sp.example'), ({ logIn }) => logIn(`${OUTER}/login`)),
  },
  {
    row: 12,
    what: 'a proxy has another port than the SP takes itself to have',
    cause: ['tls-ended-before-sp', 'port'],
    says: ['https://sp.example:8443', 'X-Forwarded-Port'],
    play: () => recordStand(behindProxy('https://sp.example:8443'), ({ logIn }) => logIn(`${OUTER}/login`)),
  },
  {
    row: 13,
    what: 'the audience differs by a slash at the end',
    cause: ['audience-mismatch', 'trailing-slash'],
    play: idpSet(({ entityId }) => ({ audience: `${entityId}/` })),
  },
  {
    row: 13,
    what: 'the audience differs by case',
    cause: ['audience-mismatch', 'case'],
    play: idpSet(({ entityId }) => ({ audience: entityId.replace('metadata', 'Metadata') })),
  },
  {
    row: 13,
    what: 'the audience is another SP',
    cause: ['audience-mismatch', 'other'],
    play: idpSet(() => ({ audience: 'https://other.example/sp' })),
  },
  {
    row: 13,
    what: 'the entity ID of the IdP differs by a slash at the end',
    cause: ['issuer-mismatch', 'trailing-slash'],
    play: () => recordStand({ idp: { saml: (_, url) => ({ issuer: `${url}/metadata/` }) } }),
  },
  {
    row: 13,
    what: 'the prefix is in the wrong case',
    cause: ['destination-mismatch', 'case'],
    play: addressed((acs) => acs.replace('/acs', '/ACS')),
  },
  {
    row: 14,
    what: 'the answer comes from another IdP than the one that was asked',
    cause: ['other-idp-answered', 'metadata'],
    says: [/127\.0\.0\.1:1\/metadata/],
    play: () => recordStand(beside(() => ({ saml: { entryPoint: `${OTHER}/sso` } }))),
  },
  {
    row: 14,
    what: 'the logout goes to another IdP than the one of the login',
    cause: ['logout-to-other-idp', 'other'],
    play: () =>
      recordStand(
        beside(() => ({ saml: { logoutUrl: `${OTHER}/slo` } })),
        async ({ logIn, browser, sp }) => {
          await logIn();
          await browser.open(`${sp.url}/logout`);
        },
      ),
  },
  {
    row: 15,
    what: 'two tabs: the SP keeps only the last request',
    cause: ['answered-in-other-tab', 'two-requests'],
    play: () =>
      recordStand({ sp: { requests: 'last' } }, async (stand) => {
        const first = await beforeAnswer(stand);
        await stand.browser.open(`${stand.sp.url}/login`, ({ url }) => url.endsWith('/acs'));
        await first.post();
      }),
  },
  {
    row: 15,
    what: 'the answer comes in a private window',
    cause: ['answered-in-other-tab', 'other-session'],
    play: () =>
      recordStand({ sp: { loginCookie: 'Path=/; SameSite=None; Secure' } }, async (stand) => {
        stand.inTab(1);
        const { post } = await beforeAnswer(stand);
        stand.inTab(2, true);
        stand.browser.cookies.clear('localhost');
        await post();
      }),
  },
  {
    row: 15,
    what: 'the SP was restarted between request and answer, or another instance takes it',
    cause: ['receiver-refused', 'phrase'],
    says: ['InResponseTo is not valid', 'instances', 'cacheProvider'],
    play: () =>
      recordStand({ sp: { requests: 'all' } }, async (stand) => {
        const { post } = await beforeAnswer(stand);
        stand.sp.restart();
        await post();
      }),
  },
  {
    row: 15,
    what: 'the login begins at the IdP, and the SP wants InResponseTo',
    cause: ['idp-initiated-refused', 'refused'],
    play: () => idpInitiated({ sp: { requests: 'all' } }),
  },
  {
    row: 45,
    what: 'IdP-initiated where only SP-initiated is allowed: refused',
    cause: ['idp-initiated-refused', 'refused'],
    says: ['at the IdP'],
    play: () => idpInitiated({ sp: { requests: 'all' } }),
  },
];
