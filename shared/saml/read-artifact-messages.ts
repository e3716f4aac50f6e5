import { WorkbenchError } from '#shared/base/errors.ts';
import { readArtifactValue } from '#shared/wire/artifact.ts';
import type { ArtifactParts } from '#shared/wire/message.ts';
import { childElements } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { ArtifactResolve, ArtifactResponse, SamlMessage } from './messages.ts';
import { NAMESPACE } from './names.ts';
import { readHead } from './read-head.ts';
import { childText } from './read-parts.ts';
import { readStatusResponse } from './read-response.ts';

/** A `samlp:ArtifactResolve` (saml-core 3.5.1). */
export function readArtifactResolve(element: XmlElement): ArtifactResolve {
  const artifact = childText(element, NAMESPACE.protocol, 'Artifact');
  return {
    kind: 'ArtifactResolve',
    ...readHead(element),
    artifact,
    parts: artifact === null ? null : artifactPartsOf(artifact),
  };
}

function artifactPartsOf(artifact: string): ArtifactParts | null {
  try {
    return readArtifactValue(artifact, null);
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

/**
 * A `samlp:ArtifactResponse` (saml-core 3.5.2).
 * @param readContent reads the message inside; one that stands in yet another ArtifactResponse is nobody's
 */
export function readArtifactResponse(
  element: XmlElement,
  readContent: (element: XmlElement) => SamlMessage,
): ArtifactResponse {
  const content = artifactContent(element);
  return {
    kind: 'ArtifactResponse',
    ...readStatusResponse(element),
    content: content === null ? null : readContent(content),
  };
}

/** The message that an ArtifactResponse brings: its child that is none of its own parts; null where it brings none. */
export function artifactContent(response: XmlElement): XmlElement | null {
  const own = new Set(['Extensions', 'Status', 'ArtifactResponse']);
  return childElements(response, NAMESPACE.protocol).find(({ localName }) => !own.has(localName)) ?? null;
}
