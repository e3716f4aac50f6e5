import { beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { expectLinear } from '#test/fixtures/growth.ts';
import { plainAssertion, plainResponse } from '#test/fixtures/plain-messages.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

let idp: Signer;
let signature: string;
beforeAll(async () => {
  idp = await makeSigner();
  const signed = await idp.sign(plainResponse(), '_response');
  signature = /<ds:Signature .*<\/ds:Signature>/.exec(signed)?.[0] ?? '?';
});

describe('what a hostile message can cost', { timeout: 30_000 }, () => {
  it('of thousands of signatures no more are examined than the limit allows, and the rest cost little', async () => {
    const signed = (times: number) => parseXml(plainResponse(signature.repeat(times * LIMITS.signatures)));
    await expectLinear(signed, (document) => verifySignatures(document, [idp.trusted]), 1);
    const reports = await verifySignatures(signed(10), [idp.trusted]);
    const examined = reports.filter(({ reason }) => reason !== 'not-examined');
    expect(reports).toHaveLength(10 * LIMITS.signatures);
    expect(examined.length).toBeGreaterThan(0);
    expect(examined.length).toBeLessThanOrEqual(LIMITS.signatures);
  });

  it('signatures nested around one large text are examined as long as the work stays linear, the rest are not', async () => {
    let nested = 'x'.repeat(1024 * 1024);
    for (let depth = 0; depth < 40; depth++) {
      nested = `<a ID="_${depth}">${signature.replace('#_response', `#_${depth}`)}${nested}</a>`;
    }
    const reports = await verifySignatures(parseXml(nested), [idp.trusted]);
    const reasons = reports.map(({ reason }) => reason);
    expect(reasons.slice(0, LIMITS.signedTimes)).toEqual(Array(LIMITS.signedTimes).fill('digest-mismatch'));
    expect(reasons.slice(LIMITS.signedTimes)).toEqual(Array(40 - LIMITS.signedTimes).fill('not-examined'));
  });

  it('twin: assertions signed one inside the other, three levels deep, are all examined', async () => {
    const advice = (id: string, inner: string) =>
      plainAssertion(id).replace(
        '<saml:AttributeStatement>',
        `<saml:Advice>${inner}</saml:Advice><saml:AttributeStatement>`,
      );
    let xml = plainResponse(advice('_a', advice('_b', plainAssertion('_c'))));
    for (const id of ['_c', '_b', '_a', '_response']) xml = await idp.sign(xml, id);
    const reports = await verifySignatures(parseXml(xml), [idp.trusted]);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['valid', 'valid', 'valid', 'valid']);
  });

  it('the key that the message names is tried first, among a thousand others', async () => {
    const signed = await idp.sign(plainResponse(), '_response');
    const others = await Promise.all(
      Array.from({ length: 1000 }, async (_, index) => {
        const der = idp.certificate.der.slice();
        der[der.length - 1] = index & 0xff; // another fingerprint, and for our reader another certificate
        der[der.length - 2] = index >> 8;
        return { ...idp.trusted, certificate: { ...(await readCertificate(der)), keyBits: 2048 } };
      }),
    );
    const [report] = await verifySignatures(parseXml(signed), [...others, idp.trusted]);
    expect(report?.tried).toEqual([idp.certificate.sha256]);
  });
});
