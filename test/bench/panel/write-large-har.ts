import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeHar } from '#shared/formats/write-har.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { makeExchange } from '#shared/http/make-exchange.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';

/** A recording to make: requests in all, logins evenly among them (three requests each), bytes of each request that is none of theirs. */
export interface LargeHar {
  readonly entries: number;
  readonly logins: number;
  readonly entryBytes: number;
}

const START = Date.UTC(2026, 0, 12, 8);
/** Between two requests, in milliseconds: a working day for 100,000. */
const STEP = 300;
const HEADERS = [
  ['Host', 'hub.example'],
  [
    'User-Agent',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  ],
  ['Accept', '*/*'],
  ['Accept-Language', 'en-GB,en;q=0.9'],
  ['Accept-Encoding', 'gzip, deflate, br, zstd'],
  ['Referer', 'https://hub.example/hub/app/sales'],
  ['Cookie', 'hub=9f2c7a51d0e84b6c; theme=dark'],
  ['Sec-Fetch-Site', 'same-origin'],
] as const;
/** What a day at an app is made of: pages, answers of its interface, scripts and pictures. */
const KINDS = [
  { type: 'text/html; charset=utf-8', path: 'page', isBase64: false },
  { type: 'application/json', path: 'api/rows', isBase64: false },
  { type: 'application/javascript', path: 'chunk', isBase64: false },
  { type: 'image/png', path: 'tile', isBase64: true },
  { type: 'application/json', path: 'api/poll', isBase64: false },
] as const;

/** Writes it to that path, as browsers write theirs. Gives its size in bytes and the messages' number. */
export async function writeLargeHar(path: string, { entries, logins, entryBytes }: LargeHar): Promise<void> {
  const teller = await makeStoryteller();
  const out = createWriteStream(path);
  const write = async (text: string) => {
    if (!out.write(text)) await once(out, 'drain');
  };
  const every = Math.floor(entries / logins);
  await write('{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"entries":[');
  for (let count = 0, login = 0; count < entries; ) {
    const startedAt = START + count * STEP;
    const isLogin = login < logins && count >= login * every;
    const some = isLogin
      ? entriesOf(await teller.login({ startedAt, name: `login${login}`, ...audienceOf(login) }))
      : [plainEntry(count, startedAt, entryBytes)];
    if (isLogin) login += 1;
    await write(`${count === 0 ? '' : ','}${some.join(',')}`);
    count += some.length;
  }
  await write(']}}');
  out.end();
  await once(out, 'finish');
}

/** Every tenth is for somebody else, and refused. */
function audienceOf(login: number): { readonly audience?: string } {
  return login % 10 === 0 ? { audience: 'https://other.example/sp' } : {};
}

function entriesOf(exchanges: readonly Exchange[]): readonly string[] {
  const { log }: { log: { entries: readonly unknown[] } } = JSON.parse(writeHar(exchanges));
  return log.entries.map((entry) => JSON.stringify(entry));
}

function plainEntry(number: number, startedAt: number, bytes: number): string {
  const { type, path, isBase64 } = KINDS[number % KINDS.length] ?? KINDS[0];
  const exchange = makeExchange({
    id: `plain${number}`,
    startedAt,
    duration: 38,
    method: 'GET',
    url: `https://hub.example/hub/${path}/${number}`,
    status: 200,
    statusText: 'OK',
    requestHeaders: HEADERS.map(([name, value]) => ({ name, value })),
    responseHeaders: [
      { name: 'Content-Type', value: type },
      { name: 'Date', value: new Date(startedAt).toUTCString() },
      { name: 'Cache-Control', value: 'private, max-age=0' },
      { name: 'Set-Cookie', value: `seen=${number}; Path=/; Secure; HttpOnly` },
      { name: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' },
    ],
    source: 'har',
  });
  const [entry = ''] = entriesOf([exchange]);
  const filler = `${number} `.repeat(Math.max(0, Math.floor((bytes - entry.length) / `${number} `.length)));
  const text = isBase64 ? filler.replaceAll(' ', 'A') : filler;
  const content = { size: text.length, mimeType: type, text, ...(isBase64 ? { encoding: 'base64' } : {}) };
  const { _saml, ...plain } = JSON.parse(entry);
  return JSON.stringify({ ...plain, response: { ...plain.response, content } });
}
