import { beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import { weakHashOf } from '#shared/crypto/algorithms.ts';
import type { SignatureReport, TrustedKey } from '#shared/crypto/signature.ts';
import { plainAssertion, plainLogoutRequest, plainResponse } from '#test/fixtures/plain-messages.ts';
import { makeSigner, type Signer, verdictsOf, verifyText } from '#test/fixtures/signer.ts';

let idp: Signer;
let other: Signer;
let signed: string;
let unembedded: string;
beforeAll(async () => {
  idp = await makeSigner();
  other = await makeSigner('other.example');
  signed = await idp.sign(plainResponse(), '_response');
  unembedded = await idp.sign(plainResponse(), '_response', { embed: false });
});

async function only(xml: string, keys: readonly TrustedKey[]): Promise<SignatureReport> {
  const [report, second] = await verifyText(xml, keys);
  if (report === undefined || second !== undefined) throw new Error('expected exactly one signature');
  return report;
}

/** Breaks the SignatureValue and nothing else. */
const breakValue = (xml: string) =>
  xml.replace(/(<ds:SignatureValue>)(.)/, (_, tag: string, char: string) => tag + (char === 'A' ? 'B' : 'A'));

describe('verifySignatures: the verdict (xmldsig-core 3.2)', () => {
  it('is valid by a trusted key, and says which and what', async () => {
    const report = await only(signed, [other.trusted, idp.trusted]);
    expect(report).toMatchObject({
      on: 'Response',
      id: '_response',
      algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
      outcome: 'valid',
      reason: null,
      digests: null,
    });
    expect(report.signed).toBe(report.element.parent);
    expect(report.certificate).toBe(idp.certificate);
    expect(report.embedded).toBe(idp.certificate);
  });

  it('is valid without KeyInfo; the keys tried are listed in order', async () => {
    const report = await only(unembedded, [other.trusted, idp.trusted]);
    expect(report).toMatchObject({ outcome: 'valid', embedded: null });
    expect(report.tried).toEqual([other.certificate.sha256, idp.certificate.sha256]);
  });

  it('tries each certificate once, however often it is given', async () => {
    const report = await only(unembedded, [other.trusted, other.trusted, other.trusted]);
    expect(report.tried).toEqual([other.certificate.sha256]);
  });

  it('is unknown, embedded-key-only, where nobody vouches for the key', async () => {
    const report = await only(signed, []);
    expect(report).toMatchObject({ outcome: 'unknown', reason: 'embedded-key-only', tried: [] });
    expect(report.certificate?.sha256).toBe(idp.certificate.sha256);
  });

  it('is unknown, no-key, where there is none at all', async () => {
    expect(await only(unembedded, [])).toMatchObject({ outcome: 'unknown', reason: 'no-key', certificate: null });
  });

  it('is invalid, wrong-key, if it is intact by an embedded certificate that is not trusted', async () => {
    const report = await only(signed, [other.trusted]);
    expect(report).toMatchObject({ outcome: 'invalid', reason: 'wrong-key', tried: [other.certificate.sha256] });
    expect(report.certificate?.sha256).toBe(idp.certificate.sha256);
    expect(report.embedded?.sha256).toBe(idp.certificate.sha256);
  });

  it('is invalid, signature-mismatch, if no trusted key fits and nothing is embedded', async () => {
    const report = await only(unembedded, [other.trusted]);
    expect(report).toMatchObject({ outcome: 'invalid', reason: 'signature-mismatch', certificate: null });
  });

  it.each(['with trusted keys', 'without'])(
    'is invalid, signature-mismatch, if the value was changed, %s',
    async (how) => {
      const report = await only(breakValue(signed), how === 'without' ? [] : [idp.trusted]);
      expect(report).toMatchObject({ outcome: 'invalid', reason: 'signature-mismatch', certificate: null });
      expect(report.embedded?.sha256).toBe(idp.certificate.sha256);
    },
  );

  it.each(['with trusted keys', 'without'])(
    'is invalid, digest-mismatch, if what is signed was changed, %s',
    async (how) => {
      const changed = signed.replace('>anne<', '>eddie<');
      const report = await only(changed, how === 'without' ? [] : [idp.trusted]);
      expect(report).toMatchObject({ outcome: 'invalid', reason: 'digest-mismatch', certificate: null });
      expect(report.embedded?.sha256).toBe(idp.certificate.sha256);
      expect(report.digests?.stated).toBe(/DigestValue>([^<]*)</.exec(signed)?.[1]);
      expect(report.digests?.computed).toMatch(/^[A-Za-z0-9+/]{43}=$/);
      expect(report.signed).toBe(report.element.parent);
    },
  );

  it('is invalid, signature-mismatch, if SignedInfo was changed together with what is signed', async () => {
    const changed = signed.replace('>anne<', '>eddie<');
    const { digests } = await only(changed, []);
    const consistent = changed.replace(digests?.stated ?? '?', digests?.computed ?? '?');
    expect(await verdictsOf(consistent, [idp.trusted])).toEqual(['Response invalid signature-mismatch']);
  });

  it('ignores an unreadable embedded certificate', async () => {
    const broken = signed.replace(/(X509Certificate>)M/, '$1-');
    expect(await verdictsOf(broken, [idp.trusted])).toEqual(['Response valid']);
    expect(await verdictsOf(broken, [])).toEqual(['Response unknown no-key']);
  });

  it('reads an embedded certificate with its BEGIN and END lines', async () => {
    const pem = signed.replace(/(X509Certificate>)[^<]+/, `$1${idp.certificatePem}`);
    expect(await verdictsOf(pem, [])).toEqual(['Response unknown embedded-key-only']);
  });

  it('reads the certificate that signed out of a chain in KeyInfo', async () => {
    const foreign = Buffer.from(other.certificate.der).toString('base64');
    const chain = signed.replace('<ds:X509Data>', `<ds:X509Data><ds:X509Certificate>${foreign}</ds:X509Certificate>`);
    const report = await only(chain, []);
    expect(report).toMatchObject({ outcome: 'unknown', reason: 'embedded-key-only' });
    expect(report.embedded?.sha256).toBe(idp.certificate.sha256);
  });
});

describe('verifySignatures: which signatures', () => {
  it('verifies each of several, in document order', async () => {
    const inner = await idp.sign(plainResponse(), '_assertion');
    const both = await other.sign(inner, '_response');
    expect(await verdictsOf(both, [idp.trusted])).toEqual(['Response invalid wrong-key', 'Assertion valid']);
    expect(await verdictsOf(both, [idp.trusted, other.trusted])).toEqual(['Response valid', 'Assertion valid']);
  });

  it('finds none in an unsigned document', async () => {
    expect(await verdictsOf(plainLogoutRequest(), [idp.trusted])).toEqual([]);
  });

  it('accepts SAML 1.1, whose IDs are called AssertionID and ResponseID', async () => {
    const saml11 =
      '<Assertion xmlns="urn:oasis:names:tc:SAML:1.0:assertion" AssertionID="_a"><Conditions></Conditions></Assertion>';
    expect(await verdictsOf(await idp.sign(saml11, '_a'), [idp.trusted])).toEqual(['Assertion valid']);
    const renamed = await idp.sign(saml11.replace('AssertionID', 'ID'), '_a');
    expect(await verdictsOf(renamed, [idp.trusted])).toEqual(['Assertion invalid reference-missing']);
  });

  it(`leaves those beyond ${LIMITS.signatures} unexamined`, async () => {
    const signature = /<ds:Signature .*<\/ds:Signature>/.exec(signed)?.[0] ?? '?';
    const many = plainResponse(`<x>${signature}</x>`.repeat(LIMITS.signatures + 2));
    const verdicts = await verdictsOf(many, [idp.trusted]);
    expect(verdicts.slice(0, LIMITS.signatures)).toEqual(Array(LIMITS.signatures).fill('x invalid reference-foreign'));
    expect(verdicts.slice(LIMITS.signatures)).toEqual(Array(2).fill('x unknown not-examined'));
  });
});

describe('SHA-1 and MD5', () => {
  it('are named as weak, and the others are not', () => {
    expect(weakHashOf('http://www.w3.org/2000/09/xmldsig#rsa-sha1')).toBe('SHA1');
    expect(weakHashOf('http://www.w3.org/2000/09/xmldsig#sha1')).toBe('SHA1');
    expect(weakHashOf('http://www.w3.org/2001/04/xmldsig-more#rsa-md5')).toBe('MD5');
    expect(weakHashOf('http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1')).toBe('SHA1');
    expect(weakHashOf('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')).toBeNull();
    expect(weakHashOf('http://www.w3.org/2001/04/xmlenc#sha256')).toBeNull();
    expect(weakHashOf('urn:nobody')).toBeNull();
  });

  it('SHA-1 is verified: whether it is acceptable is not decided here', async () => {
    const xml = await idp.sign(plainAssertionAlone(), '_assertion', {
      algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
    });
    expect(await only(xml, [idp.trusted])).toMatchObject({
      outcome: 'valid',
      algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
      digest: 'http://www.w3.org/2000/09/xmldsig#sha1',
    });
  });
});

function plainAssertionAlone(): string {
  return plainAssertion().replace(
    '<saml:Assertion',
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"',
  );
}
