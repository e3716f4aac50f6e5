import { freePort } from '#test/fixtures/free-port.ts';
import type { LOGOUT_KINDS } from '../../kinds/logouts.ts';
import { wait } from '../clock.ts';
import { startFilter } from '../filters.ts';
import { passTo, startNginx } from '../nginx.ts';
import type { Pair, Plant } from '../pair.ts';
import { otherLogin } from './in-front.ts';

/** How each kind of them is planted. */
export const LOGOUT_PLANTS: Readonly<Record<(typeof LOGOUT_KINDS)[number]['code'], Plant>> = {
  'logout-unsigned': leaving(rewritten((query) => query.replace(/&(?:SigAlg|Signature)=[^&]*/g, ''))),
  'logout-algorithm-dropped': leaving(rewritten((query) => query.replace(/&SigAlg=[^&]*/, ''))),
  'logout-session-gone': {
    play: async ({ logIn, browser, sp }) => {
      await logIn();
      browser.cookies.clear('127.0.0.1');
      await browser.open(sp.logout);
    },
    isTaken: isWithoutError,
  },
  'logout-restarted': {
    play: async ({ logIn, browser, sp, idp }) => {
      await logIn();
      sp.restart?.();
      await idp.logOut(browser);
    },
    isTaken: async () => false,
  },
  'logout-sp-says-no': sentAway({ sp: { manners: 'refuses' } }),
  'logout-sp-breaks': sentAway({ sp: { manners: 'breaks' } }),
  'logout-name-other': { ...leaving({}), sp: { namesCut: true } },
  'logout-idp-none': {
    ...leaving({
      front: {
        of: 'idp',
        start: (origin) =>
          startNginx(origin, {
            server: (behind) =>
              `location ~* (slo|SingleLogoutService.php)$ { return 404; } location / { ${passTo(behind)} }`,
          }),
      },
    }),
    given: ({ idp, sp }) => [withoutLogout(idp.metadata), sp.metadata],
  },
  'logout-sp-none': {
    ...sentAway({
      front: {
        of: 'sp',
        start: (origin) =>
          startNginx(origin, {
            server: (behind) => `location ~ (slo|logout)$ { return 404; } location / { ${passTo(behind)} }`,
          }),
      },
    }),
    given: ({ idp, sp }) => [idp.metadata, withoutLogout(sp.metadata)],
  },
  'logout-local': {
    play: async ({ logIn, browser, sp }) => {
      await logIn();
      wait(60_000);
      await browser.open(`${sp.url}/logout/local`);
    },
    given: ({ idp, sp }) => [withoutLogout(idp.metadata), withoutLogout(sp.metadata)],
  },
  'logout-502': sentAway({
    front: {
      of: 'sp',
      start: async (origin) => {
        const port = await freePort();
        const special = `proxy_pass http://127.0.0.1:${port};`;
        return startNginx(origin, {
          server: (behind) => `location ~ (slo|logout)$ { ${special} } location / { ${passTo(behind)} }`,
        });
      },
    },
  }),
  'logout-behind-login': sentAway({
    front: {
      of: 'sp',
      start: (origin) =>
        startFilter(origin, (request) =>
          /(?:slo|logout)(?:\?|$)|^\/(?:oauth2|realms)\//.test(request.url ?? '') ? otherLogin(request) : null,
        ),
    },
  }),
};

/** Metadata of a side that offers no single logout. */
function withoutLogout(metadata: string): string {
  return metadata.replace(/<(?:\w+:)?SingleLogoutService\b[^>]*?(?:\/>|>\s*<\/(?:\w+:)?SingleLogoutService>)/g, '');
}

/** The user logs out at the SP. */
function leaving(plant: Plant): Plant {
  let last = '';
  const play = async ({ logIn, browser, sp }: Pair) => {
    await logIn();
    last = (await browser.open(sp.logout)).text;
  };
  // SimpleSAMLphp's page of an error may come with 200.
  return {
    ...plant,
    play,
    isTaken: async (pair) => (await isWithoutError(pair)) && !last.includes('Unhandled exception'),
  };
}

/** The user logs out at the IdP, which the SP does not let happen: the plant itself says so. */
function sentAway(plant: Plant): Plant {
  const play = async ({ logIn, browser, idp }: Pair) => {
    await logIn();
    await idp.logOut(browser);
  };
  return { ...plant, play, isTaken: async () => false };
}

async function isWithoutError({ browser }: Pair): Promise<boolean> {
  return browser.visits.every(({ status }) => status < 400);
}

/** Something in front of the SP writes the query of its LogoutRequest in another way. */
function rewritten(change: (query: string) => string): Plant {
  return {
    location: (to, { idp }) => {
      const [path = '', query = ''] = to.split('?');
      return path === idp.slo ? `${path}?${change(query)}` : to;
    },
  };
}
