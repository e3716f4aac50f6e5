import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import { beforeAcs, postInstead, responseOf } from './forge.ts';

/** A companion whose metadata alone says that it can be encrypted for, and an IdP that goes by it. */
describe('an identity provider that encrypts for whoever offers a key', () => {
  let world: CompanionWorld;
  beforeAll(async () => {
    world = await makeCompanionWorld({ encrypts: true });
  });
  afterAll(() => world.close());

  test('logs in by the metadata as it is, with a signed assertion inside an encrypted one', async () => {
    const page = await beforeAcs(world);
    const sent = responseOf(page);
    expect(sent).toContain('<saml:EncryptedAssertion');
    expect(sent).not.toContain('Anne');
    expect(sent).toContain('http://www.w3.org/2009/xmlenc11#aes256-gcm');
    expect(sent).toContain('http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p');
    const hub = await postInstead(page, sent, world.browser);
    expect(hub.status).toBe(200);
    expect(hub.text).toContain('Welcome');
    expect(hub.text).toContain('SalesUS');
  });

  test('logs out again: the name that was encrypted goes back in the clear, and every session ends', async () => {
    const page = await world.browser.open(`${world.url()}/hub/`);
    const done = await world.browser.click(page, 'Log out');
    expect(done.text).toContain('logged out');
  });

  test('and an encrypted assertion that was changed on its way is refused', async () => {
    const page = await beforeAcs(world, 'Eddie');
    const sent = responseOf(page);
    const changed = sent.replace(
      /(<xenc:CipherValue>)([A-Za-z0-9+/]{8})([^<]*<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>)/,
      (_, open: string, first: string, rest: string) => `${open}${[...first].reverse().join('')}${rest}`,
    );
    expect(changed).not.toBe(sent);
    const refused = await postInstead(page, changed, world.browser);
    expect(refused.status).toBe(403);
  });
});

test('its twin, whose connection offers no key, is sent the assertion in the clear', async () => {
  const world = await makeCompanionWorld({ encrypts: true, extra: '    sp: { encryption: false }' });
  try {
    const page = await beforeAcs(world);
    expect(responseOf(page)).toContain('<saml:Assertion ');
    const hub = await postInstead(page, responseOf(page), world.browser);
    expect(hub.text).toContain('Welcome');
  } finally {
    await world.close();
  }
});
