import { attributeOf, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Subject } from './assertion.ts';
import type { AssertionIdRequest, AttributeQuery, AuthnQuery, AuthzDecisionQuery, SubjectQuery } from './messages.ts';
import { NAMESPACE } from './names.ts';
import { readAttributes } from './read-attributes.ts';
import { readRequestedContext } from './read-authn-request.ts';
import { readHead } from './read-head.ts';
import { childTexts } from './read-parts.ts';
import { readActions, readEvidence } from './read-statements.ts';
import { readSubject } from './read-subject.ts';

/** A `samlp:SubjectQuery` (saml-core 3.3.2.1). */
export function readSubjectQuery(element: XmlElement): SubjectQuery {
  return { kind: 'SubjectQuery', ...readHead(element), subject: subjectOf(element) };
}

/** A `samlp:AuthnQuery` (saml-core 3.3.2.2). */
export function readAuthnQuery(element: XmlElement): AuthnQuery {
  return {
    kind: 'AuthnQuery',
    ...readHead(element),
    subject: subjectOf(element),
    sessionIndex: attributeOf(element, 'SessionIndex'),
    requestedAuthnContext: readRequestedContext(element),
  };
}

/** A `samlp:AttributeQuery` (saml-core 3.3.2.3). */
export function readAttributeQuery(element: XmlElement): AttributeQuery {
  return {
    kind: 'AttributeQuery',
    ...readHead(element),
    subject: subjectOf(element),
    attributes: readAttributes(element),
  };
}

/** A `samlp:AuthzDecisionQuery` (saml-core 3.3.2.4). */
export function readAuthzDecisionQuery(element: XmlElement): AuthzDecisionQuery {
  const evidence = firstChild(element, NAMESPACE.assertion, 'Evidence');
  return {
    kind: 'AuthzDecisionQuery',
    ...readHead(element),
    subject: subjectOf(element),
    resource: attributeOf(element, 'Resource'),
    actions: readActions(element),
    evidence: evidence === null ? null : readEvidence(evidence),
  };
}

/** A `samlp:AssertionIDRequest` (saml-core 3.3.1). */
export function readAssertionIdRequest(element: XmlElement): AssertionIdRequest {
  const assertionIdRefs = childTexts(element, NAMESPACE.assertion, 'AssertionIDRef');
  return { kind: 'AssertionIDRequest', ...readHead(element), assertionIdRefs };
}

function subjectOf(query: XmlElement): Subject | null {
  const subject = firstChild(query, NAMESPACE.assertion, 'Subject');
  return subject === null ? null : readSubject(subject);
}
