import { NAMESPACE } from '#shared/saml/names.ts';
import { attributeOf, childElements } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { defineCheck, fail, type Verdict } from '../engine/define-check.ts';
import { entitiesOf, severityOfOne } from './entities.ts';

type Variant = 'entity-id' | 'address';

/** White space, and what is not seen either: no-break and zero-width characters, a byte order mark. */
const SPACED = /[\s\u00a0\u200b-\u200f\u2060\ufeff]/;
const ADDRESSES = ['Location', 'ResponseLocation', 'Binding'];

/**
 * Names and addresses have no white space around or in them. One reader takes off what stands around (xs:anyURI), another
 * compares it: then the two never agree on the name.
 */
export const metadataWhiteSpace = defineCheck({
  code: 'metadata-white-space',
  rank: 452,
  owner: 'publisher',
  severity: 'error',
  clause: 'saml-core 1.3.2',
  appliesTo: ['Metadata'],
  variants: ['entity-id', 'address'],
  run: (context) => {
    const severity = severityOfOne(context);
    return entitiesOf(context).flatMap(({ element }) => [
      ...judge(element, 'entityID', 'entity-id', severity),
      ...childElements(element, NAMESPACE.metadata)
        .flatMap((role) => childElements(role, NAMESPACE.metadata))
        .flatMap((endpoint) => ADDRESSES.flatMap((name) => judge(endpoint, name, 'address', severity))),
    ]);
  },
});

function judge(
  at: XmlElement,
  attribute: string,
  variant: Variant,
  severity: 'error' | 'warning',
): readonly Verdict<Variant>[] {
  const received = attributeOf(at, attribute);
  if (received === null || !SPACED.test(received)) return [];
  return [fail(variant, { at, attribute, received, severity, facts: { attribute, element: at.localName } })];
}
