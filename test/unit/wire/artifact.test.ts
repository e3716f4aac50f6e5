import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { findArtifactIssuer } from '#shared/saml/artifact-issuer.ts';
import { readArtifactValue } from '#shared/wire/artifact.ts';
import { readForm, readUrl } from '#shared/wire/read-message.ts';

const IDP = 'https://idp.example/saml';
const SOURCE = createHash('sha1').update(IDP).digest();
const HANDLE = Buffer.alloc(20, 0xab);
const TYPE4 = Buffer.concat([Buffer.from([0, 4, 0, 3]), SOURCE, HANDLE]).toString('base64');

describe('an artifact', () => {
  test('of type 4: endpoint, source and handle (saml-bindings 3.6.4)', () => {
    expect(readArtifactValue(TYPE4, 'state')).toEqual({
      value: TYPE4,
      typeCode: 4,
      endpointIndex: 3,
      sourceId: SOURCE.toString('hex'),
      messageHandle: 'ab'.repeat(20),
      sourceLocation: null,
      relayState: 'state',
    });
  });

  test('names its issuer by the SHA-1 of the entity ID', async () => {
    const { sourceId } = readArtifactValue(TYPE4, null);
    expect(await findArtifactIssuer(sourceId ?? '', ['https://other', IDP])).toBe(IDP);
    expect(await findArtifactIssuer(sourceId ?? '', ['https://other'])).toBeNull();
  });

  test('of type 1 and 2 (saml-bindings-1.1 4.1.1.8, 8)', () => {
    const one = Buffer.concat([Buffer.from([0, 1]), SOURCE, HANDLE]).toString('base64');
    expect(readArtifactValue(one, null)).toMatchObject({
      typeCode: 1,
      endpointIndex: null,
      sourceId: SOURCE.toString('hex'),
    });
    const two = Buffer.concat([Buffer.from([0, 2]), HANDLE, Buffer.from('https://idp/é')]).toString('base64');
    expect(readArtifactValue(two, null)).toMatchObject({
      typeCode: 2,
      sourceId: null,
      sourceLocation: 'https://idp/é',
    });
  });

  test.each([
    ['', 'it has 0 bytes'],
    ['AA==', 'it has 1 bytes'],
    ['AAQ=', 'it has 2 bytes, and type 4 has 44'],
    [
      Buffer.concat([Buffer.from(TYPE4, 'base64'), Buffer.from([0])]).toString('base64'),
      'it has 45 bytes, and type 4 has 44',
    ],
    [
      Buffer.alloc(44, 9).toString('base64'),
      'its type code is 2313, and only 4 (SAML 2.0) and 1 and 2 (SAML 1.1) are known',
    ],
    [Buffer.from([0, 2]).toString('base64'), 'it has 2 bytes, and type 2 has more than 22'],
    ['!!!', 'it is not base64'],
    ['A'.repeat(5000), 'it has 5000 characters'],
  ])('is refused where it is none: %j', (value, reason) => {
    expect(() => readArtifactValue(value, null)).toThrowError(
      expect.objectContaining({ code: 'artifact-invalid', facts: { reason } }),
    );
  });

  test.each([
    [
      'a query',
      (value: string) => readUrl(`https://sp.example/acs?SAMLart=${encodeURIComponent(value)}&RelayState=r%20s`),
    ],
    ['a form', (value: string) => readForm(`SAMLart=${encodeURIComponent(value)}&RelayState=r+s`)],
  ])('is found in %s, with its RelayState', (_, read) => {
    const [reading, ...more] = read(TYPE4);
    expect(more).toEqual([]);
    expect(reading).toMatchObject({
      binding: 'artifact',
      parameter: 'SAMLart',
      wire: null,
      error: null,
      artifact: { typeCode: 4, relayState: 'r s' },
    });
  });

  test('that is broken says so, and hides no message beside it', () => {
    const readings = readForm('SAMLart=AAQ&SAMLResponse=PGEvPg==');
    expect(readings.map(({ error, wire }) => error?.code ?? wire?.xml)).toEqual(['artifact-invalid', '<a/>']);
  });
});
