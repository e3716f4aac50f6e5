import { NAMESPACE } from '#shared/saml/names.ts';
import { attributeOf, descendants, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, type Verdict } from '../engine/define-check.ts';
import { isXmlName } from '../engine/is-xml-name.ts';
import { entitiesOf } from './entities.ts';

type Variant = 'missing' | 'not-a-name';

/** What is signed has an ID to be signed by, and each ID is one that XML allows: a reader that validates refuses the file. */
export const metadataId = defineCheck({
  code: 'metadata-id',
  rank: 448,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-metadata 2.3, xmlschema-2 3.3.8',
  appliesTo: ['Metadata'],
  variants: ['missing', 'not-a-name'],
  run: (context) => {
    const { element } = context.subject.message;
    const of = new Set([element, ...entitiesOf(context).map((entity) => entity.element)]);
    return [...of].flatMap(judge);
  },
});

function judge(at: XmlElement): readonly Verdict<Variant>[] {
  const id = attributeOf(at, 'ID');
  const evidence = { at, attribute: 'ID', received: id, facts: { element: at.localName } };
  if (id !== null && id !== '') return isXmlName(id) ? [] : [fail('not-a-name', evidence)];
  if (id === '') return [fail('missing', evidence)];
  return isSignedByName(at) ? [fail('missing', { ...evidence, severity: 'warning' })] : [];
}

/** Whether the signature names what it signs, and does not mean the whole document by an empty name. */
function isSignedByName(at: XmlElement): boolean {
  const signature = firstChild(at, NAMESPACE.signature, 'Signature');
  if (signature === null) return false;
  return [...descendants(signature)].some(
    (element) => element.localName === 'Reference' && attributeOf(element, 'URI') !== '',
  );
}
