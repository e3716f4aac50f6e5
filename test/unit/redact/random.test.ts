import { describe, expect, it } from 'vitest';
import { chachaBlock, createRandom } from '#shared/redact/random.ts';

describe('the keystream', () => {
  it('is ChaCha20: the block of RFC 8439, 2.3.2', () => {
    const key = Array.from({ length: 8 }, (_, index) => {
      const [a, b, c, d] = [0, 1, 2, 3].map((each) => index * 4 + each);
      return ((a ?? 0) | ((b ?? 0) << 8) | ((c ?? 0) << 16) | ((d ?? 0) << 24)) >>> 0;
    });
    const constants = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];
    const state = Uint32Array.from([...constants, ...key, 1, 0x09000000, 0x4a000000, 0]);
    expect(Buffer.from(chachaBlock(state)).toString('hex')).toBe(
      '10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4ed2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e',
    );
  });

  it('is the same for one key, another for another, and fair', () => {
    const draw = (first: number) => {
      const random = createRandom(new Uint8Array(32).fill(first));
      return Array.from({ length: 6000 }, () => random.below(6));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    for (const face of [0, 1, 2, 3, 4, 5]) {
      const count = draw(1).filter((each) => each === face).length;
      expect(count).toBeGreaterThan(850);
      expect(count).toBeLessThan(1150);
    }
  });

  it('takes 32 bytes and nothing else', () => {
    expect(() => createRandom(new Uint8Array(31))).toThrow(TypeError);
  });
});
