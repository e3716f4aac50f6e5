import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '#shared/base/base64.ts';
import { encodeUtf8 } from '#shared/base/bytes.ts';
import { deflateRaw } from '#shared/wire/inflate.ts';
import type { RedirectSignatureParts } from '#shared/wire/message.ts';
import { readUrl } from '#shared/wire/read-message.ts';

const value = encodeURIComponent(
  encodeBase64(deflateRaw(encodeUtf8('<a xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>'))),
);

function signatures(
  query: string,
): readonly (readonly [RedirectSignatureParts | null | undefined, readonly string[]])[] {
  return readUrl(`https://sp/slo?${query}`).map(({ wire, steps }) => [
    wire?.redirectSignature,
    steps.map(({ code }) => code).filter((code) => code.startsWith('signature')),
  ]);
}

const problems = (query: string) => readUrl(`https://sp/slo?${query}`).map(({ wire }) => wire?.signatureProblem);

describe('the octets of a redirect signature (saml-bindings 3.4.4.1)', () => {
  it('stand in the order of the standard, whatever order they arrived in', () => {
    expect(signatures(`Signature=AQID&x=1&SigAlg=urn%3aalg&RelayState=r%20s%2b&SAMLResponse=${value}`)).toEqual([
      [
        {
          signedText: `SAMLResponse=${value}&RelayState=r%20s%2b&SigAlg=urn%3aalg`,
          algorithm: 'urn:alg',
          signature: new Uint8Array([1, 2, 3]),
        },
        [],
      ],
    ]);
  });

  it('are exactly those that arrived: lower-case escapes of AD FS, plus signs, spaces as they were', () => {
    const odd = `${value.replaceAll('%2B', '%2b').replaceAll('%3D', '%3d')}`;
    const [found] = signatures(`SAMLRequest=${odd}&RelayState=a+b%20c&SigAlg=http://x%23rsa&Signature=AQID`);
    expect(found?.[0]?.signedText).toBe(`SAMLRequest=${odd}&RelayState=a+b%20c&SigAlg=http://x%23rsa`);
  });

  it('have RelayState even if it is empty, and not if there is none', () => {
    expect(signatures(`SAMLRequest=${value}&RelayState=&SigAlg=a&Signature=AQID`)[0]?.[0]?.signedText).toBe(
      `SAMLRequest=${value}&RelayState=&SigAlg=a`,
    );
    expect(signatures(`SAMLRequest=${value}&SigAlg=a&Signature=AQID`)[0]?.[0]?.signedText).toBe(
      `SAMLRequest=${value}&SigAlg=a`,
    );
  });

  it.each([
    ['an escaped name', `SAMLReques%74=${value}&SAMLResponse=${value}&SigAlg=a&Signature=AQID`],
    ['a request and a response', `SAMLRequest=${value}&SAMLResponse=${value}&SigAlg=a&Signature=AQID`],
    ['a message twice', `SAMLRequest=${value}&SAMLRequest=${value}&SigAlg=a&Signature=AQID`],
    ['RelayState twice', `SAMLRequest=${value}&RelayState=1&RelayState=2&SigAlg=a&Signature=AQID`],
    ['SigAlg twice', `SAMLRequest=${value}&SigAlg=a&SigAlg=b&Signature=AQID`],
    ['Signature twice, once escaped', `SAMLRequest=${value}&SigAlg=a&Signature=AQID&Signatur%65=AQID`],
  ])('are ambiguous with %s: no signature is read for any message', (_, query) => {
    for (const [parts, steps] of signatures(query)) {
      expect(parts).toBeNull();
      expect(steps).toEqual(['signature-ambiguous']);
    }
    expect(new Set(problems(query))).toEqual(new Set(['signature-ambiguous']));
  });

  it('are none where one half is missing, and that is said', () => {
    expect(signatures(`SAMLRequest=${value}&SigAlg=a`)).toEqual([[null, ['signature-incomplete']]]);
    expect(signatures(`SAMLRequest=${value}&Signature=AQID`)).toEqual([[null, ['signature-incomplete']]]);
    expect(signatures(`SAMLRequest=${value}`)).toEqual([[null, []]]);
    expect(problems(`SAMLRequest=${value}&SigAlg=a`)).toEqual(['signature-incomplete']);
    expect(problems(`SAMLRequest=${value}`)).toEqual([null]);
  });

  it('with a value that is not base64 are a wrong signature, not none', () => {
    const [found] = signatures(`SAMLRequest=${value}&SigAlg=a&Signature=!!`);
    expect(found?.[0]?.signature).toEqual(new Uint8Array());
    expect(found?.[1]).toEqual(['signature-not-base64']);
  });
});
