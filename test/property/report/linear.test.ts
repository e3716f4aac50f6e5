import { beforeAll, describe, it } from 'vitest';
import { nodeEngine } from '#server/crypto/node-engine.ts';
import { createContext } from '#shared/checks/engine/context.ts';
import { runChecks } from '#shared/checks/run-checks.ts';
import type { SignatureReport } from '#shared/crypto/signature.ts';
import { useCryptoEngine } from '#shared/crypto/use-engine.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { canonicalize } from '#shared/xml/canonicalize.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { expectLinear, expectStagesLinear, type Stages } from '#test/fixtures/growth.ts';
import { plainAssertion, plainResponse } from '#test/fixtures/plain-messages.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

let idp: Signer;
let knowledge: Knowledge;
beforeAll(async () => {
  // On the spot: what Web Crypto does on another thread would not be measured.
  useCryptoEngine(nodeEngine);
  idp = await makeSigner();
  knowledge = await knowledgeFrom({ certificatePems: [idp.certificatePem], at: Date.UTC(2026, 0, 1) });
});

const list = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => write(i)).join('');

/** A response whose attribute has something else than `Sales`. */
const withValue = (value: string) => plainResponse().replace('>Sales<', `>${value}<`);
const withAfter = (place: string, text: string) => plainResponse().replace(place, `${place}${text}`);

const VALUE = '<saml:AttributeValue>Sales</saml:AttributeValue>';
const END_OF_VALUE = 'Sales</saml:AttributeValue>';

/** Each makes a signed message whose size is in proportion to `n` in one dimension; the size to begin with. */
const DIMENSIONS: readonly (readonly [string, number, (n: number) => string])[] = [
  ['nesting', 6, (n) => withValue((`<a>`.repeat(n) + '</a>'.repeat(n)).repeat(50))],
  [
    'nesting, a namespace at each level',
    6,
    (n) => withValue(list(50, () => nested(n, (level) => ` xmlns:p${level}="urn:${level}" p${level}:b=""`))),
  ],
  [
    'nesting, the default namespace at each level',
    6,
    (n) => withValue(list(50, () => nested(n, (level) => ` xmlns="urn:${level}"`))),
  ],
  ['attributes of an element', 7, (n) => withValue(`<a ${list(n, (i) => ` c${n - i}="v"`)}/>`.repeat(50))],
  [
    'namespaces of an element',
    4,
    (n) => withValue(`<a ${list(n, (i) => ` xmlns:p${i}="urn:${i}" p${i}:c="v"`)}/>`.repeat(50)),
  ],
  ['siblings', 1000, (n) => withValue('<a/>'.repeat(n))],
  ['siblings with attributes', 500, (n) => withValue(list(n, (i) => `<a b${i}="v" c="v"/>`))],
  ['siblings with namespaces', 500, (n) => withValue(list(n, (i) => `<p${i}:a xmlns:p${i}="urn:${i}"/>`))],
  ['siblings with IDs', 500, (n) => withValue(list(n, (i) => `<a ID="_${i}"/>`))],
  ['entities', 4000, (n) => withValue('&amp;'.repeat(n))],
  ['entities of an attribute', 4000, (n) => withValue(`<a b="${'&lt;'.repeat(n)}"/>`)],
  ['references', 2000, (n) => withValue('&#65;&#x1F600;'.repeat(n))],
  ['comments', 1000, (n) => withValue('x<!-- y -->'.repeat(n))],
  ['one long value', 16_000, (n) => withValue('Sales '.repeat(n))],
  ['values', 500, (n) => withAfter(END_OF_VALUE, VALUE.repeat(n))],
  [
    'attributes of the person',
    250,
    (n) =>
      withAfter(
        '<saml:AttributeStatement>',
        list(n, (i) => `<saml:Attribute Name="n${i}">${VALUE}</saml:Attribute>`),
      ),
  ],
  ['assertions', 50, (n) => plainResponse(list(n, (i) => plainAssertion(`_${i}`)))],
  [
    'references of a signature',
    500,
    (n) => withAfter('</saml:Subject>', `<saml:Advice>${severalReferences(n)}</saml:Advice>`),
  ],
];

