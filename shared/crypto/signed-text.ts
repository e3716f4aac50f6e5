import { type CanonicalOptions, canonicalize } from '#shared/xml/canonicalize.ts';
import { inheritedXmlAttributes } from '#shared/xml/inherit.ts';
import { childElements } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { DS_NAMESPACE } from './algorithms.ts';
import type { SignatureReport } from './signature.ts';
import { readMethods, type SignatureMethods } from './signature-methods.ts';
import { isSignatureRefusal } from './signature-refusal.ts';
import { readStructure } from './signature-structure.ts';

/** What a signature covers, for a reader that knows nothing of the message around it. */
export interface SignedText {
  /** The signed element alone, its Signature inside, with the namespaces that both canonicalizations ask for. */
  readonly document: string;
  /** What the digest is over. */
  readonly digested: string;
  readonly methods: SignatureMethods;
  /** Whether the canonical form of SignedInfo takes `xml:` attributes of the elements above it (c14n 2.4). */
  readonly inheritsXml: boolean;
}

/**
 * The signed element of a `valid` report, cut out of its message: as it was when its digest was compared, with what
 * is encrypted in it still closed. Whoever verifies `document` must come to the same verdict as over the message.
 */
export function signedTextOf(report: SignatureReport): SignedText | null {
  const { element: signature, signed } = report.closed ?? report;
  const methods = methodsOf(signature);
  const [signedInfo] = childElements(signature, DS_NAMESPACE, 'SignedInfo');
  if (signed === null || methods === null || signedInfo === undefined) return null;
  const { canonicalization, transform } = methods;
  const exclusive = canonicalization.algorithm.exclusive && transform.algorithm.exclusive;
  const inclusivePrefixes = [...canonicalization.inclusivePrefixes, ...transform.inclusivePrefixes];
  return {
    document: canonicalize(signed, { exclusive, comments: false, inclusivePrefixes }),
    digested: canonicalize(signed, { ...canonicalFormOf(methods), omit: signature }),
    methods,
    inheritsXml: !canonicalization.algorithm.exclusive && inheritedXmlAttributes(signedInfo).length > 0,
  };
}

/**
 * Canonical text of the signed element of a `valid` report, or of one inside it, as it is now: in the form that the
 * signature asks for, without that Signature. Where nothing in it was opened, the signed bytes themselves.
 */
export function coveredText(report: SignatureReport, element: XmlElement): string | null {
  const methods = methodsOf(report.element);
  return methods && canonicalize(element, { ...canonicalFormOf(methods), omit: report.element });
}

function methodsOf(signature: XmlElement): SignatureMethods | null {
  const parts = readStructure(signature);
  if (isSignatureRefusal(parts)) return null;
  const methods = readMethods(parts);
  return isSignatureRefusal(methods) ? null : methods;
}

/** Comments are out whatever the transform says: a reference by ID leaves them out first (xmldsig-core 4.4.3.3). */
export function canonicalFormOf({ transform: { algorithm, inclusivePrefixes } }: SignatureMethods): CanonicalOptions {
  return { exclusive: algorithm.exclusive, comments: false, inclusivePrefixes };
}
