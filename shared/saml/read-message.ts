import { attributeOf } from '#shared/xml/navigate.ts';
import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';
import type { BareAssertion, OtherMessage, SamlMessage } from './messages.ts';
import { NAMESPACE } from './names.ts';
import { readAssertion } from './read-assertion.ts';
import { readAuthnRequest } from './read-authn-request.ts';
import { readHead } from './read-head.ts';
import { readLogoutRequest } from './read-logout-request.ts';
import { readLogoutResponse } from './read-logout-response.ts';
import { readMetadata } from './read-metadata.ts';
import { isElement, readInstant } from './read-parts.ts';
import { readResponse } from './read-response.ts';

type Reader = (element: XmlElement) => SamlMessage;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [`${NAMESPACE.protocol} AuthnRequest`, readAuthnRequest],
  [`${NAMESPACE.protocol} Response`, readResponse],
  [`${NAMESPACE.protocol} LogoutRequest`, readLogoutRequest],
  [`${NAMESPACE.protocol} LogoutResponse`, readLogoutResponse],
  [`${NAMESPACE.assertion} Assertion`, readBareAssertion],
  [`${NAMESPACE.metadata} EntityDescriptor`, readMetadata],
  [`${NAMESPACE.metadata} EntitiesDescriptor`, readMetadata],
]);

/**
 * What a document says, by the expanded name of its root. A root that is none of these is read as
 * `Other`, with what head it has. Never throws: what is missing is null.
 */
export function readMessage(document: XmlDocument): SamlMessage {
  const read = READERS.get(`${document.root.namespace} ${document.root.localName}`);
  return read === undefined ? readOther(document.root) : read(document.root);
}

/** The root as `SamlMessage`, an Assertion having the head fields that an assertion has (saml-core 2.3.3). */
function readBareAssertion(element: XmlElement): BareAssertion {
  return { kind: 'Assertion', ...readHead(element), assertion: readAssertion(element) };
}

function readOther(element: XmlElement): OtherMessage {
  const head = isSaml11(element) ? readSaml11Head(element) : readHead(element);
  return { kind: 'Other', ...head, name: element.localName };
}

function isSaml11(element: XmlElement): boolean {
  return (
    isElement(element, NAMESPACE.assertion11, 'Assertion') ||
    isElement(element, NAMESPACE.protocol11, 'Response') ||
    isElement(element, NAMESPACE.protocol11, 'Request')
  );
}

/** SAML 1.1 spells its head otherwise (saml-core-1.1 2.3.2, 3.2.1, 3.4.1). */
function readSaml11Head(element: XmlElement): Omit<OtherMessage, 'kind' | 'name'> {
  const id = ['AssertionID', 'ResponseID', 'RequestID']
    .map((name) => attributeOf(element, name))
    .find((v) => v !== null);
  const issuer = attributeOf(element, 'Issuer');
  return {
    element,
    id: id ?? null,
    version: [attributeOf(element, 'MajorVersion') ?? '?', attributeOf(element, 'MinorVersion') ?? '?'].join('.'),
    issueInstant: readInstant(element, 'IssueInstant'),
    destination: attributeOf(element, 'Recipient'),
    issuer:
      issuer === null
        ? null
        : { element, value: issuer, format: null, nameQualifier: null, spNameQualifier: null, spProvidedId: null },
    consent: null,
  };
}
