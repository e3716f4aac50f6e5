import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CanonicalOptions, canonicalize } from '#shared/xml/canonicalize.ts';
import { attributeOf, childElements, descendants, findAttribute, textOf } from '#shared/xml/navigate.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { xmlDocument } from '#test/fixtures/xml-arbitrary.ts';

const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const XML = 'http://www.w3.org/XML/1998/namespace';

/** Each way to canonicalize an element, as a transform for xmlsec1 and as options for us. */
const WAYS: readonly (readonly [transform: string, options: CanonicalOptions])[] = [
  [`<Transform Algorithm="${C14N}"/>`, { exclusive: false, comments: false }],
  [`<Transform Algorithm="${EXCLUSIVE}"/>`, { exclusive: true, comments: false }],
  [
    `<Transform Algorithm="${EXCLUSIVE}"><InclusiveNamespaces xmlns="${EXCLUSIVE}" PrefixList="#default a é"/></Transform>`,
    { exclusive: true, comments: false, inclusivePrefixes: ['#default', 'a', 'é'] },
  ],
];

/** Puts an `xml:id` into every element, which libxml2 knows for an ID, and all that under a signature template. */
function makeTemplate(document: string): string {
  const { text, root } = parseXml(document);
  let marked = text.slice(root.start, root.end);
  const elements = [...descendants(root)];
  for (const [index, element] of [...elements.entries()].reverse()) {
    const at = element.start - root.start + 1 + element.name.length;
    marked = `${marked.slice(0, at)} xml:id="e${index}"${marked.slice(at)}`;
  }
  const references = elements.flatMap((_, index) =>
    WAYS.map(
      ([transform]) =>
        `<Reference URI="#e${index}"><Transforms>${transform}</Transforms><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue/></Reference>`,
    ),
  );
  return `<w xmlns="urn:outer" xmlns:a="urn:two" xmlns:unused="urn:u" xml:lang="en" xml:space="preserve"><v xmlns:b="urn:one" xml:lang="de"><Signature xmlns="${DS}"><SignedInfo><CanonicalizationMethod Algorithm="${C14N}"/><SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"/>${references.join('')}</SignedInfo><SignatureValue/></Signature>${marked}</v></w>`;
}

function signWithXmlsec(template: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'xmlsec-'));
  try {
    writeFileSync(join(folder, 'key.bin'), 'a key of no meaning at all');
    writeFileSync(join(folder, 'in.xml'), template);
    const run = spawnSync('xmlsec1', ['--sign', '--hmackey', 'key.bin', '--output', 'out.xml', 'in.xml'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`xmlsec1: ${run.error?.message ?? run.stderr}`);
    return readFileSync(join(folder, 'out.xml'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function digestOf(element: XmlElement, options: CanonicalOptions): string {
  return createHash('sha256').update(canonicalize(element, options)).digest('base64');
}

describe('canonicalization of an element inside a document equals xmlsec1', () => {
  it('exclusive, exclusive with a PrefixList, and inclusive with what ancestors bequeath', { timeout: 60_000 }, () => {
    let compared = 0;
    for (const document of fc.sample(xmlDocument, 80)) {
      const signed = parseXml(signWithXmlsec(makeTemplate(document)));
      const byId = new Map(
        [...descendants(signed.root)].map((element) => [findAttribute(element, XML, 'id')?.value, element]),
      );
      const references = [...descendants(signed.root)].filter(({ localName }) => localName === 'Reference');
      const ofXmlsec = references.filter(({ namespace }) => namespace === DS);
      for (const [index, reference] of ofXmlsec.entries()) {
        const element = byId.get(attributeOf(reference, 'URI')?.slice(1));
        const options = WAYS[index % WAYS.length]?.[1];
        if (element === undefined || options === undefined) throw new Error('a reference leads nowhere');
        const [digest] = childElements(reference, DS, 'DigestValue').map(textOf);
        expect(
          digestOf(element, options),
          `${JSON.stringify(options)} of ${signed.text.slice(element.start, element.end)} in ${document}`,
        ).toBe(digest);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(200);
  });
});
