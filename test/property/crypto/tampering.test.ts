import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { canonicalize } from '#shared/xml/canonicalize.ts';
import { descendants } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';
import { plainResponse } from '#test/fixtures/plain-messages.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

let idp: Signer;
let signed: string;
beforeAll(async () => {
  idp = await makeSigner();
  signed = await idp.sign(plainResponse(), '_response');
});

/** The canonical form of all but the signature, which is what the IdP said. */
function meaningOf({ root }: XmlDocument): string {
  const omit = [...descendants(root)].find(({ localName }) => localName === 'Signature');
  return canonicalize(root, { exclusive: true, comments: false, ...(omit === undefined ? {} : { omit }) });
}

function parseOrNull(xml: string): XmlDocument | null {
  try {
    return parseXml(xml);
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

/** Somewhere in the message: so many characters out, and others in. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  out: fc.nat({ max: 40 }),
  into: fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.constantFrom(
      '<!---->',
      '<x/>',
      '&#13;',
      '<![CDATA[a]]>',
      ' ID="_response"',
      ' xmlns:saml="urn:x"',
      '\r\n',
      '"',
      '</saml:Issuer>',
    ),
  ),
});

describe('tampering', () => {
  it('whatever is edited, a signature that is still valid stands for what was signed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 2 }), async (edits) => {
        let xml = signed;
        for (const { at, out, into } of edits) {
          const start = Math.floor(at * xml.length);
          xml = xml.slice(0, start) + into + xml.slice(start + out);
        }
        const document = parseOrNull(xml);
        if (document === null) return;
        const reports = await verifySignatures(document, [idp.trusted]);
        if (!reports.some(({ outcome }) => outcome === 'valid')) return;
        expect(meaningOf(document)).toBe(meaningOf(parseXml(signed)));
      }),
      { numRuns: 3000 },
    );
  });

  it('no bytes make the certificate reader fail with anything but its own error', async () => {
    const { der } = idp.certificate;
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.nat({ max: der.length - 1 }), fc.uint8Array({ maxLength: 8 })).map(([at, piece]) => {
        const changed = der.slice();
        changed.set(piece.subarray(0, der.length - at), at);
        return changed;
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, fc.string({ maxLength: 100 })), async (input) => {
        try {
          await readCertificate(input);
        } catch (error) {
          expect(error).toBeInstanceOf(WorkbenchError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
