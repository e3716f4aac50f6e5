import { attributeOf, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Assertion } from './assertion.ts';
import { NAMESPACE } from './names.ts';
import { readAttributes } from './read-attributes.ts';
import { readConditions } from './read-conditions.ts';
import { readIssuer } from './read-name-id.ts';
import { assertionChildren, readInstant } from './read-parts.ts';
import { readAuthnStatement, readAuthzDecisionStatement, readEvidence } from './read-statements.ts';
import { readSubject } from './read-subject.ts';

/** A `saml:Assertion` (saml-core 2.3.3). */
export function readAssertion(element: XmlElement): Assertion {
  const subject = firstChild(element, NAMESPACE.assertion, 'Subject');
  const conditions = firstChild(element, NAMESPACE.assertion, 'Conditions');
  const advice = firstChild(element, NAMESPACE.assertion, 'Advice');
  const statements = assertionChildren(element, 'AttributeStatement');
  return {
    element,
    id: attributeOf(element, 'ID'),
    version: attributeOf(element, 'Version'),
    issueInstant: readInstant(element, 'IssueInstant'),
    issuer: readIssuer(element),
    subject: subject === null ? null : readSubject(subject),
    conditions: conditions === null ? null : readConditions(conditions),
    advice: advice === null ? null : readEvidence(advice),
    authnStatements: assertionChildren(element, 'AuthnStatement').map(readAuthnStatement),
    authzDecisionStatements: assertionChildren(element, 'AuthzDecisionStatement').map(readAuthzDecisionStatement),
    attributes: statements.flatMap(readAttributes),
    encryptedAttributes: statements.flatMap((statement) => assertionChildren(statement, 'EncryptedAttribute')),
  };
}
