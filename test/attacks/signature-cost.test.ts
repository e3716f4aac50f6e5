import { beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { plainAssertion, plainResponse } from '#test/fixtures/plain-messages.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

let idp: Signer;
let signature: string;
beforeAll(async () => {
  idp = await makeSigner();
  const signed = await idp.sign(plainResponse(), '_response');
  signature = /<ds:Signature .*<\/ds:Signature>/.exec(signed)?.[0] ?? '?';
});

/** Milliseconds, the best of some runs: what other work on the machine adds must not count. */
async function time(xml: string, runs = 4): Promise<number> {
  const document = parseXml(xml);
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const before = performance.now();
    await verifySignatures(document, [idp.trusted]);
    best = Math.min(best, performance.now() - before);
  }
  return best;
}

describe('what a hostile message can cost', { timeout: 30_000 }, () => {
  it('thousands of signatures cost no more than the limit allows', async () => {
    const [few, many] = [1, 10].map((times) => plainResponse(signature.repeat(times * LIMITS.signatures)));
    const baseline = await time(few ?? '');
    expect(await time(many ?? '')).toBeLessThan(30 * baseline);
    const reports = await verifySignatures(parseXml(many ?? ''), [idp.trusted]);
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

  it('ten thousand IDs and attributes take linear time', async () => {
    const message = (n: number) =>
      plainResponse(
        plainAssertion() +
          Array.from({ length: n }, (_, i) => `<a ID="_x${i}" Id="_x${i + 1}" b="c"></a>`).join('') +
          signature,
      );
    const [small, large] = [await time(message(1000)), await time(message(10_000))];
    expect(large).toBeLessThan(30 * small);
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
