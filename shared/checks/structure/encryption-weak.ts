import { type EncryptionWeakness, weaknessOf } from '#shared/crypto/encryption/algorithms.ts';
import { attributeOf } from '#shared/xml/navigate.ts';
import { KEPT_CLOSED } from '../engine/common-causes.ts';
import { defineCheck, fail, type Verdict } from '../engine/define-check.ts';
import { encryptionElements } from './encrypted-parts.ts';

/** Encryption is by an algorithm that keeps its promise: no RSA 1.5 (Bleichenbacher), no 3DES, best no CBC (padding oracles). */
export const encryptionWeak = defineCheck({
  code: 'encryption-weak',
  rank: 620,
  owner: 'sender',
  severity: 'warning',
  clause: 'xmlenc-core1 6.1.2',
  follows: KEPT_CLOSED,
  appliesTo: ['Response', 'LogoutRequest', 'Assertion', 'SecurityTokenResponse', 'Other'],
  variants: ['rsa15', 'triple-des', 'cbc'],
  run: (context) => {
    const acceptsRsa15 = context.knowledge.connection?.accept.rsa15 === true;
    return encryptionElements(context, 'EncryptionMethod').flatMap((at): Verdict<EncryptionWeakness>[] => {
      const algorithm = attributeOf(at, 'Algorithm') ?? '';
      const evidence = { at, received: algorithm };
      const weakness = weaknessOf(algorithm);
      if (weakness === null || (weakness === 'rsa15' && acceptsRsa15)) return [];
      return [fail(weakness, weakness === 'cbc' ? { ...evidence, severity: 'info' } : evidence)];
    });
  },
});
