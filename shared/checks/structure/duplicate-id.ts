import { attributeOf, descendants } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, pass } from '../define-check.ts';

const ID_ATTRIBUTES = ['ID', 'Id', 'id'];

/** No two elements of the document have the same ID: a signature could then be taken for either's. */
export const duplicateId = defineCheck({
  code: 'duplicate-id',
  severity: 'error',
  clause: 'saml-core 1.3.4',
  appliesTo: ['Response', 'Assertion', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse', 'Metadata', 'Other'],
  gate: 'must-pass',
  variants: ['ok', 'duplicate'],
  run: ({ subject }) => {
    const repeated = repeatedIds(subject.document.root);
    if (repeated.length === 0) return [pass('ok', { at: subject.document.root })];
    return repeated.map(({ element, attribute, id }) => fail('duplicate', { at: element, attribute, received: id }));
  },
});

/** Each element whose ID an element before it had already. */
function repeatedIds(root: XmlElement): { element: XmlElement; attribute: string; id: string }[] {
  const seen = new Set<string>();
  const repeated: { element: XmlElement; attribute: string; id: string }[] = [];
  for (const element of descendants(root)) {
    for (const attribute of ID_ATTRIBUTES) {
      const id = attributeOf(element, attribute);
      if (id === null) continue;
      if (seen.has(id)) repeated.push({ element, attribute, id });
      seen.add(id);
    }
  }
  return repeated;
}
