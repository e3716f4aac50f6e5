import type { WorkbenchError } from '#shared/base/errors.ts';
import { nameWords } from '#shared/base/issue-words.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { NAMESPACE } from './names.ts';
import { SamlError } from './saml-error.ts';

/** Characters of a namespace that are quoted. */
const LONGEST = 200;

/** Whether an element has the name of metadata, in whatever case and namespace. */
export function looksLikeMetadata({ localName }: XmlElement): boolean {
  return /^entit(?:y|ies)descriptor$/i.test(localName);
}

const ROOTS = ['EntityDescriptor', 'EntitiesDescriptor'] as const;

/** The error of a document that is no metadata for any reader: in lower case, in the wrong namespace, or something else. */
export function notMetadata(root: XmlElement): WorkbenchError {
  const { localName, namespace } = root;
  const name = ROOTS.find((each) => each.toLowerCase() === localName);
  if (name !== undefined) return new SamlError('metadata-lower-case', { name: localName, expected: name });
  if (!looksLikeMetadata(root) || namespace === NAMESPACE.metadata) {
    return new SamlError('metadata-expected', { name: nameWords(localName) });
  }
  const inNone = namespace === '' ? 'no namespace' : `the namespace ${namespace.slice(0, LONGEST)}`;
  return new SamlError('metadata-namespace', { name: localName, namespace: inNone, expected: NAMESPACE.metadata });
}
