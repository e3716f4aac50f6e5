import { decodeBase64 } from '#shared/base/base64.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { attributeOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { DS_NAMESPACE } from './algorithms.ts';
import { refuseSignature, type SignatureRefusal } from './signature-refusal.ts';

/** The parts of a `ds:Signature` that has the form which SAML allows, not yet interpreted. */
export interface SignatureParts {
  readonly signedInfo: XmlElement;
  readonly canonicalizationMethod: XmlElement;
  readonly signatureMethod: XmlElement;
  /** Null where the Reference has no URI. */
  readonly uri: string | null;
  /** In order; empty where there is no Transforms element. */
  readonly transforms: readonly XmlElement[];
  readonly digestMethod: XmlElement;
  readonly digestValue: Uint8Array<ArrayBuffer>;
  readonly signatureValue: Uint8Array<ArrayBuffer>;
  readonly keyInfo: XmlElement | null;
}

/**
 * Takes a `ds:Signature` apart (xmldsig-core 4): each element exactly once, in the order of the
 * schema, nothing beside them but white space and comments, and no `Object` (nothing that SAML
 * signs lives inside the signature, but wrapped assertions do).
 */
export function readStructure(signature: XmlElement): SignatureParts | SignatureRefusal {
  const top = elementsIn(signature, ['SignedInfo', 'SignatureValue'], ['KeyInfo']);
  const [signedInfo, value, keyInfo] = top ?? [];
  const signatureValue = value && readBase64Content(value);
  if (signedInfo === undefined || signatureValue === undefined) return refuseSignature('structure');
  const methods = elementsIn(signedInfo, ['CanonicalizationMethod', 'SignatureMethod'], 'Reference');
  const [canonicalizationMethod, signatureMethod, reference, second] = methods ?? [];
  if (canonicalizationMethod === undefined || signatureMethod === undefined) return refuseSignature('structure');
  if (reference === undefined || second !== undefined) return refuseSignature('reference-count');
  const parts = readReference(reference);
  if (parts === null) return refuseSignature('structure');
  return { signedInfo, canonicalizationMethod, signatureMethod, ...parts, signatureValue, keyInfo: keyInfo ?? null };
}

type ReferenceParts = Pick<SignatureParts, 'uri' | 'transforms' | 'digestMethod' | 'digestValue'>;

/** xmldsig-core 4.4.3 */
function readReference(reference: XmlElement): ReferenceParts | null {
  const plain = elementsIn(reference, ['DigestMethod', 'DigestValue']);
  const children = plain ?? elementsIn(reference, ['Transforms', 'DigestMethod', 'DigestValue']);
  const [digestMethod, value] = children?.slice(-2) ?? [];
  const list = plain === null ? children?.[0] : undefined;
  const transforms = list === undefined ? [] : elementsIn(list, ['Transform'], 'Transform');
  const digestValue = value && readBase64Content(value);
  if (digestMethod === undefined || digestValue === undefined || transforms === null) return null;
  return { uri: attributeOf(reference, 'URI'), transforms, digestMethod, digestValue };
}

/**
 * The child elements if they are exactly `required`, followed by some of `further`: each of a list
 * at most once, or one name any number of times. Null if there is anything else.
 */
export function elementsIn(
  parent: XmlElement,
  required: readonly string[],
  further: readonly string[] | string = [],
  namespace: string = DS_NAMESPACE,
): XmlElement[] | null {
  const children: XmlElement[] = [];
  for (const child of parent.children) {
    if (child.kind === 'element') children.push(child);
    else if (child.kind === 'text' && /[^ \t\r\n]/.test(child.value)) return null;
  }
  const expected = typeof further === 'string' ? null : [...required, ...further];
  if (children.length < required.length || (expected !== null && children.length > expected.length)) return null;
  const fits = children.every((child, index) => {
    const name = expected === null ? (required[index] ?? further) : expected[index];
    return child.localName === name && child.namespace === namespace;
  });
  return fits ? children : null;
}

/**
 * The base64 content of a DigestValue or SignatureValue: one run of text and nothing else. A comment
 * in there makes readers see different values (CVE-2025-29774, CVE-2025-29775).
 */
export function readBase64Content(element: XmlElement): Uint8Array<ArrayBuffer> | undefined {
  const [text, second] = element.children;
  if (text?.kind !== 'text' || text.cdata || second !== undefined) return undefined;
  try {
    const { bytes } = decodeBase64(text.value);
    return bytes.length === 0 ? undefined : bytes;
  } catch (error) {
    if (error instanceof WorkbenchError) return undefined;
    throw error;
  }
}
