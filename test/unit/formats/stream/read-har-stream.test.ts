import { describe, expect, test } from 'vitest';
import { readHar } from '#shared/formats/read-har.ts';
import { readHarStream } from '#shared/formats/stream/read-har-stream.ts';
import { writeHar } from '#shared/formats/write-har.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';

const START = Date.UTC(2026, 10, 22, 10, 0, 0);

/** A page that no login is near to. */
function asset(index: number): Exchange {
  return makeExchange({
    id: `asset-${index}`,
    startedAt: START + index,
    method: 'POST',
    url: `https://hub.example/poll/${index}`,
    requestBody: { mimeType: 'application/json', text: '{"a":1}', params: null },
    requestHeaders: [
      { name: 'Cookie', value: 'a=1' },
      { name: 'Accept', value: '*/*' },
    ],
    responseHeaders: [
      { name: 'Set-Cookie', value: 'b=2' },
      { name: 'Content-Type', value: 'text/html' },
      { name: 'Via', value: 'x' },
    ],
    status: 200,
    responseText: '<p>A page – of the day</p>',
    source: 'har',
  });
}

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('a HAR that is read as it arrives', () => {
  test.each([1, 7, 4096])('in pieces of %d bytes has the exchanges of the whole', async (size) => {
    const teller = await makeStoryteller();
    const login = await teller.login({ startedAt: START, name: 'a' });
    const text = writeHar([asset(1), ...login, asset(2), asset(2)]);
    expect(await readHarStream(inPieces(text, size))).toEqual(readHar(JSON.parse(text)));
  });

  test('lets go of pages that are far from any SAML, and of nothing near it', async () => {
    const teller = await makeStoryteller();
    const login = await teller.login({ startedAt: START + 1000, name: 'a' });
    const before = Array.from({ length: 200 }, (_, index) => asset(index));
    const after = Array.from({ length: 1000 }, (_, index) => asset(2000 + index));
    const all = [...before, ...login, ...after];
    const text = writeHar(all);
    const whole = readHar(JSON.parse(text));
    const read = await readHarStream(inPieces(text, 65_536));
    expect(read.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    const near = (index: number): boolean => index >= 150 && index < 200 + login.length + 300 - 1;
    for (const [index, exchange] of read.entries()) if (near(index)) expect(exchange).toEqual(whole[index]);
    expect(read[0]).toEqual({
      ...whole[0],
      requestBody: null,
      responseText: null,
      requestHeaders: [{ name: 'Cookie', value: 'a=1' }],
      responseHeaders: [
        { name: 'Set-Cookie', value: 'b=2' },
        { name: 'Content-Type', value: 'text/html' },
      ],
    });
    expect(read.filter(({ responseText }) => responseText === null).length).toBeGreaterThan(700);
  });

  test('an entry that is no request is told as one', async () => {
    const [read] = await readHarStream(inPieces('{"log":{"entries":[7]}}', 5));
    expect(read?.error).toBe('This entry of the file holds no request.');
  });

  test.each([
    ['an entry is no JSON', Buffer.from('{"log":{"entries":[{"a":tru}]}}'), 'an entry is no JSON'],
    ['the bytes are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22]), 'UTF-8'],
  ])('is refused where %s', async (_, bytes, words) => {
    const chunks = (async function* () {
      yield bytes;
    })();
    await expect(readHarStream(chunks)).rejects.toThrow(words);
  });
});
