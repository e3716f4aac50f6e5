import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type Companion, startCompanion } from '#server/companion/start.ts';
import { makeLog } from '#server/log/log.ts';
import { printPem } from '#shared/crypto/pem.ts';
import { BINDING } from '#shared/saml/names.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { type SamlpIdpOptions, startSamlpIdp } from '#test/fixtures/samlp-idp.ts';
import { makeCompanionWorld } from '#test/integration/companion/companion-world.ts';

/** A companion on `localhost` and an identity provider on `127.0.0.1`: two sites, as in the real world. */
export interface World {
  /** Where a login begins, without a slash at the end. */
  readonly companion: string;
  readonly idp: string;
  /** The administrator's token of the companion. */
  readonly token: string;
  /** XML of both. */
  readonly metadata: { readonly idp: string; readonly sp: string };
  close(): Promise<void>;
}

/** With our own test identity provider. @param yaml another configuration than the tests' own */
export async function workbenchWorld(yaml?: string): Promise<World> {
  const world = await makeCompanionWorld(yaml === undefined ? {} : { yaml });
  const metadata = { idp: world.idp.metadata, sp: world.companion().metadata[0] ?? '' };
  const token = world.companion().newToken ?? '';
  return { companion: world.url(), idp: world.idp.url, token, metadata, close: world.close };
}

const CONFIG = `
connections:
  - prefix: hub
    idp: { metadata: idp.xml }
    user: { id: NameID, directory: '[CORP]' }
    attributes:
      - { from: groups, to: group }
`;

/** How a world with `samlp` differs: claims over those of its users, and another configuration of the companion. */
export interface SamlpWorldOptions {
  readonly claims?: SamlpIdpOptions['claims'];
  readonly yaml?: string;
}

/** With `samlp`, an identity provider that nobody here wrote. */
export async function samlpWorld({ claims = {}, yaml = CONFIG }: SamlpWorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'samlp-world-'));
  let companion: Companion | null = null;
  const idp = await startSamlpIdp({
    host: '127.0.0.1',
    port: 0,
    claims,
    sp: () => describeSp(companion?.metadata[0] ?? ''),
  });
  await writeFile(join(folder, 'idp.xml'), idp.metadata);
  await writeFile(join(folder, 'companion.yaml'), yaml);
  const log = makeLog({ write: () => undefined });
  companion = await startCompanion({
    config: join(folder, 'companion.yaml'),
    port: 0,
    stateFolder: join(folder, 'state'),
    log,
  });
  return {
    companion: companion.url,
    idp: idp.url,
    token: companion.newToken ?? '',
    metadata: { idp: idp.metadata, sp: companion.metadata[0] ?? '' },
    close: async () => {
      await Promise.all([companion?.close(), idp.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** What samlp has to know of the companion, as an administrator would copy it from the metadata. */
function describeSp(metadata: string) {
  const message = readMessage(parseXml(metadata));
  const [entity] = message.kind === 'Metadata' ? message.entities : [];
  return {
    entityId: entity?.entityId ?? '',
    acs: entity?.sp?.assertionConsumer[0]?.location ?? '',
    slo: entity?.sp?.singleLogout.find(({ binding }) => binding === BINDING.redirect)?.location ?? '',
    certificate: printPem('CERTIFICATE', /<ds:X509Certificate>([^<]+)/.exec(metadata)?.[1] ?? ''),
  };
}

/** Logs in at the hub as that user, from nothing to the hub's page. */
export async function logIn(page: Page, world: Pick<World, 'companion'>, name: string): Promise<void> {
  await page.goto(`${world.companion}/hub/`);
  await press(page, `Log in as ${name}`);
  await arriveAt(page, `${world.companion}/hub/`);
}

/** Logs out at the hub; settles once the companion has heard the answer. */
export async function logOut(page: Page, world: World): Promise<void> {
  await page.goto(`${world.companion}/hub/`);
  await press(page, 'Log out');
  await page.waitForFunction(
    (start: string) => location.href.startsWith(start) && !location.href.endsWith('/hub/'),
    { polling: 100 },
    world.companion,
  );
}

async function press(page: Page, text: string): Promise<void> {
  await page.locator(`::-p-xpath(//*[self::a or self::button][contains(normalize-space(.), '${text}')])`).click();
}

async function arriveAt(page: Page, url: string): Promise<void> {
  await page.waitForFunction(
    (wanted: string) => location.href === wanted && document.readyState === 'complete',
    { polling: 100 },
    url,
  );
}
