import { constants, deflateRawSync, deflateSync, gzipSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { concatBytes, decodeUtf8, encodeUtf8 } from '#shared/base/bytes.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { deflateRaw, inflateCapped } from '#shared/wire/inflate.ts';

const text = '<samlp:AuthnRequest>é</samlp:AuthnRequest>'.repeat(50);
const plain = encodeUtf8(text);

describe('inflating', () => {
  it.each([
    ['raw', deflateRawSync(plain)],
    ['zlib', deflateSync(plain)],
    ['gzip', gzipSync(plain)],
  ] as const)('reads %s, as zlib made it', (format, deflated) => {
    const inflated = inflateCapped(deflated);
    expect(inflated).toMatchObject({ format, trailing: 0 });
    expect(decodeUtf8(inflated.bytes)).toBe(text);
  });

  it('counts junk behind the end', () => {
    expect(inflateCapped(concatBytes([deflateRawSync(plain), encodeUtf8('junk')])).trailing).toBe(4);
    expect(inflateCapped(concatBytes([deflateSync(plain), encodeUtf8('junk')])).trailing).toBe(4);
  });

  it('reads raw data that begins like zlib', () => {
    // A stored block whose unused header bits are set: 0x78 0x01 is a zlib header, too.
    const stored = new Uint8Array([0x78, 0x01, 0x00, 0xfe, 0xff, 0x61, 0x01, 0x00, 0x00, 0xff, 0xff]);
    expect(inflateCapped(stored)).toMatchObject({ format: 'raw', bytes: encodeUtf8('a') });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a cut end', deflateRawSync(plain).subarray(0, 20)],
    ['a cut checksum', deflateSync(plain).subarray(0, -1)],
    ['noise', new Uint8Array([0xff, 0xfe, 0xfd])],
    ['a wrong checksum', concatBytes([gzipSync(plain).subarray(0, -8), new Uint8Array(8)])],
  ])('refuses %s', (_, bytes) => {
    expect(() => inflateCapped(bytes)).toThrow(expect.objectContaining({ code: 'deflate-invalid' }));
  });
});

describe('raw data without its end mark', () => {
  const flushed = (content: string) => deflateRawSync(encodeUtf8(content), { finishFlush: constants.Z_SYNC_FLUSH });

  it('is read where the markup in it is whole, and said to have none', () => {
    const message = '<samlp:AuthnRequest ID="a"><x>1</x></samlp:AuthnRequest>';
    const inflated = inflateCapped(flushed(message));
    expect(decodeUtf8(inflated.bytes)).toBe(message);
    expect(inflated.unended).toBe(true);
    expect(inflateCapped(deflateRawSync(encodeUtf8(message))).unended).toBe(false);
  });

  it.each(['<samlp:AuthnRequest ID="a"><x>1</x>', '<samlp:AuthnRequest', 'words', ''])(
    'is refused where it is cut off: %j',
    (content) => {
      expect(() => inflateCapped(flushed(content))).toThrow(expect.objectContaining({ code: 'deflate-invalid' }));
    },
  );
});

describe('bombs', { timeout: 60_000 }, () => {
  it('of 200 MB in 200 KB are given up at the beginning', () => {
    const bomb = deflateRawSync(new Uint8Array(200_000_000), { level: 9 });
    expect(bomb.length).toBeLessThan(260_000);
    const before = process.memoryUsage();
    expect(() => inflateCapped(bomb)).toThrow(expect.objectContaining({ code: 'deflate-bomb' }));
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(16 * 1024 * 1024);
  });

  it('that hide behind ordinary data end at the limit', () => {
    const noise = crypto.getRandomValues(new Uint8Array(60_000));
    const bomb = deflateRawSync(concatBytes([noise, noise, new Uint8Array(9_000_000)]));
    expect(() => inflateCapped(bomb)).toThrow(expect.objectContaining({ code: 'deflate-too-large' }));
  });

  it('are no reason to refuse repetitive data of real size, nor large data of real density', () => {
    expect(inflateCapped(deflateRawSync(new Uint8Array(LIMITS.bombBytes))).bytes).toHaveLength(LIMITS.bombBytes);
    const groups = encodeUtf8(
      Array.from({ length: 60_000 }, (_, index) => `<v>CN=group-${index},OU=Groups</v>`).join(''),
    );
    expect(groups.length).toBeGreaterThan(LIMITS.bombBytes);
    expect(inflateCapped(deflateRawSync(groups)).bytes).toHaveLength(groups.length);
  });
});

describe('deflating', () => {
  it('is raw, so that zlib reads it', () => {
    expect(inflateRawSync(deflateRaw(plain)).toString()).toBe(text);
  });
});
