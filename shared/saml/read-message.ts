import type { XmlDocument, XmlElement } from '#shared/xml/tree.ts';
import type { BareAssertion, OtherMessage, SamlMessage } from './messages.ts';
import { NAMESPACE } from './names.ts';
import { readArtifactResolve, readArtifactResponse } from './read-artifact-messages.ts';
import { readAssertion } from './read-assertion.ts';
import { readAuthnRequest } from './read-authn-request.ts';
import { readHead } from './read-head.ts';
import { readLogoutRequest } from './read-logout-request.ts';
import { readLogoutResponse } from './read-logout-response.ts';
import { readMetadata } from './read-metadata.ts';
import {
  readManageNameIdRequest,
  readManageNameIdResponse,
  readNameIdMappingRequest,
  readNameIdMappingResponse,
} from './read-name-id-messages.ts';
import {
  readAssertionIdRequest,
  readAttributeQuery,
  readAuthnQuery,
  readAuthzDecisionQuery,
  readSubjectQuery,
} from './read-queries.ts';
import { readResponse } from './read-response.ts';
import { isSaml11, readBareAssertion11, readHead11, readResponse11 } from './read-saml11.ts';
import { readSoapFault } from './read-soap-fault.ts';
import { readTrustResponse } from './read-trust-response.ts';

type Reader = (element: XmlElement) => SamlMessage;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [`${NAMESPACE.protocol} AuthnRequest`, readAuthnRequest],
  [`${NAMESPACE.protocol} Response`, readResponse],
  [`${NAMESPACE.protocol} LogoutRequest`, readLogoutRequest],
  [`${NAMESPACE.protocol} LogoutResponse`, readLogoutResponse],
  [`${NAMESPACE.protocol} ArtifactResolve`, readArtifactResolve],
  [`${NAMESPACE.protocol} ArtifactResponse`, (element) => readArtifactResponse(element, readElement)],
  [`${NAMESPACE.protocol} SubjectQuery`, readSubjectQuery],
  [`${NAMESPACE.protocol} AuthnQuery`, readAuthnQuery],
  [`${NAMESPACE.protocol} AttributeQuery`, readAttributeQuery],
  [`${NAMESPACE.protocol} AuthzDecisionQuery`, readAuthzDecisionQuery],
  [`${NAMESPACE.protocol} AssertionIDRequest`, readAssertionIdRequest],
  [`${NAMESPACE.protocol} ManageNameIDRequest`, readManageNameIdRequest],
  [`${NAMESPACE.protocol} ManageNameIDResponse`, readManageNameIdResponse],
  [`${NAMESPACE.protocol} NameIDMappingRequest`, readNameIdMappingRequest],
  [`${NAMESPACE.protocol} NameIDMappingResponse`, readNameIdMappingResponse],
  [`${NAMESPACE.assertion} Assertion`, readBareAssertion],
  [`${NAMESPACE.protocol11} Response`, readResponse11],
  [`${NAMESPACE.assertion11} Assertion`, readBareAssertion11],
  [`${NAMESPACE.soap11} Fault`, readSoapFault],
  [`${NAMESPACE.soap12} Fault`, readSoapFault],
  [`${NAMESPACE.trust} RequestSecurityTokenResponse`, readTrustResponse],
  [`${NAMESPACE.trust} RequestSecurityTokenResponseCollection`, readTrustResponse],
  [`${NAMESPACE.trust13} RequestSecurityTokenResponse`, readTrustResponse],
  [`${NAMESPACE.trust13} RequestSecurityTokenResponseCollection`, readTrustResponse],
  [`${NAMESPACE.metadata} EntityDescriptor`, readMetadata],
  [`${NAMESPACE.metadata} EntitiesDescriptor`, readMetadata],
]);

/**
 * What a document says, by the expanded name of its root. A root that is none of these is read as
 * `Other`, with what head it has. Never throws: what is missing is null.
 */
export function readMessage(document: XmlDocument): SamlMessage {
  return readElement(document.root);
}

function readElement(element: XmlElement): SamlMessage {
  const read = READERS.get(`${element.namespace} ${element.localName}`);
  return read === undefined ? readOther(element) : read(element);
}

/** The root as `SamlMessage`, an Assertion having the head fields that an assertion has (saml-core 2.3.3). */
function readBareAssertion(element: XmlElement): BareAssertion {
  return { kind: 'Assertion', ...readHead(element), assertion: readAssertion(element) };
}

function readOther(element: XmlElement): OtherMessage {
  const head = isSaml11(element) ? readHead11(element) : readHead(element);
  return { kind: 'Other', ...head, name: element.localName };
}
