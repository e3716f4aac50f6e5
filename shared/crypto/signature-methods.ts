import { attributeOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import {
  type CanonicalizationAlgorithm,
  canonicalizationAlgorithm,
  DEFAULT_CANONICALIZATION,
  type DigestAlgorithm,
  digestAlgorithm,
  type SignatureAlgorithm,
  signatureAlgorithm,
  URI,
  unusableKind,
} from './algorithms.ts';
import { readPssParameters } from './pss-parameters.ts';
import { isSignatureRefusal, leaveOpen, refuseSignature, type SignatureRefusal } from './signature-refusal.ts';
import { elementsIn, type SignatureParts } from './signature-structure.ts';

/** A canonicalization with the prefixes that it treats inclusively (exc-c14n 3), `#default` as written. */
interface Canonicalization {
  readonly algorithm: CanonicalizationAlgorithm;
  readonly inclusivePrefixes: readonly string[];
}

/** The algorithms that a signature names, resolved. */
export interface SignatureMethods {
  readonly canonicalization: Canonicalization;
  readonly signature: SignatureAlgorithm;
  /** The canonicalization of the reference; the enveloped-signature transform before it is implied. */
  readonly transform: Canonicalization;
  readonly digest: DigestAlgorithm;
}

/** Looks up every algorithm that the signature names; forbidden transforms are refused first (saml-core 5.4.4). */
export function readMethods(parts: SignatureParts): SignatureMethods | SignatureRefusal {
  const transform = readTransforms(parts.transforms);
  if (isSignatureRefusal(transform)) return refuseSignature('transform-forbidden');
  const canonicalization = readCanonicalization(parts.canonicalizationMethod);
  if (isSignatureRefusal(canonicalization)) return canonicalization;
  const signature = readSignatureMethod(parts.signatureMethod);
  if (isSignatureRefusal(signature)) return signature;
  const digest = readDigestMethod(parts.digestMethod);
  if (isSignatureRefusal(digest)) return digest;
  return { canonicalization, signature, transform, digest };
}

/**
 * Enveloped signature, then at most one canonicalization; without one it is inclusive, without
 * comments (xmldsig-core 4.4.3.2). Without the enveloped-signature transform the digest would have to
 * cover itself.
 */
function readTransforms(transforms: readonly XmlElement[]): Canonicalization | SignatureRefusal {
  const [enveloped, canonicalization, third] = transforms;
  const isEnveloped = enveloped !== undefined && attributeOf(enveloped, 'Algorithm') === URI.envelopedSignature;
  if (!isEnveloped || elementsIn(enveloped, []) === null || third !== undefined)
    return refuseSignature('transform-forbidden');
  return canonicalization === undefined
    ? { algorithm: DEFAULT_CANONICALIZATION, inclusivePrefixes: [] }
    : readCanonicalization(canonicalization);
}

/** Refuses parameters that an algorithm does not have by its definition. */
function readCanonicalization(method: XmlElement): Canonicalization | SignatureRefusal {
  const uri = attributeOf(method, 'Algorithm') ?? '';
  const algorithm = canonicalizationAlgorithm(uri);
  if (algorithm === undefined) return refuseAlgorithm(uri);
  if (elementsIn(method, []) !== null) return { algorithm, inclusivePrefixes: [] };
  const [list] = (algorithm.exclusive && elementsIn(method, ['InclusiveNamespaces'], [], URI.excC14n)) || [];
  if (list === undefined) return refuseSignature('structure');
  const prefixes = (attributeOf(list, 'PrefixList') ?? '').split(/[ \t\r\n]+/);
  return { algorithm, inclusivePrefixes: prefixes.filter((prefix) => prefix !== '') };
}

function readSignatureMethod(method: XmlElement): SignatureAlgorithm | SignatureRefusal {
  const uri = attributeOf(method, 'Algorithm') ?? '';
  if (uri === URI.rsaPss) return readPssParameters(method) ?? leaveOpen('algorithm-unsupported');
  const algorithm = signatureAlgorithm(uri);
  if (algorithm === undefined) return refuseAlgorithm(uri);
  return elementsIn(method, []) === null ? refuseSignature('structure') : algorithm;
}

function readDigestMethod(method: XmlElement): DigestAlgorithm | SignatureRefusal {
  const uri = attributeOf(method, 'Algorithm') ?? '';
  const algorithm = digestAlgorithm(uri);
  if (algorithm === undefined) return refuseAlgorithm(uri);
  return elementsIn(method, []) === null ? refuseSignature('structure') : algorithm;
}

/** The refusal of a signature or digest URI that is not computed here; the same for a redirect's SigAlg. */
export function refuseAlgorithm(uri: string): SignatureRefusal {
  const kind = unusableKind(uri);
  if (kind === 'weak') return refuseSignature('algorithm-weak');
  return kind === 'missing' ? leaveOpen('algorithm-unsupported') : refuseSignature('algorithm-unsupported');
}
