import { beforeAll, describe, expect, it } from 'vitest';
import { found, makePieces, type Pieces } from './kit.ts';
import { PASTED_TEXTS } from './texts/all-texts.ts';

let pieces: Pieces;
beforeAll(async () => {
  pieces = await makePieces();
});

describe('a Response is found, whole and with a valid signature, in', () => {
  it.each(PASTED_TEXTS)('$name', async ({ make, place, relayState }) => {
    const { input, messages, decoding } = await found(make(pieces), pieces);
    const whole = { kind: 'Response', id: '_response-a', signatures: ['Assertion valid'], groups: ['Zoë', '東京'] };
    expect({ input, messages }).toEqual({ input: 'text', messages: [{ ...whole, relayState }] });
    expect(decoding[0]).toBe(`found in ${place}`);
  });
});
