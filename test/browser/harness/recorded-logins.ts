import type { Page } from 'puppeteer-core';
import type { Exchange } from '#shared/http/exchange.ts';
import type { CrossSite } from './cross-site.ts';
import { type OpenPanel, waitFor } from './panel-handle.ts';

/** The steps of an ordinary login between the two sites. */
export const LOGIN = ['GET /start 302', 'GET /sso 200', 'POST /acs 302', 'GET /done 200'];

/** Method, path and status of each exchange. */
export function steps(exchanges: readonly Exchange[]): readonly string[] {
  return exchanges.map(({ method, url, status }) => `${method} ${new URL(url).pathname} ${status}`);
}

/** Logins at the two sites, told apart by a name, and what the recorder has of them. */
export interface RecordedLogins {
  logInAt(page: Page, name: string, options?: string): Promise<void>;
  /** The exchanges of the login of that name, once there are so many. */
  recordedLogin(name: string, count: number): Promise<readonly Exchange[]>;
  /** The same, once each of them has its answer. */
  recordedAnswers(name: string, count: number): Promise<readonly Exchange[]>;
  /** Has the page send so many messages, by form and by redirect in turn and some from frames; gives the count of those recorded. */
  mixedMessages(page: Page, name: string, count: number): Promise<number>;
  /** Waits until the IdP's page of the login is recorded, answer and all. */
  recordedPage(name: string): Promise<void>;
}

/** Makes logins at `sites`, recorded by what is open then. */
export function makeRecordedLogins(open: () => { readonly sites: CrossSite; readonly panel: OpenPanel['panel'] }) {
  const recordedLogin: RecordedLogins['recordedLogin'] = (name, count) =>
    waitFor(
      async () =>
        `${count} exchanges of ${name} in ${(await open().panel.recorded()).map(({ url }) => url.slice(-60)).join()}`,
      async () => {
        const found = await open().panel.recorded(`case=${name}`);
        return found.length >= count ? found : null;
      },
    );
  const logins: RecordedLogins = {
    logInAt: async (page, name, options = '') => {
      await page.goto(`${open().sites.sp}/start?case=${name}${options}`);
      await page.waitForFunction(() => document.title === 'done');
    },
    recordedLogin,
    recordedAnswers: (name, count) =>
      waitFor(`${count} answered exchanges of ${name}`, async () => {
        const found = await recordedLogin(name, count);
        return found.every(({ status }) => status !== null) ? found : null;
      }),
    mixedMessages: async (page, name, count) => {
      await page.goto(`${open().sites.sp}/done`);
      await page.evaluate(sendMany, name, count);
      const numbers = async () => {
        const sent = await open().panel.recorded(`case=${name}`);
        return new Set(sent.map(({ url }) => new URL(url).searchParams.get('n'))).size;
      };
      let seen = 0;
      await waitFor(
        async () => `${count} messages of ${name}, of which there are ${seen}`,
        async () => {
          seen = await numbers();
          return seen >= count ? true : null;
        },
      );
      return seen;
    },
    recordedPage: async (name) => {
      await waitFor(`the page of ${name}`, async () => {
        const login = await recordedLogin(name, 2);
        return login.some(({ url, status }) => url.includes('/sso') && status === 200) ? true : null;
      });
    },
  };
  return logins;
}

/** Has a page's script send a message that is its request's whole body, as text or as a Blob, to where messages are taken. */
export async function sendRaw(page: Page, name: 'raw' | 'blob'): Promise<void> {
  await page.evaluate(async (kind) => {
    const xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${kind}" Version="2.0"/>`;
    const body = kind === 'blob' ? new Blob([xml]) : xml;
    await fetch(`/acs?case=${kind}`, { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
  }, name);
}

/** Runs in the page: ten at a time, each with a number of its own. One in 25 comes in a frame, for frames are dear. */
async function sendMany(name: string, count: number): Promise<void> {
  const message = btoa(
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${name}" Version="2.0"/>`,
  );
  const byAddress = (n: number) => `/page?case=${name}&n=${n}&SAMLResponse=${encodeURIComponent(message)}`;
  const byForm = (n: number) =>
    fetch(`/taken?case=${name}&n=${n}`, { method: 'POST', body: new URLSearchParams({ SAMLResponse: message }) });
  const inFrame = (n: number) =>
    new Promise<void>((resolve) => {
      const frame = document.createElement('iframe');
      frame.onload = () => {
        frame.remove();
        resolve();
      };
      frame.src = byAddress(n);
      document.body.append(frame);
    });
  const send = async (n: number): Promise<unknown> => {
    if (n % 25 === 0) return inFrame(n);
    return n % 2 === 0 ? byForm(n) : fetch(byAddress(n));
  };
  for (let first = 0; first < count; first += 10)
    await Promise.all(Array.from({ length: Math.min(10, count - first) }, (_, index) => send(first + index)));
}
