import { NAMESPACE } from '#shared/saml/names.ts';
import { attributeOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, type Verdict } from '../engine/define-check.ts';
import { entitiesOf, severityOfOne } from './entities.ts';
import { rolesOf } from './key-certificates.ts';

type Variant = 'missing' | 'misspelt' | 'other';

/** What a role of the protocols before SAML 2.0 says. */
const OLDER = /^(?:urn:oasis:names:tc:SAML:1\.[01]:protocol|urn:mace:shibboleth:1\.0)$/;

/** An IdP or SP says that it speaks SAML 2.0: readers leave out a role that does not, and then know nobody of that name. */
export const metadataProtocol = defineCheck({
  code: 'metadata-protocol',
  rank: 855,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-metadata 2.4.1',
  appliesTo: ['Metadata'],
  variants: ['missing', 'misspelt', 'other'],
  run: (context) =>
    entitiesOf(context).flatMap(({ element }) =>
      (['idp', 'sp'] as const).flatMap((role) => {
        const all = rolesOf(element, role);
        // A role may come once for each protocol.
        const speaks = all.some((one) => protocolsOf(one).includes(NAMESPACE.protocol));
        return speaks ? [] : all.flatMap((one) => judge(one, severityOfOne(context)));
      }),
    ),
});

function protocolsOf(role: XmlElement): readonly string[] {
  return (attributeOf(role, 'protocolSupportEnumeration') ?? '').split(/\s+/).filter((name) => name !== '');
}

function judge(at: XmlElement, severity: 'error' | 'warning'): readonly Verdict<Variant>[] {
  const protocols = protocolsOf(at);
  const received = protocols.join(' ');
  const attribute = 'protocolSupportEnumeration';
  const evidence = { at, attribute, expected: NAMESPACE.protocol, facts: { role: at.localName } };
  if (protocols.length === 0) return [fail('missing', { ...evidence, severity })];
  if (protocols.every((name) => OLDER.test(name))) return [fail('other', { ...evidence, received, severity: 'info' })];
  return [fail('misspelt', { ...evidence, received, severity })];
}
