import { beforeAll, describe, expect, test } from 'vitest';
import { nodeEngine } from '#server/crypto/node-engine.ts';
import { decideMessage } from '#server/gate/decide.ts';
import { useCryptoEngine } from '#shared/crypto/use-engine.ts';
import { processorTime } from '#test/fixtures/growth.ts';
import { connectionOf, type Keys, NOW, testKeys } from '#test/unit/checks/kit.ts';
import { change, RESPONSE } from '#test/unit/checks/messages.ts';

let keys: Keys;
let signed: string;
beforeAll(async () => {
  useCryptoEngine(nodeEngine);
  keys = await testKeys();
  signed = await keys.idp.sign(RESPONSE, '_assertion');
});

/** Characters of the smallest part that nobody signed; the largest is as long as a form may be. */
const SIZE = 12 * 1024;

const inExtensions = (noise: string) =>
  change(signed, '<samlp:Status>', `<samlp:Extensions>${noise}</samlp:Extensions><samlp:Status>`);
const repeat = (piece: string, size: number) => piece.repeat(Math.floor(size / piece.length));
const numbered = (count: number, write: (index: number) => string) => Array.from({ length: count }, (_, n) => write(n));

/** The part of a message that nobody signed, by what it is full of. */
const DIMENSIONS: readonly (readonly [string, (size: number) => string])[] = [
  ['empty elements', (size) => change(signed, '<samlp:Status>', `${repeat('<a/>', size)}<samlp:Status>`)],
  ['elements with text', (size) => inExtensions(repeat('<a>x</a>', size))],
  ['attributes', (size) => inExtensions(repeat(`<a ${numbered(200, (n) => `b${n}=""`).join(' ')}/>`, size))],
  ['namespaces', (size) => inExtensions(repeat(`<a ${numbered(200, (n) => `xmlns:b${n}="u"`).join(' ')}/>`, size))],
  [
    'elements below many namespaces',
    (size) => {
      const open = numbered(150, (n) => `<a xmlns:p${n}="u${n}">`).join('');
      return inExtensions(`${open}${repeat('<a/>', size)}${'</a>'.repeat(150)}`);
    },
  ],
  ['nesting', (size) => inExtensions(repeat('<a>'.repeat(150) + '</a>'.repeat(150), size))],
  ['text', (size) => inExtensions('x'.repeat(size))],
  ['references', (size) => inExtensions(repeat('&lt;', size))],
  ['comments', (size) => inExtensions(repeat('<!---->', size))],
  ['CDATA', (size) => inExtensions(repeat('<![CDATA[]]>', size))],
  ['other IDs', (size) => inExtensions(numbered(size / 14, (n) => `<a ID="_${n}"/>`).join(''))],
  ['the same ID', (size) => inExtensions(repeat('<a ID="_a"/>', size))],
  [
    'status codes',
    (size) => change(signed, '</samlp:Status>', `${repeat('<samlp:StatusCode/>', size)}</samlp:Status>`),
  ],
  [
    'issuers',
    (size) => change(signed, '<samlp:Status>', `${repeat('<saml:Issuer>x</saml:Issuer>', size)}<samlp:Status>`),
  ],
  [
    'assertions',
    (size) => change(signed, '</samlp:Response>', `${repeat('<saml:Assertion ID="_b"/>', size)}</samlp:Response>`),
  ],
  ['signatures', (size) => inExtensions(repeat('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>', size))],
];

/** In milliseconds of processor time, the least of some rounds: whatever disturbs only adds. */
async function costOf(xml: string, rounds: number): Promise<number> {
  const raw = Buffer.from(xml, 'utf8').toString('base64');
  const message = {
    raw,
    binding: 'post',
    connection: connectionOf(keys.idp),
    now: NOW,
    requestId: '_request',
  } as const;
  const costs: number[] = [];
  for (let round = 0; round < rounds; round++) costs.push(await processorTime(() => decideMessage(message)));
  return Math.min(...costs);
}

describe('around a soundly signed assertion, what nobody signed costs the gate no more than its length', {
  timeout: 120_000,
}, () => {
  test.each(DIMENSIONS)('%s', async (_, grow) => {
    await costOf(grow(SIZE), 3);
    const [one, eight, most] = [
      await costOf(grow(SIZE), 8),
      await costOf(grow(8 * SIZE), 5),
      await costOf(grow(64 * SIZE), 3),
    ];
    expect(eight / one).toBeLessThanOrEqual(12);
    expect(most / one).toBeLessThanOrEqual(80);
  });

  test('twin: the assertion gets in, small or with much around it', async () => {
    for (const size of [1, 64 * SIZE]) {
      const raw = Buffer.from(inExtensions(repeat('<a>x</a>', size)), 'utf8').toString('base64');
      const message = { raw, binding: 'post', connection: connectionOf(keys.idp), now: NOW } as const;
      expect((await decideMessage({ ...message, requestId: '_request' })).verdict).toBe('accept');
    }
  });
});
