import { nameWords } from '#shared/base/issue-words.ts';
import { splitElements } from '#shared/xml/split.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Entity, Metadata } from './metadata.ts';
import { NAMESPACE } from './names.ts';
import { readEntity, readMetadata } from './read-metadata.ts';
import { isElement } from './read-parts.ts';
import { SamlError } from './saml-error.ts';

/**
 * Reads the metadata of a federation, entity by entity, and pauses in between: what `readMessage(parseXml(text))` gives,
 * without holding up whatever else the thread has to do. Offsets of an entity's elements belong to the piece that it was
 * read with.
 *
 * All of it is read with the strictness of `parseXml`.
 *
 * @param pause called after every step, such as `setImmediate` in Node or `scheduler.yield` in a browser
 * @throws WorkbenchError of `parseXml`, or `metadata-expected`
 */
export async function readMetadataInSteps(text: string, pause: () => Promise<void>): Promise<Metadata> {
  const split = splitElements(text, { container: 'EntitiesDescriptor', item: 'EntityDescriptor' });
  const entities: Entity[] = [];
  for (;;) {
    const { done, value } = split.next();
    if (done) return withEntities(value.root, entities);
    for (const item of value) {
      if (isEntity(item)) entities.push(readEntity(item));
    }
    await pause();
  }
}

/** Items are told by local names: here is asked whether it and every group around it are metadata. */
function isEntity(item: XmlElement): boolean {
  for (let group = item.parent; group !== null; group = group.parent) {
    if (!isElement(group, NAMESPACE.metadata, 'EntitiesDescriptor')) return false;
  }
  return isElement(item, NAMESPACE.metadata, 'EntityDescriptor');
}

function withEntities(root: XmlElement, entities: readonly Entity[]): Metadata {
  const isMetadata = root.namespace === NAMESPACE.metadata && /^Entit(?:y|ies)Descriptor$/.test(root.localName);
  if (!isMetadata) throw new SamlError('metadata-expected', { name: nameWords(root.localName) });
  const metadata = readMetadata(root);
  return { ...metadata, entities: [...metadata.entities, ...entities] };
}
