import type { CheckContext } from '#shared/checks/engine/context.ts';
import { XENC11_NAMESPACE } from '#shared/crypto/encryption/algorithms.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { isElement } from '#shared/saml/read-parts.ts';
import { attributeOf, childElements, descendants } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { KEPT_CLOSED } from '../engine/common-causes.ts';
import { defineCheck, fail, unknown } from '../engine/define-check.ts';
import { isGated } from '../engine/gated.ts';
import { closedAssertions } from './encrypted-parts.ts';
import { receiverOf } from './key-receiver.ts';

/** An encrypted assertion hides everything that is to be checked; its algorithms are named. */
export const encryptedAssertionUnreadable = defineCheck({
  code: 'encrypted-assertion-unreadable',
  rank: 230,
  owner: 'receiver',
  severity: 'info',
  clause: 'saml-core 2.3.4',
  follows: KEPT_CLOSED,
  appliesTo: ['Response', 'SecurityTokenResponse', 'Other'],
  gate: 'if-there',
  variants: ['encrypted', 'no-own-key', 'algorithms-unknown'],
  run: (context) =>
    closedAssertions(context).map((at) => {
      const algorithms = algorithmsOf(at);
      if (algorithms.length === 0) return unknown('algorithms-unknown', 'key', { at });
      const evidence = {
        at,
        received: algorithms.join(', '),
        facts: { algorithms: algorithms.join(' with '), receiver: receiverOf(at) },
      };
      return hasNoKey(context) ? fail('no-own-key', evidence) : unknown('encrypted', 'key', evidence);
    }),
});

/** An SP without a key is sent nothing encrypted; whoever inspects may have one that the connection does not name. */
function hasNoKey(context: CheckContext): boolean {
  return isGated(context) && context.knowledge.connection?.sp.key === null;
}

/** Each EncryptionMethod, in document order: `aes256-gcm`, `rsa-oaep (digest sha256, mask mgf1sha256)`. */
function algorithmsOf(encrypted: XmlElement): string[] {
  return [...descendants(encrypted)]
    .filter((element) => isElement(element, NAMESPACE.encryption, 'EncryptionMethod'))
    .slice(0, 4)
    .map((element) => {
      const digest = childElements(element, NAMESPACE.signature, 'DigestMethod')[0];
      const mask = childElements(element, XENC11_NAMESPACE, 'MGF')[0];
      const parts = [
        ...(digest === undefined ? [] : [`digest ${algorithmOf(digest)}`]),
        ...(mask === undefined ? [] : [`mask ${algorithmOf(mask)}`]),
      ];
      return `${algorithmOf(element)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
    });
}

/** The last part of the URI. */
function algorithmOf(element: XmlElement): string {
  return (attributeOf(element, 'Algorithm') ?? '?').replace(/^.*[#/]/, '').slice(0, 80);
}
