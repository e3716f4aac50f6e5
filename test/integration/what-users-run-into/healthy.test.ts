import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { BINDING } from '#shared/saml/names.ts';
import { recordHttp } from '#test/fixtures/record-http.ts';
import { type CompanionWorld, makeCompanionWorld, type WorldOptions } from '../companion/companion-world.ts';
import { recordIdpStand } from './idp-stand.ts';
import { findingsOf, type Recorded } from './scenario.ts';
import { recordStand } from './stand.ts';

/** The companion and our test IdP. */
async function recordCompanion(
  options: WorldOptions,
  play: (world: CompanionWorld) => Promise<unknown>,
): Promise<Recorded> {
  const world = await makeCompanionWorld(options);
  const recording = recordHttp();
  try {
    await play(world);
  } finally {
    recording.stop();
    await world.close();
  }
  const metadataTexts = [world.idp.metadata, ...world.companion().metadata];
  return { exchanges: [...recording.exchanges], knowledge: { metadataTexts } };
}

/** samlp encrypts for the SP, and the inspector is given its key. */
async function encrypted(): Promise<Recorded> {
  const pair = await makeSelfSigned({ commonName: 'sp-encryption', days: 365, now: Date.now() });
  const { certificatePem: encryptionCert, privateKeyPem } = pair;
  const encryptionPublicKey = execFileSync('openssl', ['x509', '-pubkey', '-noout'], { input: encryptionCert });
  return recordStand({
    idp: { saml: { encryptionCert, encryptionPublicKey: encryptionPublicKey.toString() } },
    sp: { encryptionCertificate: encryptionCert, saml: { decryptionPvk: privateKeyPem } },
    knowledge: ({ idp, sp }) => ({ metadataTexts: [idp.metadata, sp.metadata], privateKeyPems: [privateKeyPem] }),
  });
}

const leave = async ({ url, browser }: CompanionWorld) => browser.click(await browser.open(`${url()}/hub/`), 'Log out');

const FLOWS: readonly (readonly [string, () => Promise<Recorded>])[] = [
  [
    'samlp and node-saml: login and logout at the SP',
    () =>
      recordStand({}, async ({ logIn, browser, sp }) => {
        expect((await logIn()).text).toContain('logged in as Anne');
        expect((await browser.open(`${sp.url}/logout`)).text).toContain('logged out: true');
      }),
  ],
  [
    'samlp and node-saml: login and logout at the IdP',
    () =>
      recordStand({}, async ({ browser, idp }) => {
        await browser.click(await browser.click(await browser.open(`${idp.url}/`), 'Log in at'), 'Anne');
        await browser.open(`${idp.url}/slo`);
      }),
  ],
  ['samlp and node-saml: an encrypted assertion, with its key', encrypted],
  [
    'our IdP and node-saml: login and logout at the SP, twice over',
    () =>
      recordIdpStand({}, async ({ logIn, world, sp }) => {
        for (const _ of [1, 2]) {
          await logIn();
          await world.browser.open(`${sp.url}/logout`);
        }
      }),
  ],
  [
    'our IdP and node-saml: the request by POST, logout at the IdP by POST',
    () =>
      recordIdpStand({ sp: { logoutBinding: BINDING.post } }, async ({ world, sp }) => {
        await world.browser.press(await world.browser.open(`${sp.url}/login?post`), 'Anne');
        await world.browser.press(await world.browser.open(world.idp.url), 'Log out everywhere');
      }),
  ],
  [
    'our IdP and node-saml: ForceAuthn after a login',
    () =>
      recordIdpStand({}, async ({ logIn, world, sp }) => {
        await logIn();
        await world.browser.press(await world.browser.open(`${sp.url}/login?force`), 'Anne');
      }),
  ],
  [
    'the companion and our IdP: login and logout at the companion',
    () =>
      recordCompanion({}, async (world) => {
        await world.logIn('Anne');
        await leave(world);
      }),
  ],
  [
    'the companion and our IdP: everything by POST',
    () =>
      recordCompanion(
        { idp: (url) => `{ metadata: idp.xml, sso: { post: "${url}/sso" }, slo: { post: "${url}/slo" } }` },
        async (world) => {
          await world.logIn('Grace');
          await leave(world);
        },
      ),
  ],
  [
    'the companion and our IdP: login and logout at the IdP',
    () =>
      recordCompanion({}, async ({ browser, idp, logIn }) => {
        await logIn('Eddie');
        await browser.press(await browser.open(idp.url), 'Log out everywhere');
      }),
  ],
];

test.each(FLOWS)('a healthy recording has no error and no warning: %s', async (_, record) => {
  const recorded = await record();
  const bad = async (given: Recorded) =>
    (await findingsOf(given))
      .filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info')
      .map(({ code, variant, received }) => `${code} ${variant}: ${received}`);
  expect(await bad(recorded)).toEqual([]);
  expect(await bad({ exchanges: recorded.exchanges })).toEqual([]);
  const unknown = (await findingsOf(recorded)).filter(({ outcome }) => outcome === 'unknown');
  expect(unknown.map(({ code, variant }) => `${code} ${variant}`)).toEqual([]);
});
