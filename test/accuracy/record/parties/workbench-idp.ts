import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIdp } from '#server/idp/start.ts';
import { freePort } from '#test/fixtures/free-port.ts';
import type { IdpParty, IdpSettings } from './party.ts';

const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: (what: string, error: unknown) => console.error(what, error),
};

/** Our own test identity provider. */
export async function startWorkbenchIdp(
  sp: () => string | null,
  { encrypts = false, publicUrl }: IdpSettings,
): Promise<IdpParty> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'idp-'));
  const serviceProviders = () => [sp()].filter((each) => each !== null);
  const idp = await startIdp({
    port,
    ...(publicUrl === undefined ? {} : { url: publicUrl }),
    stateFolder: folder,
    serviceProviders,
    encrypts,
    log: quiet,
    clock: () => Date.now(),
  });
  const pem = await readFile(join(folder, 'test-idp.pem'), 'utf8');
  const [key = '', certificate = ''] = pem.split(/(?=-----BEGIN CERTIFICATE)/);
  const { url, entityId, metadata } = idp;
  return {
    ...{ url, port, entityId, metadata, sso: `${url}/sso`, slo: `${url}/slo`, pair: { key, certificate } },
    identify: async (browser, page, stopAt) =>
      page.url.startsWith(url) && page.forms.length > 0 ? browser.press(page, 'Anne', stopAt) : page,
    start: (browser, entity) => browser.open(`${url}/start?sp=${encodeURIComponent(entity)}&unsolicited=yes`),
    logOut: async (browser) => browser.press(await browser.open(url), 'Log out everywhere'),
    close: async () => {
      await idp.close();
      await rm(folder, { recursive: true });
    },
  };
}
