import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signElement } from '#shared/crypto/sign-element.ts';
import { signWithXmlsec1 } from '#test/fixtures/xmlsec1.ts';
import { idOf } from '#test/integration/companion/forge.ts';
import { type AlgorithmWorld, makeAlgorithmWorld, SIGNATURES } from './algorithm-world.ts';

const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

let world: AlgorithmWorld;
beforeAll(async () => {
  world = await makeAlgorithmWorld();
});
afterAll(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

/** One bit of a signed value: `S` is 0x53, `R` 0x52. */
const withOneBitChanged = (xml: string): string => xml.replace('>SalesUS<', '>SalesUR<');

/** The message with one bit changed is refused, the message gets its user in. */
async function expectOnlySound(sign: (xml: string) => string | Promise<string>): Promise<void> {
  const login = await world.begin();
  const signed = await sign(login.xml);
  const changed = withOneBitChanged(signed);
  expect(changed).not.toBe(signed);
  const refused = await login.post(changed);
  expect([refused.status, refused.html.includes('<code>signature-invalid</code>')]).toEqual([403, true]);
  expect(await login.isLoggedIn()).toBe(false);
  expect((await login.post(signed)).text).toContain('Welcome, anne');
}

describe('a login whose signature xmlsec1 made gets in, and one with a bit changed does not (attacks#accepted)', () => {
  describe.each(SIGNATURES)('%s, %s', (kind, signature) => {
    it.each(['saml:Assertion', 'samlp:Response'])('on %s', async (name) => {
      await expectOnlySound((xml) =>
        signWithXmlsec1(world.place, world.pair(kind), xml, { id: idOf(xml, name), signature, digest: SHA256 }),
      );
    });
  });

  it.each(['http://www.w3.org/2001/04/xmldsig-more#sha384', 'http://www.w3.org/2001/04/xmlenc#sha512'])(
    'digest %s',
    async (digest) => {
      const signature = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
      await expectOnlySound((xml) =>
        signWithXmlsec1(world.place, world.pair('RSA 2048'), xml, {
          id: idOf(xml, 'saml:Assertion'),
          signature,
          digest,
        }),
      );
    },
  );
});

describe('RSA-PSS, which xmlsec1 1.2 cannot make and our own signer does', () => {
  it.each(['sha256', 'sha384', 'sha512'])('%s', async (hash) => {
    const algorithm = `http://www.w3.org/2007/05/xmldsig-more#${hash}-rsa-MGF1`;
    const privateKey = await importPrivateKey(world.pair('RSA 2048').keyPem, algorithm);
    await expectOnlySound((xml) =>
      signElement(xml, { id: idOf(xml, 'saml:Assertion'), privateKey, certificate: null, algorithm }),
    );
  });
});
