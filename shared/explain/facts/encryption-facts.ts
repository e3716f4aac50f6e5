import { shortUri } from '#shared/base/short-uri.ts';
import type { DecryptionReason, DecryptionReport } from '#shared/crypto/encryption/encryption.ts';
import { byShortUri, type FactGroup, type FactValue, fact, group, noted } from './fact.ts';
import { type OutcomeWords, toneOf } from './verdict.ts';

/** An encrypted part: how it is encrypted, what came of it, and what to do where it stays closed. */
export function encryptionGroup(report: DecryptionReport): FactGroup {
  const facts = [
    ...fact('content-encryption', byShortUri(report.contentAlgorithm)),
    ...fact('key-transport', keyTransport(report)),
  ];
  const tone = toneOf(decryptionVerdict(report));
  return group(report.element.localName, facts, { note: decryptionWords(report), tone });
}

/** Whether an encrypted part was opened, in a word. */
export function decryptionVerdict({ reason, xml }: DecryptionReport): OutcomeWords {
  if (xml !== null) return { outcome: 'good', word: 'Opened' };
  return reason === 'no-key'
    ? { outcome: 'unknown', word: 'Closed' }
    : { outcome: 'warning', word: 'Cannot be opened' };
}

const DECRYPTION_WORDS: Readonly<Record<DecryptionReason, string>> = {
  structure:
    'It is not built as the standard says: the EncryptedData, its key or its cipher value is missing or there twice. The IdP must mend it.',
  'no-key':
    "It is encrypted for the service provider. Give the service provider's private key (RSA, PKCS#8 as PEM) to read it.",
  'wrong-key':
    "None of the private keys given opens it: it is encrypted for another certificate. Compare the encryption certificate that the IdP has for this service provider with the service provider's own; after a change of keys the IdP often keeps the old one.",
  'content-algorithm-unsupported':
    'The algorithm that encrypts the content is not computed here (3DES is outdated and broken; some browsers lack AES-192). Set the IdP to AES-128 or AES-256, best with GCM.',
  'transport-algorithm-unsupported':
    'The algorithm that encrypts the key is not computed here. Set the IdP to RSA-OAEP.',
  'rsa15-forbidden':
    'The key is encrypted with RSA PKCS#1 1.5, which lets attackers find out the content by asking often enough. Set the IdP to RSA-OAEP.',
  damaged:
    'The private key fits, but what came out is damaged or is not what was announced: the content was changed on its way, or the IdP pads it wrongly.',
};

/** What came of it, and what to do where it stays closed. */
function decryptionWords({ reason, xml }: DecryptionReport): string {
  if (xml !== null)
    return 'A private key that was given opens it. What is inside is read and checked as if it had come in the clear.';
  return reason === null ? 'It stays closed.' : DECRYPTION_WORDS[reason];
}

/** The algorithm that encrypts the content key; of OAEP with its digest and its mask, which both sides must agree on. */
function keyTransport({ transportAlgorithm, oaep }: DecryptionReport): FactValue | null {
  if (transportAlgorithm === null) return null;
  const name = shortUri(transportAlgorithm);
  const text = oaep === null ? name : `${name}, digest ${oaep.digest}, mask MGF1 with ${oaep.mask}`;
  return noted(text, transportAlgorithm, transportAlgorithm);
}
