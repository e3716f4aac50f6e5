import { describe, expect, it } from 'vitest';
import type { DecryptionReason, DecryptionReport } from '#shared/crypto/encryption/encryption.ts';
import { decryptionVerdict, encryptionGroup } from '#shared/explain/facts/encryption-facts.ts';
import { parseXml } from '#shared/xml/parse.ts';

describe('words of an encrypted part', () => {
  const closed = (reason: DecryptionReason) => ({
    element: parseXml('<a/>').root,
    contentAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    transportAlgorithm: 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
    oaep: { digest: 'SHA-256', mask: 'SHA-1' } as const,
    xml: null,
    reason,
  });

  const transportOf = (report: DecryptionReport) =>
    encryptionGroup(report)
      .facts.filter(({ id }) => id === 'key-transport')
      .flatMap(({ values }) => values.map(({ text }) => text));

  it('name the algorithms that both sides must agree on', () => {
    expect(transportOf(closed('no-key'))).toEqual(['rsa-oaep, digest SHA-256, mask MGF1 with SHA-1']);
    expect(transportOf({ ...closed('no-key'), oaep: null })).toEqual(['rsa-oaep']);
    expect(transportOf({ ...closed('structure'), transportAlgorithm: null })).toEqual([]);
  });

  it('say for each reason what to do', () => {
    expect(encryptionGroup(closed('no-key')).note).toMatch(/Give the service provider's private key/);
    expect(encryptionGroup(closed('wrong-key')).note).toMatch(/another certificate/);
    expect(encryptionGroup(closed('content-algorithm-unsupported')).note).toMatch(/3DES.*AES-256/);
    expect(decryptionVerdict(closed('no-key')).word).toBe('Closed');
    expect(decryptionVerdict({ ...closed('damaged'), reason: null, xml: '<b/>' }).word).toBe('Opened');
  });
});
