import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY_KINDS, makeOpensslPair, type OpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { plainLogoutRequest, plainResponse } from '#test/fixtures/plain-messages.ts';
import { type Signer, signerOf, verdictsOf, verifyText } from '#test/fixtures/signer.ts';
import { makeWrappingAttacks } from '#test/fixtures/wrapping.ts';
import { ENVELOPED, isSoundForXmlsec1, signWithXmlsec1 } from '#test/fixtures/xmlsec1.ts';

type KeyKind = keyof typeof KEY_KINDS;

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const EC_KINDS: readonly KeyKind[] = ['P-256', 'P-384', 'P-521'];

/** Every algorithm that both know, with every kind of key. */
const ALGORITHMS: readonly (readonly [KeyKind, string])[] = [
  ['RSA 2048', `${DSIG}rsa-sha1`],
  ...['sha256', 'sha384', 'sha512'].map((hash): [KeyKind, string] => ['RSA 2048', `${MORE}rsa-${hash}`]),
  ...['sha1', 'sha256', 'sha384', 'sha512'].flatMap((hash) =>
    EC_KINDS.map((kind): [KeyKind, string] => [kind, `${MORE}ecdsa-${hash}`]),
  ),
];

const place = makeWorkplace();
const pairs = new Map<KeyKind, { pair: OpensslPair; signer: Signer }>();
beforeAll(async () => {
  for (const [kind, key] of Object.entries(KEY_KINDS)) {
    const pair = makeOpensslPair(place, kind.replace(' ', ''), key);
    pairs.set(kind as KeyKind, { pair, signer: await signerOf(pair.keyPem, pair.certificatePem) });
  }
});
afterAll(() => place.remove());

function pairOf(kind: KeyKind) {
  const found = pairs.get(kind);
  if (found === undefined) throw new Error(kind);
  return found;
}

/** A message that exercises the canonicalizers: prefixes from outside, default namespaces, odd characters, comments. */
const RICH = plainResponse()
  .replace('<saml:Subject>', '\n  <!-- c -->\n  <saml:Subject  >')
  .replace('>anne<', ' a="ä &lt;&#xD;&quot;\'\t" b=\'"\'>ä anne &amp; &lt;b&gt; &#13; <![CDATA[<x>]]> 🦊<')
  .replace('</saml:AttributeStatement>', '<x xmlns="urn:x"><y xmlns=""><z/></y></x></saml:AttributeStatement>');

describe('xmlsec1 signs, and we verify', () => {
  it.each(ALGORITHMS)('%s, %s', async (kind, signature) => {
    const { pair, signer } = pairOf(kind);
    const signed = signWithXmlsec1(place, pair, RICH, { id: '_assertion', signature, digest: `${ENC}sha256` });
    expect(await verdictsOf(signed, [signer.trusted])).toEqual(['Assertion valid']);
    expect(await verdictsOf(signed, [])).toEqual(['Assertion unknown embedded-key-only']);
    expect(await verdictsOf(signed.replace(' anne ', ' eddie '), [signer.trusted])).toEqual([
      'Assertion invalid digest-mismatch',
    ]);
  });

  it.each([`${DSIG}sha1`, `${ENC}sha256`, `${MORE}sha384`, `${ENC}sha512`])('digest %s', async (digest) => {
    const { pair, signer } = pairOf('RSA 2048');
    const signed = signWithXmlsec1(place, pair, RICH, { id: '_response', signature: `${MORE}rsa-sha256`, digest });
    expect(await verdictsOf(signed, [signer.trusted])).toEqual(['Response valid']);
  });

  it.each([
    ['exclusive', EXC_C14N, `<ds:Transform Algorithm="${EXC_C14N}"/>`],
    ['exclusive with comments', `${EXC_C14N}WithComments`, `<ds:Transform Algorithm="${EXC_C14N}WithComments"/>`],
    ['inclusive', C14N, `<ds:Transform Algorithm="${C14N}"/>`],
    ['inclusive with comments', `${C14N}#WithComments`, `<ds:Transform Algorithm="${C14N}#WithComments"/>`],
    ['none named, which is inclusive', EXC_C14N, ''],
    [
      'InclusiveNamespaces',
      EXC_C14N,
      `<ds:Transform Algorithm="${EXC_C14N}"><ec:InclusiveNamespaces xmlns:ec="${EXC_C14N}" PrefixList="samlp xs #default"/></ds:Transform>`,
    ],
  ])('canonicalization: %s', async (_, canonicalization, transform) => {
    const { pair, signer } = pairOf('RSA 2048');
    const signed = signWithXmlsec1(place, pair, RICH, {
      id: '_assertion',
      signature: `${MORE}rsa-sha256`,
      digest: `${ENC}sha256`,
      canonicalization,
      transforms: ENVELOPED + transform,
    });
    expect(await verdictsOf(signed, [signer.trusted])).toEqual(['Assertion valid']);
    const commented = signed.replace(' anne ', ' an<!-- d -->ne ');
    expect(isSoundForXmlsec1(place, commented, pair.certificateFile)).toBe(true);
    expect(await verdictsOf(commented, [signer.trusted])).toEqual(['Assertion valid']);
    const insideSignedInfo = signed.replace('<ds:Reference', '<!-- e --><ds:Reference');
    const isSound = isSoundForXmlsec1(place, insideSignedInfo, pair.certificateFile);
    expect(isSound).toBe(!canonicalization.endsWith('WithComments'));
    const [report] = await verifyText(insideSignedInfo, [signer.trusted]);
    expect(report?.outcome === 'valid').toBe(isSound);
  });

  it('an algorithm that Web Crypto lacks is left open, not called invalid', async () => {
    const { pair, signer } = pairOf('RSA 2048');
    const signed = signWithXmlsec1(place, pair, RICH, {
      id: '_assertion',
      signature: `${MORE}rsa-sha224`,
      digest: `${ENC}sha256`,
    });
    expect(isSoundForXmlsec1(place, signed, pair.certificateFile)).toBe(true);
    expect(await verdictsOf(signed, [signer.trusted])).toEqual(['Assertion unknown algorithm-unsupported']);
  });
});

describe('we sign, and xmlsec1 verifies', () => {
  it.each(ALGORITHMS)('%s, %s', async (kind, algorithm) => {
    const { pair, signer } = pairOf(kind);
    const signed = await signer.sign(RICH, '_assertion', { algorithm });
    expect(isSoundForXmlsec1(place, signed, pair.certificateFile)).toBe(true);
    expect(isSoundForXmlsec1(place, signed.replace(' anne ', ' eddie '), pair.certificateFile)).toBe(false);
  });

  it('a response around a signed assertion, and a request', async () => {
    const { pair, signer } = pairOf('RSA 2048');
    const both = await signer.sign(await signer.sign(RICH, '_assertion'), '_response');
    expect([0, 1].map((index) => isSoundForXmlsec1(place, both, pair.certificateFile, index))).toEqual([true, true]);
    const request = await signer.sign(plainLogoutRequest(), '_request');
    expect(isSoundForXmlsec1(place, request, pair.certificateFile)).toBe(true);
  });
});

describe('signature wrapping', () => {
  it('carries signatures that are sound: xmlsec1, which only follows the reference, accepts them', async () => {
    const { pair, signer } = pairOf('RSA 2048');
    const attacks = (await makeWrappingAttacks(signer)).filter(({ isFollowable }) => isFollowable);
    const refused = attacks.filter(({ xml }) => !isSoundForXmlsec1(place, xml, pair.certificateFile));
    expect(attacks.length).toBeGreaterThan(10);
    expect(refused.map(({ name }) => name)).toEqual([]);
  });
});
