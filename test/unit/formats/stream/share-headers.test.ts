import { expect, test } from 'vitest';
import { createHeaderSharer } from '#shared/formats/stream/share-headers.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';

const START = Date.UTC(2026, 10, 22, 10, 0, 0);

function request(index: number, cookie: string) {
  return makeExchange({
    id: `r${index}`,
    startedAt: START + index,
    method: 'GET',
    url: 'https://hub.example/',
    requestHeaders: [{ name: 'Cookie', value: cookie }],
    responseHeaders: [{ name: 'cookie', value: cookie }],
    source: 'har',
  });
}

test('equal headers are one object, whatever came between; a name in another case is another header', () => {
  const share = createHeaderSharer();
  const given = Array.from({ length: 5_000 }, (_, index) => request(index, index % 10 === 0 ? 'same' : `own${index}`));
  const shared = given.map(share);
  expect(shared).toEqual(given);
  expect(shared[10]?.requestHeaders[0]).toBe(shared[20]?.requestHeaders[0]);
  expect(shared[4_980]?.requestHeaders[0]).toBe(shared[4_990]?.requestHeaders[0]);
  expect(shared[10]?.responseHeaders[0]).not.toBe(shared[10]?.requestHeaders[0]);
  expect(shared[10]?.responseHeaders[0]).toBe(shared[20]?.responseHeaders[0]);
});

test('what is shared is still one object where it arrives, and so is sent once', () => {
  const share = createHeaderSharer();
  const [one, other] = structuredClone([share(request(1, 'same')), share(request(2, 'same'))]);
  expect(one?.requestHeaders[0]).toBe(other?.requestHeaders[0]);
});
