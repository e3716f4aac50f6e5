import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { type Receiver, receiverOf } from '#test/fixtures/encrypter.ts';
import { change } from '#test/unit/checks/messages.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beforeAcs, idpSigner, postInstead, responseOf, signResponse, unsigned } from './forge.ts';

const NAME_ID = /<saml:NameID [\s\S]*<\/saml:NameID>/;
const ASSERTION = /<saml:Assertion [\s\S]*<\/saml:Assertion>/;
const SIGNATURE = /<ds:Signature [\s\S]*?<\/ds:Signature>/;

let world: CompanionWorld;
let companion: Receiver;
beforeAll(async () => {
  world = await makeCompanionWorld();
  const pem = await readFile(join(world.folder, 'state', 'hub.pem'), 'utf8');
  companion = receiverOf(pem.split(/(?=-----BEGIN CERTIFICATE)/)[0] ?? '');
});
afterAll(async () => {
  companion.dispose();
  await world.close();
});

test('whoever has an account is nobody else by it (attacks#signature-inside-encrypted)', async () => {
  const page = await beforeAcs(world, 'Anne');
  const response = responseOf(page);
  const own = ASSERTION.exec(response)?.[0] ?? '';
  const id = /\bID="([^"]+)"/.exec(own)?.[1] ?? '';
  const madeUp = unsigned(response).replaceAll(id, '_made-up').replaceAll('anne', 'eddie');
  const sealed = encryptPart(madeUp, NAME_ID, 'EncryptedID', companion);
  const carrying = change(sealed, '</ds:KeyInfo>', `${own}</ds:KeyInfo>`);
  const copy = (SIGNATURE.exec(own)?.[0] ?? '').replaceAll(id, '_made-up');
  const attack = change(carrying, /<\/saml:Assertion>(?=<\/samlp:Response>)/, `${copy}</saml:Assertion>`);
  const refused = await postInstead(page, attack, world.browser);
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('signature-invalid');

  const twin = await signResponse(carrying, await idpSigner(world), { response: false });
  const welcome = await postInstead(page, twin, world.browser);
  expect(welcome.text).toContain('Welcome');
  expect((await world.browser.open(`${world.url()}/hub/qps/user`)).text).toContain('"userId":"eddie"');
});