function nested(depth: number, attributes: (level: number) => string): string {
  return list(depth, (level) => `<a${attributes(level)}>`) + '</a>'.repeat(depth);
}

/** Beside the genuine one: what SAML forbids is looked at all the same. */
function severalReferences(count: number): string {
  return `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>${'<ds:Reference URI="#_response"/>'.repeat(count)}</ds:SignedInfo></ds:Signature>`;
}

/** Everything that is done to a message, one after the other, and then all of it at once. */
function stagesOf(xml: string): Stages {
  let document = parseXml('<a/>');
  let message = readMessage(document);
  let signatures: readonly SignatureReport[] = [];
  const around = { wire: null, redirectSignature: null, receivedUrl: null, request: null, earlier: [] };
  const value = writePostValue(xml);
  return {
    'to parse': () => {
      document = parseXml(xml);
    },
    'to canonicalize': () => canonicalize(document.root, { exclusive: true, comments: true }),
    'to canonicalize, inclusive': () => canonicalize(document.root, { exclusive: false, comments: true }),
    'to verify': async () => {
      signatures = await verifySignatures(document, [idp.trusted]);
    },
    'to read': () => {
      message = readMessage(document);
    },
    'to check': () => {
      const subject = { index: 0, document, message, signatures, receivedAt: null, now: knowledge.at, ...around };
      runChecks(createContext(subject, knowledge, null));
    },
    'to inspect, whole': () => report(value),
  };
}

async function report(input: string): Promise<string> {
  return JSON.stringify(toJsonReport(await inspectInput(input, knowledge), { all: true }));
}

describe('time grows with the size of the input and not faster', { timeout: 120_000 }, () => {
  it.each(DIMENSIONS)('%s', async (_, size, make) => {
    const xmls = new Map<number, string>();
    await expectStagesLinear(async (n) => {
      const xml = xmls.get(n) ?? (await idp.sign(make(n), '_response'));
      xmls.set(n, xml);
      return stagesOf(xml);
    }, size);
  });

  const value = writePostValue(plainResponse());
  const entry = (index: number) => ({
    startedDateTime: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    request: {
      method: 'POST',
      url: 'https://sp.example/acs',
      postData: {
        mimeType: '',
        params: [
          { name: 'SAMLResponse', value: writePostValue(plainResponse(plainAssertion(`_a${index}`), `_${index}`)) },
        ],
      },
    },
    response: { status: 302, headers: [], redirectURL: '' },
  });

  it.each<[string, number, (n: number) => string]>([
    [
      'exchanges of a HAR',
      10,
      (n) => JSON.stringify({ log: { entries: Array.from({ length: n }, (_, i) => entry(i)) } }),
    ],
    [
      'parameters of a query',
      2000,
      (n) => `https://sp.example/acs?${list(n, (i) => `p${i}=v&`)}SAMLResponse=${encodeURIComponent(value)}`,
    ],
    ['fields of a form', 2000, (n) => `${list(n, (i) => `p${i}=v&`)}SAMLResponse=${encodeURIComponent(value)}`],
    [
      'fields of a page',
      1000,
      (n) =>
        `<html><form method="post" action="https://sp.example/acs">${list(n, (i) => `<input name="p${i}" value="v">`)}<input name="SAMLResponse" value="${value}"></form></html>`,
    ],
    [
      'forms of a page',
      20,
      (n) =>
        `<html>${`<form method="post" action="https://sp.example/acs"><input name="SAMLResponse" value="${value}"></form>`.repeat(n)}</html>`,
    ],
    ['white space in base64', 4000, (n) => value.replace(/^.{8}/, `$&${'\r\n '.repeat(n)}`)],
    [
      'entities of a metadata aggregate',
      50,
      (n) =>
        `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${list(n, (i) => `<md:EntityDescriptor entityID="https://idp${i}.example"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp${i}.example/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>`)}</md:EntitiesDescriptor>`,
    ],
  ])('to inspect, whole: %s', (_, size, make) => expectLinear(make, report, size));
});
