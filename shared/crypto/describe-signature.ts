import { attributeOf, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { DS_NAMESPACE } from './algorithms.ts';
import type { SignatureReport } from './signature.ts';

/**
 * What a signature says of itself, as far as it can be read without trusting its structure: the form
 * of a report before any verdict. For showing, never for deciding.
 */
export function describeSignature(signature: XmlElement): SignatureReport {
  const signedInfo = childOf(signature, 'SignedInfo');
  const reference = childOf(signedInfo, 'Reference');
  const uri = reference && attributeOf(reference, 'URI');
  return {
    element: signature,
    signed: null,
    on: signature.parent?.localName ?? '',
    id: uri?.startsWith('#') && uri.length > 1 ? uri.slice(1) : null,
    algorithm: algorithmOf(childOf(signedInfo, 'SignatureMethod')),
    digest: algorithmOf(childOf(reference, 'DigestMethod')),
    outcome: 'invalid',
    reason: 'structure',
    certificate: null,
    embedded: null,
    tried: [],
    digests: null,
  };
}

function childOf(parent: XmlElement | null, localName: string): XmlElement | null {
  return parent && firstChild(parent, DS_NAMESPACE, localName);
}

function algorithmOf(method: XmlElement | null): string | null {
  return method && attributeOf(method, 'Algorithm');
}
