import { attributeOf, firstChild, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Action, Advice, AuthnStatement, AuthzDecisionStatement } from './assertion.ts';
import { NAMESPACE } from './names.ts';
import { assertionChildren, childText, childTexts, readInstant, trimXml } from './read-parts.ts';

/** A `saml:AuthnStatement` (saml-core 2.7.2). */
export function readAuthnStatement(element: XmlElement): AuthnStatement {
  return {
    element,
    authnInstant: readInstant(element, 'AuthnInstant'),
    sessionIndex: attributeOf(element, 'SessionIndex'),
    sessionNotOnOrAfter: readInstant(element, 'SessionNotOnOrAfter'),
    ...readContext(firstChild(element, NAMESPACE.assertion, 'AuthnContext')),
    locality: readLocality(firstChild(element, NAMESPACE.assertion, 'SubjectLocality')),
  };
}

type Context = Pick<AuthnStatement, 'classRef' | 'declarationRef' | 'declaration' | 'authenticatingAuthorities'>;

/** saml-core 2.7.2.2 */
function readContext(context: XmlElement | null): Context {
  if (context === null) {
    return { classRef: null, declarationRef: null, declaration: null, authenticatingAuthorities: [] };
  }
  return {
    classRef: childText(context, NAMESPACE.assertion, 'AuthnContextClassRef'),
    declarationRef: childText(context, NAMESPACE.assertion, 'AuthnContextDeclRef'),
    declaration: firstChild(context, NAMESPACE.assertion, 'AuthnContextDecl'),
    authenticatingAuthorities: childTexts(context, NAMESPACE.assertion, 'AuthenticatingAuthority'),
  };
}

function readLocality(element: XmlElement | null): AuthnStatement['locality'] {
  if (element === null) return null;
  return { address: attributeOf(element, 'Address'), dnsName: attributeOf(element, 'DNSName') };
}

/** A `saml:AuthzDecisionStatement` (saml-core 2.7.4). */
export function readAuthzDecisionStatement(element: XmlElement): AuthzDecisionStatement {
  const evidence = firstChild(element, NAMESPACE.assertion, 'Evidence');
  return {
    element,
    resource: attributeOf(element, 'Resource'),
    decision: attributeOf(element, 'Decision'),
    actions: readActions(element),
    evidence: evidence === null ? null : readEvidence(evidence),
  };
}

/** The Action children of a decision, or of a query for one (saml-core 2.7.4.2). */
export function readActions(parent: XmlElement): readonly Action[] {
  return assertionChildren(parent, 'Action').map((action) => ({
    namespace: attributeOf(action, 'Namespace'),
    value: trimXml(textOf(action)),
  }));
}

/** An Advice or an Evidence (saml-core 2.6.1, 2.7.4.3): what it refers to and what stands in it. */
export function readEvidence(element: XmlElement): Advice {
  return {
    element,
    assertionIdRefs: childTexts(element, NAMESPACE.assertion, 'AssertionIDRef'),
    assertionUriRefs: childTexts(element, NAMESPACE.assertion, 'AssertionURIRef'),
    assertions: assertionChildren(element, 'Assertion'),
    encryptedAssertions: assertionChildren(element, 'EncryptedAssertion'),
  };
}
