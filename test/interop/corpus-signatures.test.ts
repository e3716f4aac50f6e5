import { SAML } from '@node-saml/node-saml';
import { afterAll, describe, expect, it } from 'vitest';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import type { SignatureReport } from '#shared/crypto/signature.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { type CorpusRow, certificatesFor, corpusRows, describeCorpus, readCorpusFile } from '#test/fixtures/corpus.ts';
import { verifyWithNodeSaml } from '#test/fixtures/node-saml-signatures.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { verifyWithXmldsigjs } from '#test/fixtures/xmldsigjs.ts';
import { isSoundForXmlsec1 } from '#test/fixtures/xmlsec1.ts';

const place = makeWorkplace();
afterAll(() => place.remove());

/** A document, the certificates to verify its signatures with, and our verdict on each in order. */
interface SignedFile {
  readonly xml: string;
  /** DER. */
  readonly certificates: readonly Uint8Array<ArrayBuffer>[];
  readonly ours: readonly SignatureReport[];
}

/** Each says for every signature in order whether it is valid by one of the certificates. */
const ORACLES = {
  xmlsec1: async ({ xml, certificates, ours }: SignedFile) => {
    const files = certificates.map((der, index) => place.write(`${index}.pem`, toPem(der)));
    return ours.map((_, index) => files.some((file) => isSoundForXmlsec1(place, xml, file, index)));
  },
  xmldsigjs: async ({ xml, certificates, ours }: SignedFile) => {
    const hash = ['SHA-1', 'SHA-512'].find((name) => xml.includes(`#rsa-${name.replace('-', '').toLowerCase()}"`));
    const key = { name: 'RSASSA-PKCS1-v1_5', hash: hash ?? 'SHA-256' };
    const verdicts = await Promise.all(certificates.map((der) => verifyWithXmldsigjs(xml, der, key)));
    return ours.map((_, index) => verdicts.some((each) => each[index] === true));
  },
  'node-saml': async ({ xml, certificates }: SignedFile) => await verifyWithNodeSaml(xml, certificates.map(toPem)),
};

type Oracle = keyof typeof ORACLES;

const SAML11 = 'it is told by AssertionID (SAML 1.1), which they know as no ID';
const WHOLE = 'the reference is URI="", as metadata without an ID needs';

/** Where an oracle's verdicts are others than ours, and why ours stand. */
const DIFFERENCES: readonly (readonly [file: string, why: Partial<Record<Oracle, string>>])[] = [
  [
    'node-saml/signatures/valid/response.root-signed.assertion-signed.2advice-signed.xml',
    {
      xmlsec1: 'a signature has two references: XML Signature allows it, SAML does not (saml-core 5.4.2)',
      xmldsigjs: 'a signature has two references: XML Signature allows it, SAML does not (saml-core 5.4.2)',
    },
  ],
  ...['metadata.switchaai_signed.xml', 'ukfederation-metadata.xml'].map(
    (name) =>
      [
        `opensaml-metadata/${name}`,
        {
          xmldsigjs: `${WHOLE}, which leaves comments out (xmldsig-core 4.4.3.3); it leaves them in`,
          'node-saml': `${WHOLE}; it knows references by ID only`,
        },
      ] as const,
  ),
  ...['samlresponse_explicit_iso.txt', 'samlresponse_iso.txt'].map(
    (name) =>
      [
        `passport-wsfed-saml2/samples/plain/${name}`,
        { xmldsigjs: 'the root declares the prefix ds for something else, and it does not see it declared anew' },
      ] as const,
  ),
  [
    'passport-wsfed-saml2/samples/plain/samlresponse_saml11_invalid_cert.txt',
    { xmldsigjs: 'it stops at the broken certificate in KeyInfo', 'node-saml': SAML11 },
  ],
  [
    'passport-wsfed-saml2/samples/plain/samlresponse_saml20_invalid_cert.txt',
    { xmldsigjs: 'it stops at the broken certificate in KeyInfo' },
  ],
  ['passport-wsfed-saml2/wsfed-result-wstrust13.xml', { xmldsigjs: SAML11, 'node-saml': SAML11 }],
  [
    'saml20/attacks/wrapping/saml20.wrapped.invalidResponse1.xml',
    {
      xmldsigjs: 'the genuine message is wrapped inside the signature, where it does not look for the ID',
      'node-saml': 'it refuses a document with two signatures of the same value, the genuine one included',
    },
  ],
  [
    'saml20/attacks/wrapping/saml20.wrapped.invalidResponse2.xml',
    {
      xmldsigjs: 'it does not ask whether a signature is of its parent (saml-core 5.4.2): the wrapped one counts',
      'node-saml': 'it refuses a document with two signatures of the same value, the genuine one included',
    },
  ],
];

