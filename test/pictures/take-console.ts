import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CONSOLE_SECTIONS } from '#shared/api/console-sections.ts';
import { type ConsoleWorld, settle, startConsole } from '#test/browser/console/console.ts';
import { ownChromium } from '#test/browser/harness/share-chromium.ts';
import type { Sight } from '#test/browser/inspect/inspector.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';

/** Of every page in every form: to be looked at, and not kept. */
const FOLDER = fileURLToPath(new URL('../../.output/console-pictures/', import.meta.url));

const SIGHTS: readonly (readonly [string, Sight])[] = [
  ['light-1400', { width: 1400, height: 900 }],
  ['light-400', { width: 400, height: 800 }],
  ['dark-1400', { width: 1400, height: 900, dark: true }],
  ['dark-400', { width: 400, height: 800, dark: true }],
];

/**
 * Takes every page of the console, light and dark, at 1400 and 400 px, into `.output/console-pictures`, and the one of the
 * README.
 */
export async function takeConsole(file: `${string}.png`): Promise<void> {
  const world = await startConsole({}, ownChromium);
  try {
    await mkdir(FOLDER, { recursive: true });
    const pages = await fillIt(world);
    for (const [name, sight] of SIGHTS) await takeAll(world, pages, name, sight);
    const { page, close } = await world.enter('/console/connections/hub', { width: 1280, height: 760 });
    await settle(page);
    await page.screenshot({ path: file });
    await close();
  } finally {
    await world.close();
  }
}

/** Somebody logged in, a login was refused, a key was made: no page is empty. Gives every address. */
async function fillIt({ world, call }: ConsoleWorld): Promise<readonly string[]> {
  for (const name of ['Anne', 'Eddie', 'Grace']) await world.logIn(name, new HttpBrowser());
  await call('POST', '/api/client-keys', { name: 'Nightly reports' });
  const refused = new HttpBrowser();
  await refused.send({
    method: 'POST',
    url: `${world.url()}/hub/saml/acs`,
    body: new URLSearchParams({ SAMLResponse: Buffer.from('<a').toString('base64') }).toString(),
    initiator: 'idp.example',
  });
  const { body } = await call('GET', '/api/logins');
  const { logins } = body as { readonly logins: readonly { readonly reference: string }[] };
  const { sessions } = (await call('GET', '/api/sessions')).body as { readonly sessions: readonly { id: string }[] };
  return [
    ...CONSOLE_SECTIONS,
    ...['connections/+new', 'connections/hub', 'connections/hub/settings', 'connections/hub/attributes'],
    ...['connections/hub/logout', 'connections/hub/history', `sessions/${sessions[0]?.id}`],
    ...['edit', 'tests', 'exchange', 'history'].map((part) => `rules/hub/${part}`),
    ...['who', 'why', 'value', 'resource', 'tables', 'decisions', 'review'].map((part) => `access/hub/${part}`),
    ...[logins.at(0), logins.at(-1)].map((login) => `logins/${login?.reference}`),
  ];
}

async function takeAll(world: ConsoleWorld, pages: readonly string[], name: string, sight: Sight): Promise<void> {
  const { page, close } = await world.enter('/console/', sight);
  for (const [index, address] of pages.entries()) {
    await page.goto(`${world.world.url()}/console/${address}`);
    await settle(page);
    const title = address.replace(/^(sessions|logins)\/.*/, `$1-one-${index}`).replaceAll(/[^a-z0-9]+/g, '-');
    await page.screenshot({ path: `${FOLDER}${title}-${name}.png`, fullPage: true });
  }
  await close();
}
