import { attributeOf, firstChild } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Assertion, AuthnStatement, Conditions } from './messages.ts';
import { NAMESPACE } from './names.ts';
import { readAttributes } from './read-attributes.ts';
import { readIssuer } from './read-name-id.ts';
import { assertionChildren, childText, childTexts, readInstant } from './read-parts.ts';
import { readSubject } from './read-subject.ts';

/** A `saml:Assertion` (saml-core 2.3.3). */
export function readAssertion(element: XmlElement): Assertion {
  const subject = firstChild(element, NAMESPACE.assertion, 'Subject');
  const conditions = firstChild(element, NAMESPACE.assertion, 'Conditions');
  const statements = assertionChildren(element, 'AttributeStatement');
  return {
    element,
    id: attributeOf(element, 'ID'),
    version: attributeOf(element, 'Version'),
    issueInstant: readInstant(element, 'IssueInstant'),
    issuer: readIssuer(element),
    subject: subject === null ? null : readSubject(subject),
    conditions: conditions === null ? null : readConditions(conditions),
    authnStatements: assertionChildren(element, 'AuthnStatement').map(readAuthnStatement),
    attributes: statements.flatMap(readAttributes),
    encryptedAttributes: statements.flatMap((statement) => assertionChildren(statement, 'EncryptedAttribute')),
  };
}

function readConditions(element: XmlElement): Conditions {
  return {
    element,
    notBefore: readInstant(element, 'NotBefore'),
    notOnOrAfter: readInstant(element, 'NotOnOrAfter'),
    audienceRestrictions: assertionChildren(element, 'AudienceRestriction').map((restriction) => ({
      element: restriction,
      audiences: childTexts(restriction, NAMESPACE.assertion, 'Audience'),
    })),
    oneTimeUse: firstChild(element, NAMESPACE.assertion, 'OneTimeUse') !== null,
  };
}

function readAuthnStatement(element: XmlElement): AuthnStatement {
  const context = firstChild(element, NAMESPACE.assertion, 'AuthnContext');
  return {
    element,
    authnInstant: readInstant(element, 'AuthnInstant'),
    sessionIndex: attributeOf(element, 'SessionIndex'),
    sessionNotOnOrAfter: readInstant(element, 'SessionNotOnOrAfter'),
    classRef: context === null ? null : childText(context, NAMESPACE.assertion, 'AuthnContextClassRef'),
  };
}
