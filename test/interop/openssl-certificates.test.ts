import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { describeCorpus, readCorpusFile } from '#test/fixtures/corpus.ts';
import { KEY_KINDS, makeOpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace, run } from '#test/fixtures/outside-tool.ts';

const place = makeWorkplace();
afterAll(() => place.remove());

/** What OpenSSL prints, brought to our form. */
function readWithOpenssl(file: string) {
  const name = (what: string) =>
    run('openssl', [
      'x509',
      '-in',
      file,
      '-noout',
      `-${what}`,
      '-nameopt',
      'sep_comma_plus_space,esc_2253,esc_ctrl,utf8,sname,dump_unknown,dump_der,dump_nostr',
    ])
      .replace(/^\w+=/, '')
      .replace(/\n$/, '')
      .replaceAll(' + ', '+');
  const date = (what: string) =>
    Date.parse(run('openssl', ['x509', '-in', file, '-noout', `-${what}`]).replace(/^\w+=/, ''));
  const fingerprint = (hash: string) =>
    run('openssl', ['x509', '-in', file, '-noout', '-fingerprint', `-${hash}`])
      .replace(/^.*=|:|\n/g, '')
      .toLowerCase();
  return {
    subject: name('subject'),
    issuer: name('issuer'),
    serialNumber: run('openssl', ['x509', '-in', file, '-noout', '-serial'])
      .replace(/^serial=|\n/g, '')
      .toLowerCase(),
    notBefore: date('startdate'),
    notAfter: date('enddate'),
    sha1: fingerprint('sha1'),
    sha256: fingerprint('sha256'),
  };
}

async function expectSameReading(file: string): Promise<void> {
  const certificate = await readCertificate(readFileSync(file));
  expect(certificate).toMatchObject(readWithOpenssl(file));
  const spki = new X509Certificate(readFileSync(file)).publicKey.export({ type: 'spki', format: 'der' });
  expect(Buffer.from(certificate.publicKey)).toEqual(spki);
}

describe('certificates that OpenSSL makes are read as OpenSSL reads them', () => {
  it.each([
    ...Object.entries(KEY_KINDS).map(([kind, key]) => [kind, key] as const),
    ['RSA 1024', ['-newkey', 'rsa:1024']] as const,
    ['RSA 3072 with exponent 3', ['-newkey', 'rsa:3072', '-pkeyopt', 'rsa_keygen_pubexp:3']] as const,
    ['RSA of an odd size', ['-newkey', 'rsa:2047']] as const,
  ])('key: %s', async (kind, key) => {
    const { certificateFile } = makeOpensslPair(place, 'key', key);
    await expectSameReading(certificateFile);
    const { asymmetricKeyDetails, asymmetricKeyType } = new X509Certificate(readFileSync(certificateFile)).publicKey;
    const { keyType, keyBits, curve } = await readCertificate(readFileSync(certificateFile));
    expect(keyType.toLowerCase()).toBe(asymmetricKeyType);
    expect(curve).toBe(kind.startsWith('P-') ? kind : null);
    expect(keyBits).toBe(asymmetricKeyDetails?.modulusLength ?? Number(kind.slice(2)));
  });

  it.each([
    ['Ed25519', ['-newkey', 'ed25519'], { keyType: 'unknown', keyBits: 0, curve: null }],
    [
      'RSA-PSS',
      ['-newkey', 'rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048'],
      { keyType: 'unknown', keyBits: 0, curve: null },
    ],
    [
      'secp256k1',
      ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
      { keyType: 'EC', keyBits: 0, curve: null },
    ],
    [
      'a curve by its parameters',
      ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-pkeyopt', 'ec_param_enc:explicit'],
      { keyType: 'EC', keyBits: 0, curve: null },
    ],
  ])('a key that nothing here verifies with is read all the same: %s', async (_, key, expected) => {
    const { certificateFile, certificatePem } = makeOpensslPair(place, 'odd', key);
    expect(await readCertificate(certificatePem)).toMatchObject({ ...readWithOpenssl(certificateFile), ...expected });
  });

  it.each([
    ['usual', '/C=CH/ST=Zürich/L=Zürich/O=Example AG/OU=IT/CN=idp.example/emailAddress=it@idp.example'],
    ['characters to escape', '/O=A, B \\+ C; "D" <E> \\\\ F=G/CN=#1'],
    ['spaces at the ends', '/O= a /CN= '],
    ['several in one part', '/DC=example/DC=idp/UID=7+CN=x'],
    ['types without a common name', '/serialNumber=1/title=Dr/GN=A/SN=B/postalCode=8000/street=Weg 1/2.5.4.97=VATCH-1'],
    ['Japanese and an emoji', '/O=日本/CN=🦊'],
    ['nothing', '/'],
  ])('name: %s', async (_, subject) => {
    const { certificateFile } = makeOpensslPair(place, 'name', KEY_KINDS['P-256'], [
      '-subj',
      subject,
      '-multivalue-rdn',
    ]);
    await expectSameReading(certificateFile);
  });

  it.each([
    ['from 2050 on (GeneralizedTime)', ['-days', '20000']],
    ['a long serial number', ['-set_serial', '0xffeeddccbbaa99887766554433221100ffeeddcc']],
    ['serial number zero', ['-set_serial', '0']],
    ['a negative serial number', ['-set_serial', '-129']],
  ])('%s', async (_, options) => {
    const { certificateFile } = makeOpensslPair(place, 'other', KEY_KINDS['P-256'], ['-subj', '/CN=x', ...options]);
    await expectSameReading(certificateFile);
  });

  it('version 1, which has no version field and no extensions', async () => {
    const { keyFile } = makeOpensslPair(place, 'v1', KEY_KINDS['P-256']);
    const [request, file] = [place.write('v1.csr', ''), place.write('v1.pem', '')];
    run('openssl', ['req', '-new', '-key', keyFile, '-subj', '/CN=x', '-out', request]);
    run('openssl', ['x509', '-req', '-in', request, '-signkey', keyFile, '-days', '9', '-out', file]);
    expect(run('openssl', ['x509', '-in', file, '-noout', '-text'])).toContain('Version: 1 ');
    await expectSameReading(file);
  });
});

describeCorpus('certificates of the corpus', () => {
  describe('certificates of other projects', () => {
    it.each([
      'node-saml/cert.pem',
      'node-saml/acme_tools_com.cert',
      'node-saml/testshib encryption cert.pem',
      'saml20/certificates/oneloginPublicKey.crt',
      'passport-wsfed-saml2/test-auth0.pem',
      'passport-wsfed-saml2/test-auth0.cer',
      'passport-wsfed-saml2/test-auth0-2.cer',
    ])('%s', async (file) => {
      const { der } = await readCertificate(readCorpusFile(`${file}`));
      await expectSameReading(place.write('corpus.der', der));
    });

    it('is the same with and without BEGIN and END', async () => {
      const read = async (file: string) => await readCertificate(readCorpusFile(`node-saml/${file}`).toString('utf8'));
      expect(await read('acme_tools_com_without_header_and_footer.cert')).toEqual(await read('acme_tools_com.cert'));
    });

    it('a certificate whose end date OpenSSL calls a bad time value is refused in words', async () => {
      const reading = readCertificate(readCorpusFile(`saml20/certificates/oktaPublicKey.crt`));
      await expect(reading).rejects.toThrow('not a time of the form that certificates use');
    });
  });
});
