import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import { attributeOf, descendants } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, unknown } from '../define-check.ts';

/** An encrypted assertion hides everything that is to be checked; its algorithms are named. */
export const encryptedAssertionUnreadable = defineCheck({
  code: 'encrypted-assertion-unreadable',
  severity: 'info',
  clause: 'saml-core 2.3.4',
  appliesTo: ['Response'],
  variants: ['encrypted', 'algorithms-unknown'],
  run: ({ subject: { message } }) => {
    if (message.kind !== 'Response') return [];
    return message.encryptedAssertions.map((at) => {
      const algorithms = algorithmsOf(at);
      if (algorithms.length === 0) return unknown('algorithms-unknown', { at });
      return unknown('encrypted', {
        at,
        received: algorithms.join(', '),
        facts: { algorithms: algorithms.join(' with ') },
      });
    });
  },
});

/** The last part of each EncryptionMethod's URI, in document order: `aes256-gcm`, `rsa-oaep-mgf1p`. */
function algorithmsOf(encrypted: XmlElement): string[] {
  return [...descendants(encrypted)]
    .filter((element) => isElement(element, NAMESPACE.encryption, 'EncryptionMethod'))
    .slice(0, 4)
    .map((element) => (attributeOf(element, 'Algorithm') ?? '?').replace(/^.*[#/]/, '').slice(0, 80));
}
