import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { MetadataCertificate } from '#shared/checks/engine/memo.ts';
import { readCertificateText } from '#shared/crypto/certificate-text.ts';
import type { Entity } from '#shared/saml/metadata.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { attributeOf, childElements, descendants, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { entitiesOf } from './entities.ts';

/** The X509Certificate elements in the keys of the IdPs and SPs of the metadata that is looked at, each read. */
export function keyCertificatesOf(context: CheckContext): readonly MetadataCertificate[] {
  context.memo.metadataCertificates ??= entitiesOf(context).flatMap(certificatesOf);
  return context.memo.metadataCertificates;
}

/** Those of one entity. */
export function certificatesOf(entity: Entity): readonly MetadataCertificate[] {
  return (['idp', 'sp'] as const).flatMap((role) =>
    rolesOf(entity.element, role).flatMap((element) =>
      childElements(element, NAMESPACE.metadata, 'KeyDescriptor').flatMap((key) => inKey(key, entity, role)),
    ),
  );
}

/** The descriptors of a role, of whatever protocol. */
export function rolesOf(entity: XmlElement, role: 'idp' | 'sp'): readonly XmlElement[] {
  return childElements(entity, NAMESPACE.metadata, role === 'idp' ? 'IDPSSODescriptor' : 'SPSSODescriptor');
}

function inKey(key: XmlElement, entity: Entity, role: 'idp' | 'sp'): readonly MetadataCertificate[] {
  const isForSigning = attributeOf(key, 'use') !== 'encryption';
  return [...descendants(key)]
    .filter(({ localName, namespace }) => localName === 'X509Certificate' && namespace === NAMESPACE.signature)
    .map((at) => ({ entity, role, isForSigning, at, reading: readCertificateText(textOf(at)) }));
}
