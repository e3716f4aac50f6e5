import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cannotVerify, cannotVerifyQuery } from '#server/gate/cannot-verify.ts';
import { verifyWithNodeSaml } from '#server/gate/node-saml.ts';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { signElement } from '#shared/crypto/sign-element.ts';
import { signOctets } from '#shared/crypto/sign-octets.ts';
import { signedTextOf } from '#shared/crypto/signed-text.ts';
import { KEY_KINDS, makeOpensslPair, type OpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { plainResponse } from '#test/fixtures/plain-messages.ts';
import { signerOf, verifyText } from '#test/fixtures/signer.ts';
import { ENVELOPED, type SignatureTemplate, signWithXmlsec1 } from '#test/fixtures/xmlsec1.ts';
import type { KeyKind } from './algorithm-world.ts';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#';
const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const CURVES: readonly KeyKind[] = ['P-256', 'P-384', 'P-521'];
const HASHES = ['sha1', 'sha256', 'sha384', 'sha512'];
const DIGESTS = [`${DSIG}sha1`, `${ENC}sha256`, `${MORE}sha384`, `${ENC}sha512`];

const place = makeWorkplace();
const pairs = new Map<KeyKind, OpensslPair>();
beforeAll(() => {
  for (const [kind, key] of Object.entries(KEY_KINDS)) {
    pairs.set(kind as KeyKind, makeOpensslPair(place, kind.replace(' ', ''), key));
  }
});
afterAll(() => place.remove());

function pairOf(kind: KeyKind): OpensslPair {
  const pair = pairs.get(kind);
  if (pair === undefined) throw new Error(kind);
  return pair;
}

/** Prefixes from outside, default namespaces, odd characters, comments. */
const RICH = plainResponse()
  .replace('<samlp:Response ', '<samlp:Response xmlns:unused="urn:unused" ')
  .replace('<saml:Subject>', '\r\n  <!-- c -->\n  <saml:Subject  >')
  .replace('>anne<', ' a="ä &lt;&#xD;&quot;\'\t" b=\'"\'>ä anne &amp; &lt;b&gt; &#13; <![CDATA[<x>]]> 🦊<')
  .replace('</saml:AttributeStatement>', '<x xmlns="urn:x"><y xmlns=""><z/></y></x></saml:AttributeStatement>');

/** What we say that node-saml cannot do, and what it says of the signature all the same; both of the sound one and of one with a bit changed. */
async function asked(xml: string, kind: KeyKind) {
  const pair = pairOf(kind);
  const { trusted } = await signerOf(pair.keyPem, pair.certificatePem);
  const [report] = await verifyText(xml, [trusted]);
  expect(report?.outcome).toBe('valid');
  const signed = report && signedTextOf(report);
  if (signed == null) throw new Error('nothing signed');
  const { document, digested } = signed;
  const verify = (from: string, to: string) =>
    verifyWithNodeSaml({
      kind: 'xml',
      document: document.replace(from, to),
      digested: digested.replace(from, to),
      certificate: pair.certificatePem,
    });
  return {
    cannot: cannotVerify(signed),
    verified: await verify('', ''),
    changed: await verify('ä anne ', 'ä annd '),
  };
}

function byXmlsec1(kind: KeyKind, template: Partial<SignatureTemplate>, xml = RICH): string {
  const usual = { id: '_assertion', signature: `${MORE}rsa-sha256`, digest: `${ENC}sha256` };
  return signWithXmlsec1(place, pairOf(kind), xml, { ...usual, ...template });
}

const CAN = { cannot: null, verified: true, changed: false };

describe('node-saml verifies what we say that it can, and nothing of what we say that it cannot', () => {
  it.each(HASHES)('RSA with %s', async (hash) => {
    const signature = `${hash === 'sha1' ? DSIG : MORE}rsa-${hash}`;
    const cannot = { cannot: signature, verified: false, changed: false };
    expect(await asked(byXmlsec1('RSA 2048', { signature }), 'RSA 2048')).toEqual(hash === 'sha384' ? cannot : CAN);
  });

  it.each(HASHES.flatMap((hash) => CURVES.map((kind): [KeyKind, string] => [kind, hash])))(
    'ECDSA: %s with %s',
    async (kind, hash) => {
      const signature = `${MORE}ecdsa-${hash}`;
      const answer = await asked(byXmlsec1(kind, { signature }), kind);
      expect(answer).toEqual({ cannot: signature, verified: false, changed: false });
    },
  );

  it.each(HASHES)('RSA-PSS with %s', async (hash) => {
    const algorithm = `${MORE_2007}${hash}-rsa-MGF1`;
    const privateKey = await importPrivateKey(pairOf('RSA 2048').keyPem, algorithm);
    const xml = await signElement(RICH, { id: '_assertion', privateKey, certificate: null, algorithm });
    const cannot = { cannot: algorithm, verified: false, changed: false };
    expect(await asked(xml, 'RSA 2048')).toEqual(hash === 'sha256' ? CAN : cannot);
  });

  it.each(DIGESTS)('digest %s', async (digest) => {
    const cannot = { cannot: digest, verified: false, changed: false };
    expect(await asked(byXmlsec1('RSA 2048', { digest }), 'RSA 2048')).toEqual(
      digest.endsWith('sha384') ? cannot : CAN,
    );
  });
});

describe('canonicalization, cut out of the message', () => {
  const transform = (uri: string, inside = ''): string =>
    `${ENVELOPED}<ds:Transform Algorithm="${uri}">${inside}</ds:Transform>`;
  const list = (prefixes: string): string =>
    `<ec:InclusiveNamespaces xmlns:ec="${EXC_C14N}" PrefixList="${prefixes}"/>`;

  it.each<[string, Partial<SignatureTemplate>]>([
    ['exclusive', {}],
    ['exclusive with comments, of the reference', { transforms: transform(`${EXC_C14N}WithComments`) }],
    ['inclusive', { canonicalization: C14N, transforms: transform(C14N) }],
    ['inclusive of SignedInfo only', { canonicalization: C14N }],
    ['inclusive of the reference only', { transforms: transform(C14N) }],
    ['inclusive with comments, of the reference', { transforms: transform(`${C14N}#WithComments`) }],
    ['none named, which is inclusive', { transforms: ENVELOPED }],
    ['with prefixes of the message', { transforms: transform(EXC_C14N, list('samlp unused #default')) }],
    ['with prefixes that are nowhere', { transforms: transform(EXC_C14N, list('xs xsi')) }],
  ])('%s', async (_, template) => {
    expect(await asked(byXmlsec1('RSA 2048', template), 'RSA 2048')).toEqual(CAN);
    expect(await asked(byXmlsec1('RSA 2048', { ...template, id: '_response' }), 'RSA 2048')).toEqual(CAN);
  });

  it('below an xml: attribute, which xml-crypto leaves out of an inclusive SignedInfo (c14n 2.4)', async () => {
    const xml = RICH.replace('<samlp:Response ', '<samlp:Response xml:lang="en" ');
    expect(await asked(byXmlsec1('RSA 2048', { transforms: transform(C14N) }, xml), 'RSA 2048')).toEqual(CAN);
    const cannot = { cannot: `${C14N} below an xml: attribute`, verified: false, changed: false };
    expect(await asked(byXmlsec1('RSA 2048', { canonicalization: C14N }, xml), 'RSA 2048')).toEqual(cannot);
  });

  it.each([`${EXC_C14N}WithComments`, `${C14N}#WithComments`])('%s of SignedInfo is not asked for', async (uri) => {
    const { cannot } = await asked(byXmlsec1('RSA 2048', { canonicalization: uri }), 'RSA 2048');
    expect(cannot).toBe(uri);
  });
});

describe('the signature of a redirect', () => {
  const signedText = 'SAMLRequest=abc%2f&RelayState=SAMLResponse%3DSigAlg&SigAlg=x';

  it.each([
    ...HASHES.map((hash): [KeyKind, string] => ['RSA 2048', `${hash === 'sha1' ? DSIG : MORE}rsa-${hash}`]),
    ...['sha256', 'sha512'].map((hash): [KeyKind, string] => ['RSA 2048', `${MORE_2007}${hash}-rsa-MGF1`]),
    ...CURVES.map((kind): [KeyKind, string] => [kind, `${MORE}ecdsa-sha256`]),
  ])('%s, %s', async (kind, algorithm) => {
    const pair = pairOf(kind);
    const privateKey = await importPrivateKey(pair.keyPem, algorithm);
    const octets = new TextEncoder().encode(signedText);
    const signature = Buffer.from(await signOctets(octets, privateKey, algorithm)).toString('base64');
    const query = { kind: 'redirect', signedText, algorithm, signature, certificate: pair.certificatePem } as const;
    const can = kind === 'RSA 2048' && !algorithm.includes('MGF1');
    expect(cannotVerifyQuery(algorithm)).toBe(can ? null : algorithm);
    if (!can) await expect(verifyWithNodeSaml(query)).rejects.toThrow('is not supported');
    else expect(await verifyWithNodeSaml(query)).toBe(true);
    if (can) expect(await verifyWithNodeSaml({ ...query, signedText: `${signedText}y` })).toBe(false);
  });
});
