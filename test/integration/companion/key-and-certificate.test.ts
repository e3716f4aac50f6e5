import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { administrator } from '#test/fixtures/api-client.ts';
import { KEY_KINDS, makeOpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { makeCompanionWorld } from './companion-world.ts';

test('a file that has key and certificate in one: the certificate is told, the key to nobody', async () => {
  const workplace = makeWorkplace();
  const { keyPem: key, certificatePem: certificate } = makeOpensslPair(workplace, 'both', KEY_KINDS['RSA 2048']);
  const both = join(workplace.folder, 'both.pem');
  await writeFile(both, `${key}\n${certificate}`);
  const sp = `    sp: { key: '${both}', certificate: '${both}' }`;
  const world = await makeCompanionWorld({ attributes: `      - { from: groups, to: group }\n${sp}` });
  try {
    expect((await world.logIn('Anne')).text).toContain('Welcome, anne');
    const admin = administrator(() => world.url(), world.companion().newToken ?? '');
    const answers = [
      '/api/connections',
      '/api/connections/hub',
      '/api/connections/hub/keys',
      '/api/connections/hub/history',
    ];
    const told = await Promise.all(answers.map(async (path) => JSON.stringify((await admin.call('GET', path)).body)));
    const metadata = await (await fetch(`${world.url()}/hub/saml/metadata`)).text();
    const middle = key.split('\n')[5] ?? '';
    expect(middle.length).toBe(64);
    for (const text of [...told, metadata, ...world.lines]) expect(text).not.toMatch(/PRIVATE KEY/);
    for (const text of [...told, metadata, ...world.lines]) expect(text).not.toContain(middle);
    expect(told[1]).toContain('BEGIN CERTIFICATE');
  } finally {
    await world.close();
    workplace.remove();
  }
});
