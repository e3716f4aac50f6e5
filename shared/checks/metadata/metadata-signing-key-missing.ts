import type { Entity, KeyDescriptor } from '#shared/saml/metadata.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { readKeyDescriptors } from '#shared/saml/read-keys.ts';
import { childElements } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, pass, type Verdict } from '../engine/define-check.ts';
import { entitiesOf } from './entities.ts';

type Variant = 'ok' | 'none' | 'only-encryption' | 'only-name' | 'only-key-value';

/** Each IdP gives a certificate to verify it with. */
export const metadataSigningKeyMissing = defineCheck({
  code: 'metadata-signing-key-missing',
  rank: 900,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-metadata 2.4.1.1',
  appliesTo: ['Metadata'],
  variants: ['ok', 'none', 'only-encryption', 'only-name', 'only-key-value'],
  run: (context) => entitiesOf(context).flatMap(judge),
});

function judge(entity: Entity): readonly Verdict<Variant>[] {
  const { element, entityId, idp } = entity;
  if (idp === null) return [];
  const evidence = { at: element, facts: { entity: entityId } };
  if (idp.keys.some(({ use }) => use !== 'encryption')) return [pass('ok', evidence)];
  const descriptors = signingKeys(element);
  if (descriptors.some(({ hasKeyValue }) => hasKeyValue)) return [fail('only-key-value', evidence)];
  const [name] = descriptors.flatMap(({ keyNames }) => keyNames);
  if (name !== undefined) return [fail('only-name', { ...evidence, received: name, severity: 'warning' })];
  return [idp.keys.length > 0 ? fail('only-encryption', evidence) : fail('none', evidence)];
}

/** A bare key, or a name: what a federation with certificate authorities of its own gives in place of certificates. */
function signingKeys(entity: XmlElement): readonly KeyDescriptor[] {
  return childElements(entity, NAMESPACE.metadata, 'IDPSSODescriptor')
    .flatMap(readKeyDescriptors)
    .filter(({ use }) => use !== 'encryption');
}