function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

async function readSigned(row: CorpusRow): Promise<SignedFile> {
  const certificatePems = await certificatesFor(row);
  const { messages } = await inspectInput(readCorpusFile(row.file), await knowledgeFrom({ certificatePems }));
  const { wire, signatures: ours } = messages[0] ?? {};
  if (!wire || ours === undefined) throw new Error(`${row.file} holds no message`);
  const certificates = (await Promise.all(certificatePems.map(readCertificate))).map(({ der }) => der);
  // The text is decoded: what it says of its bytes is no longer so.
  const xml = wire.xml.replace(/^(<\?xml [^>]*?encoding=)["'][^"']*["']/, '$1"UTF-8"');
  return { xml, certificates, ours };
}

/** The names of the oracles that see it as we do; the others. */
async function compare(file: SignedFile): Promise<readonly Oracle[]> {
  const ours = file.ours.map(({ outcome }) => outcome === 'valid');
  const names: readonly Oracle[] = ['xmlsec1', 'xmldsigjs', 'node-saml'];
  const differ = await Promise.all(
    names.map(async (name) => JSON.stringify(await ORACLES[name](file)) !== JSON.stringify(ours)),
  );
  return names.filter((_, index) => differ[index]);
}

/** What node-saml says of the parameters of a redirect; `valid`, or its words. */
async function redirectVerdict(parameters: Record<string, string>): Promise<string> {
  const idpCert = readCorpusFile('node-saml/acme_tools_com.cert').toString('utf8');
  const saml = new SAML({ idpCert, issuer: 'sp', callbackUrl: 'https://sp/acs', acceptedClockSkewMs: -1 });
  try {
    const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    await saml.validateRedirectAsync(parameters, query.join('&'));
    return 'valid';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describeCorpus('signatures of the corpus', () => {
  const signed = corpusRows().filter(({ signatures }) => signatures !== '-');
  const inXml = signed.filter(({ signatures }) => !signatures.startsWith('query'));
  const inQuery = signed.filter(({ signatures }) => signatures.startsWith('query'));
  const differences = new Map(DIFFERENCES);

  describe('xmlsec1, xmldsigjs and node-saml agree with us on every signature of the corpus, but for what is named', () => {
    it.each(inXml)('$file: $signatures', async (row) => {
      expect(await compare(await readSigned(row))).toEqual(Object.keys(differences.get(row.file) ?? {}));
    });

    it('every difference that is named is of a file with a signature', () => {
      expect([...differences.keys()].filter((file) => !inXml.some((row) => row.file === file))).toEqual([]);
      expect(inXml.length).toBeGreaterThan(90);
    });
  });

  describe('node-saml agrees with us on every signature of a query', () => {
    const certificatePems = [readCorpusFile('node-saml/acme_tools_com.cert').toString('utf8')];
    const verdicts = async (parameters: Record<string, string>) => {
      const { messages } = await inspectInput(JSON.stringify(parameters), await knowledgeFrom({ certificatePems }));
      return [messages[0]?.redirectSignature?.outcome, await redirectVerdict(parameters)];
    };

    it.each(inQuery)('$file: $signatures, and not with another RelayState', async ({ file, outcome }) => {
      const parameters: Record<string, string> = JSON.parse(readCorpusFile(file).toString('utf8'));
      // It refuses a logout that failed before it looks at the signature.
      const isFailure = outcome === 'refused: status-not-success';
      const failure = 'Bad status code: urn:oasis:names:tc:SAML:2.0:status:Requester';
      expect(await verdicts(parameters)).toEqual(['valid', isFailure ? failure : 'valid']);
      const changed = { ...parameters, RelayState: 'another' };
      expect(await verdicts(changed)).toEqual(['invalid', isFailure ? failure : 'Invalid query signature']);
    });
  });
});
