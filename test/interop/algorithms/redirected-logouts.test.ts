import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '#test/fixtures/outside-tool.ts';
import { signWithXmlsec1 } from '#test/fixtures/xmlsec1.ts';
import { idOf } from '#test/integration/companion/forge.ts';
import { idpLogoutRequest, sloUrl, subjectOf } from '#test/integration/companion/idp-messages.ts';
import { type AlgorithmWorld, type KeyKind, makeAlgorithmWorld, SIGNATURES } from './algorithm-world.ts';

const ENC = 'http://www.w3.org/2001/04/xmlenc#';

let world: AlgorithmWorld;
beforeAll(async () => {
  world = await makeAlgorithmWorld();
});
afterAll(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

/** Lets openssl sign; of ECDSA it gives the DER form, which most products send. */
function signByOpenssl(kind: KeyKind, algorithm: string) {
  const hash = algorithm.slice(algorithm.lastIndexOf('sha'));
  return async (octets: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => {
    const data = world.place.write('octets', octets);
    const out = world.place.write('signature', '');
    run('openssl', ['dgst', `-${hash}`, '-sign', world.pair(kind).keyFile, '-out', out, data]);
    return new Uint8Array(await readFile(out));
  };
}

describe('a LogoutRequest by redirect ends the session, and one with a bit changed does not (saml-bindings 3.4.4.1)', () => {
  it.each(SIGNATURES)('with a key %s, signed by %s', async (kind, algorithm) => {
    const login = await world.begin();
    const id = idOf(login.xml, 'saml:Assertion');
    const signature = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
    const template = { id, signature, digest: `${ENC}sha256` };
    const hub = await login.post(signWithXmlsec1(world.place, world.pair('RSA 2048'), login.xml, template));
    expect(hub.text).toContain('Welcome, anne');
    const url = await sloUrl(world, {
      parameter: 'SAMLRequest',
      xml: idpLogoutRequest(world, subjectOf(login.xml)),
      relayState: 'x1',
      signer: { algorithm, sign: signByOpenssl(kind, algorithm) },
    });
    const changed = url.replace('RelayState=x1', 'RelayState=x0');
    expect((await fetch(changed, { redirect: 'manual' })).status).toBe(403);
    expect(await login.isLoggedIn()).toBe(true);
    expect((await fetch(url, { redirect: 'manual' })).headers.get('location')).toContain('SAMLResponse=');
    expect(await login.isLoggedIn()).toBe(false);
  });
});
