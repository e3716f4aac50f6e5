import { deflateRawSync } from 'node:zlib';
import { WorkbenchError } from '#shared/base/errors.ts';
import { readUrl } from '#shared/wire/read-message.ts';
import { type Row, toLimitRow } from './row.ts';

const BOMB_BYTES = 200 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;

/** A bomb of 200 MB: how long until it is refused, and how much memory that takes. */
export function measureBomb(): Row[] {
  const bomb = deflateRawSync(Buffer.alloc(BOMB_BYTES, 0x20), { level: 9 }).toString('base64');
  console.log(`bomb: ${bomb.length.toLocaleString('en')} characters for ${BOMB_BYTES.toLocaleString('en')} bytes`);
  const url = `https://idp.example/sso?SAMLRequest=${encodeURIComponent(bomb)}`;
  const before = process.memoryUsage();
  const start = performance.now();
  const [reading] = readUrl(url);
  const time = performance.now() - start;
  const after = process.memoryUsage();
  if (!(reading?.error instanceof WorkbenchError)) throw new Error('the bomb was not refused');
  const extra = Math.max(0, after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / MEGABYTE;
  return [toLimitRow('bomb-time', time, 'ms', '200 MB', 20), toLimitRow('bomb-memory', extra, 'MB', '200 MB', 16)];
}
