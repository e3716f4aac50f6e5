import { describe, expect, test } from 'vitest';
import { createHeapDecoder } from '../../../../extension/reading/heap-decoder.ts';

const STREAM = { stream: true };

function inPieces(bytes: Uint8Array, size: number, decoder: Pick<TextDecoder, 'decode'>): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += size) text += decoder.decode(bytes.subarray(at, at + size), STREAM);
  return text + decoder.decode();
}

function said(bytes: Uint8Array, size: number, decoder: Pick<TextDecoder, 'decode'>): string {
  try {
    return inPieces(bytes, size, decoder);
  } catch (error) {
    return String(error instanceof TypeError);
  }
}

describe('the decoder of a large file', () => {
  const ascii = 'some characters, and then some more of them '.repeat(100);
  const texts = ['', 'a', ascii, `\uFEFF${ascii}\uFEFF`, `a\uFEFFb`, `${ascii}é€😀${ascii}`, '😀'.repeat(50)];
  const broken = [[0xc3], [0x61, 0xc3, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61], [0xc3, 0x61, 0xa9], [0xff, 0x61]];
  const all = [
    ...texts.map((text) => new TextEncoder().encode(text)),
    ...broken.map((bytes) => Uint8Array.from(bytes)),
  ];

  test.each([1, 2, 3, 5, 4_097, 70_000])('reads as the engine’s own does, in pieces of %i bytes', (size) => {
    for (const bytes of all) {
      const own = said(bytes, size, new TextDecoder('utf-8', { fatal: true }));
      expect(said(bytes, size, createHeapDecoder())).toBe(own);
    }
  });
});
