import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startCompanion } from '#server/companion/start.ts';
import { BINDING } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { readForm, readUrl } from '#shared/wire/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { makeMetadataServer } from '#test/fixtures/metadata-server.ts';
import { type SimpleSamlPhp, startSimpleSamlPhp } from '#test/fixtures/simplesamlphp.ts';

/** What browsers see of the companion: of the same site as SimpleSAMLphp, whose cookie a POST from another would not bring. */
const COMPANION = 'http://127.0.0.1:4999';
const PASSWORD = 'a test’s own';

const closers: (() => Promise<unknown>)[] = [];
const defects: unknown[] = [];
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (_: string, error: unknown) => void defects.push(error),
};

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
  expect(defects).toEqual([]);
});

/** Both, each of which names one binding for logout in its metadata. */
async function start(binding: 'redirect' | 'post'): Promise<{ idp: SimpleSamlPhp; browser: HttpBrowser }> {
  const folder = await mkdtemp(join(tmpdir(), 'ssp-logout-'));
  closers.push(() => rm(folder, { recursive: true }));
  const users = [{ name: 'anne', password: PASSWORD, attributes: { uid: ['anne'] } }];
  const idp = await startSimpleSamlPhp({ users, ...(binding === 'post' ? { logoutBinding: binding } : {}) });
  closers.push(idp.close);
  await writeFile(join(folder, 'idp.xml'), await (await fetch(idp.metadataUrl)).text());
  const config = join(folder, 'companion.yaml');
  await writeFile(
    config,
    `url: ${COMPANION}
connections:
  - { prefix: hub, idp: { metadata: idp.xml }, user: { id: uid, directory: '[CORP]' }, attributes: [] }`,
  );
  const companion = await startCompanion({ config, port: 0, stateFolder: join(folder, 'state'), log });
  closers.push(() => companion.close());
  const others = new RegExp(`<md:SingleLogoutService Binding="(?!${BINDING[binding]}")[^>]*/>`, 'g');
  const server = await makeMetadataServer();
  closers.push(server.stop);
  server.serve((companion.metadata[0] ?? '').replaceAll(others, ''));
  idp.know(server.url);
  const browser = new HttpBrowser();
  browser.proxies.set(COMPANION, `http://localhost:${companion.port}`);
  return { idp, browser };
}

async function logIn(browser: HttpBrowser): Promise<void> {
  const asked = await browser.open(`${COMPANION}/hub/`);
  const form = asked.forms.find(({ fields }) => 'password' in fields || 'username' in fields) ?? asked.forms[0];
  if (form === undefined) throw new Error(`no form: ${asked.text}`);
  const page = await browser.submit(asked, form, { username: 'anne', password: PASSWORD });
  expect(page.text).toContain('Welcome');
}

/** Kinds of the messages that went somewhere by a binding, and how they came. */
function carried({ visits }: HttpBrowser, to: string): readonly string[] {
  return visits
    .filter(({ url }) => url.startsWith(to))
    .flatMap(({ url, body }) => (body === null ? readUrl(url) : readForm(body)))
    .flatMap(({ wire }) => (wire === null ? [] : [`${readMessage(parseXml(wire.xml)).kind} ${wire.binding}`]));
}

const isLoggedInHere = async (browser: HttpBrowser) =>
  (await browser.open(`${COMPANION}/hub/qps/user`)).text.includes('userId');

describe.each(['redirect', 'post'] as const)('logout with SimpleSAMLphp as the identity provider, by %s', (binding) => {
  test('begun at the companion, then begun there: both sessions end, and each verifies the other', async () => {
    const { idp, browser } = await start(binding);
    const there = `${idp.url}saml2/idp/SingleLogoutService.php`;
    await logIn(browser);
    const goodbye = await browser.open(`${COMPANION}/hub/logout`);
    expect(goodbye.text).toContain('says that the other applications were told');
    expect(carried(browser, there)).toEqual([`LogoutRequest ${binding}`]);
    expect(carried(browser, `${COMPANION}/hub/saml/slo`)).toEqual([`LogoutResponse ${binding}`]);
    expect(await isLoggedInHere(browser)).toBe(false);

    // It asks for the password again.
    await logIn(browser);
    await browser.open(`${there}?ReturnTo=${encodeURIComponent(idp.metadataUrl)}`);
    expect(carried(browser, `${COMPANION}/hub/saml/slo`).at(-1)).toBe(`LogoutRequest ${binding}`);
    expect(carried(browser, there).at(-1)).toBe(`LogoutResponse ${binding}`);
    expect(browser.visits.at(-1)?.url).toBe(idp.metadataUrl);
    expect(await isLoggedInHere(browser)).toBe(false);
    await logIn(browser);
  });
});
