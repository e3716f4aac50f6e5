import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCompanion } from '#server/companion/start.ts';
import { makeLog } from '#server/log/log.ts';
import { yamlFor } from '#test/integration/companion/companion-world.ts';
import type { IdpParty, SpParty, SpSettings } from './party.ts';

/** Our own companion, which finds a user by NameID. */
export async function startCompanionParty(idp: Pick<IdpParty, 'metadata'>, settings: SpSettings): Promise<SpParty> {
  const folder = await mkdtemp(join(tmpdir(), 'companion-'));
  const config = join(folder, 'companion.yaml');
  const required =
    settings.requires === undefined ? '' : `\n      - { from: ${settings.requires}, to: wanted, required: true }`;
  await writeFile(join(folder, 'idp.xml'), idp.metadata);
  await writeFile(
    config,
    yamlFor({
      ...(settings.publicUrl === undefined ? {} : { publicUrl: settings.publicUrl }),
      user: "{ id: NameID, directory: '[CORP]' }",
      accept: settings.unsolicited === true ? '{ unsolicited: true }' : '{}',
      attributes: `      - { from: groups, to: group }${required}`,
    }),
  );
  const log = makeLog({ write: () => undefined });
  const companion = await startCompanion({ config, port: 0, log, clock: () => Date.now() });
  const { url, port } = companion;
  const [metadata = ''] = companion.metadata;
  return {
    ...{ url, port, entityId: `${url}/hub/saml/metadata`, metadata },
    login: `${url}/hub/`,
    logout: `${url}/hub/logout`,
    acs: `${url}/hub/saml/acs`,
    hasSession: async (browser) =>
      (await browser.open(`${url}/hub/`, (next) => !next.url.startsWith(url))).text.includes('Welcome'),
    close: async () => {
      await companion.close();
      await rm(folder, { recursive: true });
    },
  };
}
