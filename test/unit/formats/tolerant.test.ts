import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readHar } from '#shared/formats/read-har.ts';
import { orNull } from '#shared/formats/tolerant.ts';

describe('reading what other programs wrote', () => {
  it('takes a missing field, an undefined one and one of another type as null', () => {
    const schema = v.object({ field: orNull(v.object({ name: v.string() })) });
    for (const input of [{}, { field: undefined }, { field: 5 }, { field: {} }]) {
      expect(v.parse(schema, input)).toEqual({ field: null });
    }
    expect(v.parse(schema, { field: { name: 'x' } })).toEqual({ field: { name: 'x' } });
  });

  it('reads a HAR entry without postData and without fields of ours, as every browser writes a GET (HAR 1.2)', () => {
    const entry = {
      startedDateTime: '2026-11-22T10:00:00.000Z',
      time: 3,
      request: { method: 'GET', url: 'https://sp/' },
      response: { status: 200 },
    };
    expect(readHar({ log: { entries: [entry] } })[0]).toMatchObject({
      url: 'https://sp/',
      method: 'GET',
      status: 200,
      requestBody: null,
      error: null,
    });
  });
});
