import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import { wordsFor } from '#shared/explain/words.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { encryptByOpenssl, encryptByXmlsec, makeReceiver } from '#test/fixtures/encrypter.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { runCli } from '#test/fixtures/run-cli.ts';
import { ACS, connectionOf, IDP, type Keys, NOW, SP, testKeys } from '#test/unit/checks/kit.ts';
import { RESPONSE } from '#test/unit/checks/messages.ts';

const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const ENC11 = 'http://www.w3.org/2009/xmlenc11#';
const OAEP = `${ENC}rsa-oaep-mgf1p`;
const ASSERTION = /<saml:Assertion[\s\S]*<\/saml:Assertion>/;

const receiver = makeReceiver();
let keys: Keys;
beforeAll(async () => {
  keys = await testKeys();
});
afterAll(() => receiver.dispose());

function connection(accept: Partial<Connection['accept']> = {}): Connection {
  const base = connectionOf(keys.idp);
  return { ...base, sp: { ...base.sp, key: receiver.privateKeyPem }, accept: { ...base.accept, ...accept } };
}

function decide(xml: string, to = connection()) {
  const raw = Buffer.from(xml, 'utf8').toString('base64');
  return decideMessage({ raw, binding: 'post', connection: to, now: NOW, requestId: '_request' });
}

/** Code and variant of the reason; a second reason beside it is one too many. */
async function onlyReason(xml: string, to = connection()): Promise<string> {
  const { verdict, reasons } = await decide(xml, to);
  expect(verdict).toBe('reject');
  return reasons.map(({ code, variant }) => `${code} ${variant}`).join(', ');
}

/** The response with its assertion in an EncryptedAssertion, as `encrypt` does it. */
function encrypted(response: string, encrypt: (assertion: string) => string): string {
  const assertion = ASSERTION.exec(response)?.[0] ?? '';
  const named = assertion.replace(
    '<saml:Assertion',
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"',
  );
  const sealed = `<saml:EncryptedAssertion>${encrypt(assertion.includes('xmlns:saml') ? assertion : named)}</saml:EncryptedAssertion>`;
  return response.replace(ASSERTION, () => sealed);
}

const signedAssertion = () => keys.idp.sign(RESPONSE, '_assertion');

