import { afterEach, expect, test } from 'vitest';
import type { HttpPage } from '#test/fixtures/http-browser.ts';
import type { CompanionWorld, WorldOptions } from '../companion/companion-world.ts';
import { beforeAcs, forged, postInstead } from '../companion/forge.ts';
import { makeSaml2IntWorld, SAML2INT } from './record-companion.ts';

let world: CompanionWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

/** A login in the mode `saml2int` whose assertion says another scope, soundly signed. */
async function logInWith(scope: string, options: WorldOptions = {}): Promise<HttpPage> {
  world = await makeSaml2IntWorld({ encrypts: false, ...options });
  const page = await beforeAcs(world);
  const xml = await forged(world, page, (text) => text.replace('@test-idp.example', `@${scope}`));
  return postInstead(page, xml, world.browser);
}

const scopeIs = (scopes: string) => (xml: string) => xml.replace(/<shibmd:Scope[\s\S]*<\/shibmd:Scope>/, scopes);
const scope = (value: string, isPattern: boolean) =>
  `<shibmd:Scope xmlns:shibmd="urn:mace:shibboleth:metadata:1.0" regexp="${isPattern}">${value}</shibmd:Scope>`;

test('a scope that the metadata names is taken (SDP-SP17): the twin of what follows', async () => {
  expect((await logInWith('test-idp.example')).text).toContain('Welcome, anne@test-idp.example');
});

test('another one refuses the login, whatever the signature, and the page says which may be', async () => {
  const refused = await logInWith('evil.example');
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('evil.example')]);
  expect(refused.text).toContain('test-idp.example alone');
});

test.each([
  ['no scope at all', ''],
  ['a pattern alone, which is left out (SDP-SP17c)', scope('.*', true)],
])('with %s in the metadata nobody gets in, and the page says what to do', async (_, scopes) => {
  const refused = await logInWith('test-idp.example', { metadata: scopeIs(scopes) });
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('idp.scopes')]);
});

test('scopes that the connection names count in place of the metadata’s (SDP-SP17e)', async () => {
  const idp = () => '{ metadata: idp.xml, scopes: [other.example] }';
  expect((await logInWith('other.example', { idp })).text).toContain('Welcome, anne@other.example');
  await world?.close();
  expect((await logInWith('test-idp.example', { idp })).status).toBe(400);
});

test('in the mode qlik none is held against anything', async () => {
  const extra = SAML2INT.replace('mode: saml2int', 'mode: qlik');
  const user = "{ id: 'urn:oasis:names:tc:SAML:attribute:subject-id', directory: '[CORP]' }";
  const metadata = 'subjectId: subject-id\n        displayName';
  const page = await logInWith('evil.example', { extra: extra.replace('displayName', metadata), user });
  expect(page.text).toContain('Welcome, anne@evil.example');
});
