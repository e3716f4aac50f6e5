import { beforeAll, describe, expect, it } from 'vitest';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { coveringReport, coverOf } from '#shared/crypto/what-is-signed.ts';
import { descendants } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { plainAssertion, plainResponse } from '#test/fixtures/plain-messages.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

let idp: Signer;
let assertionSigned: string;
beforeAll(async () => {
  idp = await makeSigner();
  assertionSigned = await idp.sign(plainResponse(plainAssertion() + plainAssertion('_second', 'eddie')), '_assertion');
});

function find(root: XmlElement, localName: string, index = 0): XmlElement {
  const found = [...descendants(root)].filter((element) => element.localName === localName)[index];
  if (found === undefined) throw new Error(`no ${localName}`);
  return found;
}

describe('coverOf', () => {
  it('covers the signed element and what is inside it, nothing beside or around it', async () => {
    const { root, reports } = await verify(assertionSigned);
    expect(coverOf(find(root, 'Assertion'), reports)).toBe('signed');
    expect(coverOf(find(root, 'NameID'), reports)).toBe('signed');
    expect(coverOf(root, reports)).toBe('unsigned');
    expect(coverOf(find(root, 'Status'), reports)).toBe('unsigned');
    expect(coverOf(find(root, 'Assertion', 1), reports)).toBe('unsigned');
    expect(coverOf(find(root, 'NameID', 1), reports)).toBe('unsigned');
    expect(coveringReport(find(root, 'NameID'), reports)).toBe(reports[0]);
    expect(coveringReport(find(root, 'NameID', 1), reports)).toBeNull();
  });

  it('does not cover what is inside the signature itself: the digest leaves it out (xmldsig-core 6.6.4)', async () => {
    const { root, reports } = await verify(assertionSigned);
    expect(coverOf(find(root, 'Signature'), reports)).toBe('unsigned');
    expect(coverOf(find(root, 'X509Certificate'), reports)).toBe('unsigned');
  });

  it('covers the signature of an assertion by that of the response around it', async () => {
    const { root, reports } = await verify(await idp.sign(assertionSigned, '_response'));
    expect(coverOf(find(root, 'Signature', 0), reports)).toBe('unsigned');
    expect(coverOf(find(root, 'Signature', 1), reports)).toBe('signed');
    expect(coverOf(find(root, 'Assertion', 1), reports)).toBe('signed');
  });

  it('counts only valid signatures unless asked otherwise', async () => {
    const { root, reports } = await verify(assertionSigned, []);
    expect(coverOf(find(root, 'NameID'), reports)).toBe('unsigned');
    expect(coverOf(find(root, 'NameID'), reports, ['valid', 'unknown'])).toBe('signed');
    const changed = await verify(assertionSigned.replace('>anne<', '>mallory<'));
    expect(coverOf(find(changed.root, 'NameID'), changed.reports)).toBe('unsigned');
  });

  it('counts no signature whose digest was never compared', async () => {
    const unsupported = assertionSigned.replace('xmldsig-more#rsa-sha256', 'xmldsig-more#rsa-sha224');
    const { root, reports } = await verify(unsupported, []);
    expect(reports[0]).toMatchObject({ outcome: 'unknown', reason: 'algorithm-unsupported' });
    expect(coverOf(find(root, 'NameID'), reports, ['valid', 'unknown'])).toBe('unsigned');
  });
});

async function verify(xml: string, keys = [idp.trusted]) {
  const document = parseXml(xml);
  return { root: document.root, reports: await verifySignatures(document, keys) };
}
