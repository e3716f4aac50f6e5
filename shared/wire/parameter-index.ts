import type { RawParameter } from './parameters.ts';

/** Parameters by name, made once for all of them: a body may hold a hundred thousand. */
export interface ParameterIndex {
  readonly all: readonly RawParameter[];
  readonly first: ReadonlyMap<string, RawParameter>;
  readonly counts: ReadonlyMap<string, number>;
  /** What a signature covers cannot be told: see `isAmbiguous`. */
  readonly ambiguous: boolean;
}

/** Indexes parameters by their decoded names. */
export function indexParameters(all: readonly RawParameter[]): ParameterIndex {
  const first = new Map<string, RawParameter>();
  const counts = new Map<string, number>();
  for (const parameter of all) {
    if (!first.has(parameter.name)) first.set(parameter.name, parameter);
    counts.set(parameter.name, (counts.get(parameter.name) ?? 0) + 1);
  }
  return { all, first, counts, ambiguous: isAmbiguous(all, counts) };
}

/** What a redirect signature is about (saml-bindings 3.4.4.1). */
const SIGNED_NAMES = ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature'];

/**
 * A name twice, a name that is percent-escaped, or both a request and a response: readers differ about which one
 * counts, so a signature could be verified over one message while another is used.
 */
function isAmbiguous(all: readonly RawParameter[], counts: ReadonlyMap<string, number>): boolean {
  const hasBoth = counts.has('SAMLRequest') && counts.has('SAMLResponse');
  const hasRepeated = SIGNED_NAMES.some((name) => (counts.get(name) ?? 0) > 1);
  return hasBoth || hasRepeated || all.some(({ rawName, name }) => rawName !== name && SIGNED_NAMES.includes(name));
}
