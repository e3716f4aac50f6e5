import { attributeOf, childElements, firstChild, textOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { Assertion, Attribute, AuthnStatement, AuthzDecisionStatement, Conditions, Subject } from './assertion.ts';
import type { MessageHead } from './head.ts';
import type { BareAssertion11, Response11, Status } from './messages.ts';
import { NAMESPACE } from './names.ts';
import { readValues } from './read-attributes.ts';
import { unknownConditions } from './read-conditions.ts';
import { childText, childTexts, deepText, readInstant, trimXml } from './read-parts.ts';
import type { NameIdentifier } from './values.ts';

/** A `samlp:Response` of SAML 1.1 (saml-core-1.1 3.4). Its assertions are its children only. */
export function readResponse11(element: XmlElement): Response11 {
  return {
    kind: 'Response11',
    ...readHead11(element),
    inResponseTo: attributeOf(element, 'InResponseTo'),
    status: readStatus11(element),
    assertions: children11(element, 'Assertion').map(readAssertion11),
  };
}

/** A `saml:Assertion` of SAML 1.1 as the whole document. */
export function readBareAssertion11(element: XmlElement): BareAssertion11 {
  return { kind: 'Assertion11', ...readHead11(element), assertion: readAssertion11(element) };
}

/** What SAML 1.1 has of a head, which it spells otherwise (saml-core-1.1 2.3.2, 3.2.1, 3.4.1). */
export function readHead11(element: XmlElement): MessageHead {
  const ids = ['AssertionID', 'ResponseID', 'RequestID'].map((name) => attributeOf(element, name));
  const issuer = attributeOf(element, 'Issuer');
  return {
    element,
    id: ids.find((id) => id !== null) ?? null,
    version: versionOf(element),
    issueInstant: readInstant(element, 'IssueInstant'),
    destination: attributeOf(element, 'Recipient'),
    issuer: issuer === null ? null : plainIdentifier(element, trimXml(issuer)),
    consent: null,
  };
}

/** Whether an element belongs to SAML 1.x. */
export function isSaml11({ namespace }: XmlElement): boolean {
  return namespace === NAMESPACE.assertion11 || namespace === NAMESPACE.protocol11;
}

function versionOf(element: XmlElement): string | null {
  const major = attributeOf(element, 'MajorVersion');
  const minor = attributeOf(element, 'MinorVersion');
  return major === null && minor === null ? null : `${major ?? '?'}.${minor ?? '?'}`;
}

/** An assertion of SAML 1.1, under the names of SAML 2.0. */
function readAssertion11(element: XmlElement): Assertion {
  const { id, version, issueInstant, issuer } = readHead11(element);
  const conditions = firstChild(element, NAMESPACE.assertion11, 'Conditions');
  const statements = childElements(element, NAMESPACE.assertion11).filter(({ localName }) =>
    localName.endsWith('Statement'),
  );
  const subjects = statements.map(subjectOf).filter((subject) => subject !== null);
  const advice = firstChild(element, NAMESPACE.assertion11, 'Advice');
  return {
    element,
    id,
    version,
    issueInstant,
    issuer,
    subject: subjects[0] ?? null,
    conditions: conditions === null ? null : readConditions11(conditions),
    advice: advice === null ? null : readEvidence11(advice),
    authnStatements: children11(element, 'AuthenticationStatement').map(readAuthnStatement11),
    authzDecisionStatements: children11(element, 'AuthorizationDecisionStatement').map(readDecision11),
    attributes: children11(element, 'AttributeStatement').flatMap(readAttributes11),
    encryptedAttributes: [],
  };
}

function children11(parent: XmlElement, localName: string): readonly XmlElement[] {
  return childElements(parent, NAMESPACE.assertion11, localName);
}

function plainIdentifier(element: XmlElement, value: string): NameIdentifier {
  return { element, value, format: null, nameQualifier: null, spNameQualifier: null, spProvidedId: null };
}

/** saml-core-1.1 2.4.2 */
function subjectOf(statement: XmlElement): Subject | null {
  const element = firstChild(statement, NAMESPACE.assertion11, 'Subject');
  if (element === null) return null;
  const name = firstChild(element, NAMESPACE.assertion11, 'NameIdentifier');
  return {
    element,
    nameId: name === null ? null : readNameIdentifier(name),
    baseId: null,
    encryptedId: null,
    confirmations: children11(element, 'SubjectConfirmation').flatMap(readConfirmations11),
  };
}

/** saml-core-1.1 2.4.2.2 */
function readNameIdentifier(element: XmlElement): NameIdentifier {
  return {
    ...plainIdentifier(element, textOf(element)),
    format: attributeOf(element, 'Format'),
    nameQualifier: attributeOf(element, 'NameQualifier'),
  };
}

/** saml-core-1.1 2.4.2.3: one element names several methods, and its data is free. */
function readConfirmations11(element: XmlElement): Subject['confirmations'] {
  return childTexts(element, NAMESPACE.assertion11, 'ConfirmationMethod').map((method) => ({
    element,
    method,
    nameId: null,
    data: null,
  }));
}

/** saml-core-1.1 2.3.2.1 */
function readConditions11(element: XmlElement): Conditions {
  return {
    element,
    notBefore: readInstant(element, 'NotBefore'),
    notOnOrAfter: readInstant(element, 'NotOnOrAfter'),
    audienceRestrictions: children11(element, 'AudienceRestrictionCondition').map((restriction) => ({
      element: restriction,
      audiences: childTexts(restriction, NAMESPACE.assertion11, 'Audience'),
    })),
    oneTimeUse: children11(element, 'DoNotCacheCondition').length > 0,
    proxyRestriction: null,
    others: unknownConditions(element, NAMESPACE.assertion11, ['AudienceRestrictionCondition', 'DoNotCacheCondition']),
  };
}

function readEvidence11(element: XmlElement): NonNullable<Assertion['advice']> {
  return {
    element,
    assertionIdRefs: childTexts(element, NAMESPACE.assertion11, 'AssertionIDReference'),
    assertionUriRefs: [],
    assertions: children11(element, 'Assertion'),
    encryptedAssertions: [],
  };
}

/** saml-core-1.1 2.4.3 */
function readAuthnStatement11(element: XmlElement): AuthnStatement {
  const locality = firstChild(element, NAMESPACE.assertion11, 'SubjectLocality');
  return {
    element,
    authnInstant: readInstant(element, 'AuthenticationInstant'),
    sessionIndex: null,
    sessionNotOnOrAfter: null,
    classRef: attributeOf(element, 'AuthenticationMethod'),
    declarationRef: null,
    declaration: null,
    authenticatingAuthorities: [],
    locality:
      locality === null
        ? null
        : { address: attributeOf(locality, 'IPAddress'), dnsName: attributeOf(locality, 'DNSAddress') },
  };
}

/** saml-core-1.1 2.4.5 */
function readDecision11(element: XmlElement): AuthzDecisionStatement {
  const evidence = firstChild(element, NAMESPACE.assertion11, 'Evidence');
  return {
    element,
    resource: attributeOf(element, 'Resource'),
    decision: attributeOf(element, 'Decision'),
    actions: children11(element, 'Action').map((action) => ({
      namespace: attributeOf(action, 'Namespace'),
      value: trimXml(textOf(action)),
    })),
    evidence: evidence === null ? null : readEvidence11(evidence),
  };
}

/** saml-core-1.1 2.4.4 */
function readAttributes11(statement: XmlElement): Attribute[] {
  return children11(statement, 'Attribute').map((element) => ({
    element,
    name: attributeOf(element, 'AttributeName') ?? '',
    friendlyName: null,
    nameFormat: attributeOf(element, 'AttributeNamespace'),
    values: readValues(children11(element, 'AttributeValue')),
  }));
}

/** saml-core-1.1 3.4.3: the codes are qualified names, kept as written. */
function readStatus11(response: XmlElement): Status | null {
  const element = firstChild(response, NAMESPACE.protocol11, 'Status');
  if (element === null) return null;
  const codes: string[] = [];
  let at = firstChild(element, NAMESPACE.protocol11, 'StatusCode');
  while (at !== null && codes.length < 8) {
    codes.push(trimXml(attributeOf(at, 'Value') ?? ''));
    at = firstChild(at, NAMESPACE.protocol11, 'StatusCode');
  }
  const detail = firstChild(element, NAMESPACE.protocol11, 'StatusDetail');
  return {
    element,
    codes,
    message: childText(element, NAMESPACE.protocol11, 'StatusMessage'),
    detail: detail === null ? null : trimXml(deepText(detail)),
  };
}
