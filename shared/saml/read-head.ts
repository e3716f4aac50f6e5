import { attributeOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { MessageHead } from './head.ts';
import { readIssuer } from './read-name-id.ts';
import { readInstant, trimXml } from './read-parts.ts';

/** What requests and responses have in common (saml-core 3.2.1, 3.2.2); what the element lacks is null. */
export function readHead(element: XmlElement): MessageHead {
  const destination = attributeOf(element, 'Destination');
  return {
    element,
    id: attributeOf(element, 'ID'),
    version: attributeOf(element, 'Version'),
    issueInstant: readInstant(element, 'IssueInstant'),
    destination: destination === null ? null : trimXml(destination),
    issuer: readIssuer(element),
    consent: attributeOf(element, 'Consent'),
  };
}
