import { beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/base/limits.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import type { TrustedKey } from '#shared/crypto/signature.ts';
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

async function time(xml: string, keys: readonly TrustedKey[] = [idp.trusted]): Promise<number> {
  const document = parseXml(xml);
  const before = performance.now();
  await verifySignatures(document, keys);
  return performance.now() - before;
}

describe('what a hostile message can cost', () => {
  it('thousands of signatures cost no more than the limit allows', async () => {
    const [few, many] = [LIMITS.signatures, 20 * LIMITS.signatures].map((n) => plainResponse(signature.repeat(n)));
    await time(few ?? '');
    const baseline = await time(few ?? '');
    expect(await time(many ?? '')).toBeLessThan(20 * baseline + 200);
    const reports = await verifySignatures(parseXml(many ?? ''), [idp.trusted]);
    const examined = reports.filter(({ reason }) => reason !== 'not-examined');
    expect(reports).toHaveLength(20 * LIMITS.signatures);
    expect(examined.length).toBeGreaterThan(0);
    expect(examined.length).toBeLessThanOrEqual(LIMITS.signatures);
  });

  it('signatures nested around one large text are examined until signedChars is reached, the rest are not', async () => {
    const large = 'x'.repeat(4 * 1024 * 1024);
    let nested = large;
    for (let depth = 0; depth < 40; depth++)
      nested = `<a ID="_${depth}">${signature.replace('#_response', `#_${depth}`)}${nested}</a>`;
    const reports = await verifySignatures(parseXml(nested), [idp.trusted]);
    const examined = reports.filter(({ reason }) => reason === 'digest-mismatch');
    expect(reports).toHaveLength(40);
    expect(examined.length).toBe(Math.floor(LIMITS.signedChars / (4.1 * 1024 * 1024)));
    expect(reports.at(-1)?.reason).toBe('not-examined');
  });

  it('ten thousand IDs and attributes take linear time', async () => {
    const message = (n: number) =>
      plainResponse(
        plainAssertion() +
          Array.from({ length: n }, (_, i) => `<a ID="_x${i}" Id="_x${i + 1}" b="c"></a>`).join('') +
          signature,
      );
    await time(message(1000));
    const [small, large] = [await time(message(1000)), await time(message(10_000))];
    expect(large).toBeLessThan(10 * small * 3 + 50);
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
