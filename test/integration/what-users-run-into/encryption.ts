import { execFileSync } from 'node:child_process';
import { makeSelfSigned } from '#server/keys/make-key-pair.ts';
import { encryptByOpenssl, encryptByXmlsec, makeReceiver, type Receiver } from '#test/fixtures/encrypter.ts';
import { changeForm } from '#test/fixtures/meddler.ts';
import type { Recorded, Scenario } from './scenario.ts';
import { recordStand, type Stand, type StandOptions } from './stand.ts';

const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const ENC11 = 'http://www.w3.org/2009/xmlenc11#';

interface Pair {
  readonly privateKeyPem: string;
  readonly certificatePem: string;
}

/** samlp encrypts for one key pair, node-saml has another or the same, and the inspector is told of what it is told. */
async function encrypted(options: {
  readonly for: Pair;
  readonly sp: Pair;
  readonly saml?: Readonly<Record<string, unknown>>;
  readonly given?: Pair;
}): Promise<Recorded> {
  return await recordStand({
    idp: { saml: { ...encryptionFor(options.for), ...options.saml } },
    sp: {
      encryptionCertificate: options.sp.certificatePem,
      saml: { decryptionPvk: options.sp.privateKeyPem, wantAuthnResponseSigned: true },
    },
    knowledge: ({ idp, sp }) => ({
      metadataTexts: [idp.metadata, sp.metadata],
      privateKeyPems: options.given === undefined ? [] : [options.given.privateKeyPem],
    }),
  });
}

function encryptionFor({ certificatePem }: Pair): Readonly<Record<string, unknown>> {
  const encryptionPublicKey = execFileSync('openssl', ['x509', '-pubkey', '-noout'], { input: certificatePem });
  return { encryptionCert: certificatePem, encryptionPublicKey: encryptionPublicKey.toString() };
}

/** The assertion taken out of the response and encrypted by another tool, which leaves the response unsigned. */
function encryptedBy(encrypt: (assertion: string, receiver: Receiver) => string, given: boolean): Promise<Recorded> {
  const receiver = makeReceiver();
  const inside = (xml: string) =>
    xml.replace(/<saml:Assertion [\s\S]*<\/saml:Assertion>/, (assertion) => {
      const data = encrypt(assertion, receiver);
      return `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${data}</saml:EncryptedAssertion>`;
    });
  const options: StandOptions = {
    idp: { saml: { signResponse: false } },
    sp: { saml: { decryptionPvk: receiver.privateKeyPem, wantAuthnResponseSigned: false } },
    onTheWay: () => ({ page: (html) => changeForm(html, 'SAMLResponse', inside) }),
    knowledge: ({ idp, sp }: Stand) => ({
      metadataTexts: [idp.metadata, sp.metadata],
      privateKeyPems: given ? [receiver.privateKeyPem] : [],
    }),
  };
  return recordStand(options).finally(() => receiver.dispose());
}

const makePair = (commonName: string) => makeSelfSigned({ commonName, days: 365, now: Date.now() });

/** What is encrypted, for whom, and how. */
export const ENCRYPTION: readonly Scenario[] = [
  {
    row: 8,
    what: 'an encrypted assertion, and no key to read it: for which certificate and by which algorithms',
    cause: ['encrypted-assertion-unreadable', 'encrypted'],
    says: [/aes256-gcm with rsa-oaep-mgf1p/, /CN=sp-encryption \(serial number/, '--key'],
    play: async () => {
      const sp = await makePair('sp-encryption');
      return await encrypted({ for: sp, sp });
    },
  },
  {
    row: 8,
    what: 'the IdP encrypts for an old certificate of the SP',
    cause: ['encrypted-for-other-key', 'certificate'],
    says: [/for CN=old \(serial/, /the SP has CN=new \(serial/, 'Load the SP’s current metadata at the IdP'],
    play: async () => await encrypted({ for: await makePair('old'), sp: await makePair('new') }),
  },
  {
    row: 8,
    what: 'the wrong key was given',
    cause: ['encrypted-part-closed', 'wrong-key'],
    says: [/for CN=sp-encryption/],
    play: async () => {
      const sp = await makePair('sp-encryption');
      return await encrypted({ for: sp, sp, given: await makePair('another') });
    },
  },
  {
    row: 8,
    what: 'the content is encrypted by 3DES',
    cause: ['encryption-weak', 'triple-des'],
    says: ['AES-128-GCM'],
    play: async () => {
      const sp = await makePair('sp-encryption');
      const encryptionAlgorithm = `${ENC}tripledes-cbc`;
      const saml = { encryptionAlgorithm, disallowEncryptionWithInsecureAlgorithm: false };
      return await encrypted({ for: sp, sp, saml: { ...saml, warnOnInsecureEncryptionAlgorithm: false } });
    },
  },
  {
    row: 8,
    what: 'the key is encrypted by RSA 1.5',
    cause: ['encryption-weak', 'rsa15'],
    says: ['RSA-OAEP'],
    play: () =>
      encryptedBy((xml, to) => encryptByXmlsec(xml, to, `${ENC}aes256-cbc`, `${ENC}rsa-1_5`, 'aes-256'), false),
  },
  {
    row: 8,
    what: 'xmlenc11 rsa-oaep with SHA-256 and MGF1 with SHA-256, which the SP cannot open',
    cause: ['receiver-refused', 'encryption'],
    says: [/aes256-gcm with rsa-oaep \(digest sha256, mask mgf1sha256\)/, 'not supported'],
    play: () => encryptedBy((xml, to) => encryptByOpenssl(xml, to, 256, { digest: 'sha256', mask: 'sha256' }), false),
  },
  {
    row: 8,
    what: 'an algorithm that the SP does not know',
    cause: ['receiver-refused', 'encryption'],
    says: [/camellia256-cbc/],
    play: () =>
      encryptedBy(
        (xml, to) =>
          encryptByOpenssl(xml, to, 256, { digest: 'sha1', mask: 'sha1' }).replace(
            `${ENC11}aes256-gcm`,
            'http://www.w3.org/2001/04/xmldsig-more#camellia256-cbc',
          ),
        true,
      ),
  },
  {
    row: 8,
    what: 'the sender names its key by KeyName alone',
    cause: ['encrypted-assertion-unreadable', 'encrypted'],
    says: ['the key named sp-2019'],
    play: () =>
      encryptedBy(
        (xml, to) =>
          encryptByXmlsec(xml, to, `${ENC11}aes256-gcm`, `${ENC}rsa-oaep-mgf1p`, 'aes-256').replace(
            /(<xenc:EncryptedKey>\s*<xenc:EncryptionMethod [^>]*>)/,
            '$1<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:KeyName>sp-2019</ds:KeyName></ds:KeyInfo>',
          ),
        false,
      ),
  },
];