describe('an encrypted assertion at the gate (attacks#accepted)', () => {
  it.each([
    ['AES-128-CBC', `${ENC}aes128-cbc`, 'aes-128'],
    ['AES-192-CBC', `${ENC}aes192-cbc`, 'aes-192'],
    ['AES-256-CBC', `${ENC}aes256-cbc`, 'aes-256'],
    ['AES-128-GCM', `${ENC11}aes128-gcm`, 'aes-128'],
    ['AES-192-GCM', `${ENC11}aes192-gcm`, 'aes-192'],
    ['AES-256-GCM', `${ENC11}aes256-gcm`, 'aes-256'],
  ])('%s, signed inside, is accepted', async (_, content, session) => {
    const xml = encrypted(await signedAssertion(), (assertion) =>
      encryptByXmlsec(assertion, receiver, content, OAEP, session),
    );
    const { verdict, reasons, session: made } = await decide(xml);
    expect(reasons).toEqual([]);
    expect([verdict, made?.nameId?.value !== undefined]).toEqual(['accept', true]);
  });

  it('xmlenc11 rsa-oaep with digest and mask of its own, signed inside, is accepted', async () => {
    const oaep = { digest: 'sha256', mask: 'sha1' } as const;
    const xml = encrypted(await signedAssertion(), (assertion) => encryptByOpenssl(assertion, receiver, 256, oaep));
    expect(await decide(xml)).toMatchObject({ verdict: 'accept', reasons: [] });
  });

  it('signed around is accepted: the signature is verified over the closed form, the open one is read', async () => {
    const sealed = encrypted(RESPONSE, (assertion) =>
      encryptByXmlsec(assertion, receiver, `${ENC}aes256-cbc`, OAEP, 'aes-256'),
    );
    expect(await decide(await keys.idp.sign(sealed, '_response'))).toMatchObject({ verdict: 'accept', reasons: [] });
  });

  it('signed inside and around is accepted', async () => {
    const sealed = encrypted(await signedAssertion(), (assertion) =>
      encryptByXmlsec(assertion, receiver, `${ENC11}aes256-gcm`, OAEP, 'aes-256'),
    );
    expect(await decide(await keys.idp.sign(sealed, '_response'))).toMatchObject({ verdict: 'accept', reasons: [] });
  });

  it('with no signature at all is refused: anybody can encrypt for us (attacks#exclusion)', async () => {
    const sealed = encrypted(RESPONSE, (assertion) =>
      encryptByXmlsec(assertion, receiver, `${ENC11}aes256-gcm`, OAEP, 'aes-256'),
    );
    const { verdict, reasons } = await decide(sealed);
    expect([verdict, reasons[0]?.code]).toEqual(['reject', 'signature-missing']);
  });

  it('RSA 1.5 is refused, and accepted where the connection allows it by name', async () => {
    const xml = encrypted(await signedAssertion(), (assertion) =>
      encryptByXmlsec(assertion, receiver, `${ENC}aes256-cbc`, `${ENC}rsa-1_5`, 'aes-256'),
    );
    expect(await onlyReason(xml)).toBe('encrypted-part-closed rsa15-forbidden');
    expect(await decide(xml, connection({ rsa15: true }))).toMatchObject({ verdict: 'accept', reasons: [] });
  });

  it('RSA 1.5 around which the response is signed: the command prints its verdict, and no library warns on stderr', async () => {
    const sealed = encrypted(RESPONSE, (assertion) =>
      encryptByXmlsec(assertion, receiver, `${ENC}aes256-cbc`, `${ENC}rsa-1_5`, 'aes-256'),
    );
    const place = makeWorkplace();
    place.write('idp.pem', keys.idp.certificatePem);
    place.write('sp.pem', receiver.privateKeyPem);
    const idp = `{ entityId: '${IDP}', sso: '${IDP}/sso', certificates: [idp.pem] }`;
    const sp = `{ entityId: '${SP}', acs: '${ACS}', key: sp.pem }`;
    const file = place.write('connection.yaml', `idp: ${idp}\nsp: ${sp}\naccept: { rsa15: true }\n`);
    const signed = await keys.idp.sign(sealed, '_response');
    const value = place.write('response.txt', Buffer.from(signed, 'utf8').toString('base64'));
    const at = ['--at', new Date(NOW).toISOString(), '--request-id', '_request'];
    const printed = await runCli(['validate', value, '--connection', file, ...at]);
    place.remove();
    expect(printed).toMatchObject({ status: 0, stderr: '' });
  });

  it('for another receiver is refused', async () => {
    const stranger = makeReceiver();
    const xml = encrypted(await signedAssertion(), (assertion) =>
      encryptByXmlsec(assertion, stranger, `${ENC11}aes256-gcm`, OAEP, 'aes-256'),
    );
    stranger.dispose();
    expect(await onlyReason(xml)).toBe('encrypted-part-closed not-own-key');
  });

  it.each([
    ['3DES', `${ENC}tripledes-cbc`, 'des-192', 'triple-des', 'Set the IdP to AES-128-GCM or AES-256-GCM'],
    [
      'an algorithm that nobody knows',
      'urn:x',
      'aes-256',
      'content-algorithm-unsupported',
      'Set the IdP to AES-128-GCM',
    ],
  ])(
    '%s stays closed, and that is the one reason, signed inside and around',
    async (_, algorithm, session, variant, fix) => {
      const known = algorithm.startsWith('urn') ? `${ENC11}aes256-gcm` : algorithm;
      const sealed = encrypted(await signedAssertion(), (assertion) =>
        encryptByXmlsec(assertion, receiver, known, OAEP, session).replace(known, algorithm),
      );
      for (const xml of [sealed, await keys.idp.sign(sealed, '_response')]) {
        expect(await onlyReason(xml)).toBe(`encrypted-part-closed ${variant}`);
        const [cause] = (await decide(xml)).reasons;
        expect(cause === undefined ? '' : wordsFor(cause).fix).toContain(fix);
      }
    },
  );

  it('where the SP has no key, that is the one reason', async () => {
    const xml = encrypted(await signedAssertion(), (assertion) =>
      encryptByXmlsec(assertion, receiver, `${ENC11}aes256-gcm`, OAEP, 'aes-256'),
    );
    expect(await onlyReason(xml, connectionOf(keys.idp))).toBe('encrypted-assertion-unreadable no-own-key');
    expect((await decide(xml)).verdict).toBe('accept');
  });

  it.each([
    [
      'the content',
      /(<xenc:CipherData>)(?=<xenc:CipherValue>[^<]*<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>)/,
    ],
    [
      'the key',
      /(<xenc:CipherData>)(?=<xenc:CipherValue>[^<]*<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedKey>)/,
    ],
  ])(
    'a CipherReference beside the CipherValue of %s is refused: two readers could open two things',
    async (_, place) => {
      const sound = encrypted(await signedAssertion(), (assertion) =>
        encryptByXmlsec(assertion, receiver, `${ENC11}aes256-gcm`, OAEP, 'aes-256'),
      );
      const xml = sound.replace(/>\s+</g, '><').replace(place, '$1<xenc:CipherReference URI="https://evil.example/"/>');
      expect(xml).toContain('CipherReference');
      expect(await onlyReason(xml)).toBe('encrypted-part-closed structure');
      expect((await decide(sound)).verdict).toBe('accept');
    },
  );
});
