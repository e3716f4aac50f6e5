import type { Entity } from '#shared/saml/metadata.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { attributeOf, childElements } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, pass, type Verdict } from '../engine/define-check.ts';

/** SAML v2.0 Metadata Profile for Algorithm Support 1.0. */
const ALGORITHM_SUPPORT = 'urn:oasis:names:tc:SAML:metadata:algsupport';

/** The receiver's metadata, where it lists algorithms, lists those of the signature. */
export const signatureAlgorithmNotOffered = defineCheck({
  code: 'signature-algorithm-not-offered',
  rank: 950,
  owner: 'sender',
  severity: 'warning',
  clause: 'saml-metadata-algsupport 2.4',
  appliesTo: ['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse'],
  variants: ['ok', 'signing', 'digest'],
  run: ({ subject, parties, expected }) => {
    const receiver = expected.sender === 'idp' ? parties.sp : parties.idp;
    if (receiver === null) return [];
    const signing = listed(receiver, 'SigningMethod');
    const digests = listed(receiver, 'DigestMethod');
    return subject.signatures.flatMap(({ element, algorithm, digest }): Verdict<'ok' | 'signing' | 'digest'>[] => {
      if (signing.length + digests.length === 0) return [];
      const facts = { receiver: receiver.entityId };
      if (isOther(algorithm, signing))
        return [fail('signing', { at: element, expected: signing.join(', '), received: algorithm, facts })];
      if (isOther(digest, digests))
        return [fail('digest', { at: element, expected: digests.join(', '), received: digest, facts })];
      return [pass('ok', { at: element })];
    });
  },
});

function isOther(algorithm: string | null, list: readonly string[]): boolean {
  return algorithm !== null && list.length > 0 && !list.includes(algorithm);
}

/** Of the entity, and of its roles. */
function listed({ element }: Entity, localName: string): readonly string[] {
  const holders: readonly XmlElement[] = [element, ...childElements(element, NAMESPACE.metadata)];
  return holders
    .flatMap((holder) => childElements(holder, NAMESPACE.metadata, 'Extensions'))
    .flatMap((extensions) => childElements(extensions, ALGORITHM_SUPPORT, localName))
    .flatMap((method) => attributeOf(method, 'Algorithm') ?? []);
}
