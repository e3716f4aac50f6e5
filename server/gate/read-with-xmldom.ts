import { DOMParser, type Element } from '@xmldom/xmldom';
import { NAMESPACE } from '#shared/saml/names.ts';
import { trimXml } from '#shared/saml/read-parts.ts';
import type { ReadValue } from './read-values.ts';

/**
 * Reads an assertion or a logout message with another parser than ours, from its text alone, and says what
 * `factsOf` says of our own reading. Nothing of our reader takes part: tree, entities, namespaces and white space of
 * attributes are xmldom's. Elements that our reader takes the first of are all taken here, so that a second one is a
 * difference. Takes time in proportion to the text.
 *
 * @param text one document, small enough (`LIMITS.secondReadingChars`)
 * @throws ParseError (xmldom) for everything that it so much as warns of, but U+FFFD, which XML allows in a text
 */
export function readWithXmldom(text: string): readonly ReadValue[] {
  // XML 1.0, 2.11; by default xmldom takes the line ends of XML 1.1, which are plain characters here.
  const normalizeLineEndings = (source: string): string => source.replace(/\r\n?/g, '\n');
  const parser = new DOMParser({ locator: false, onError: stop, normalizeLineEndings });
  const root = parser.parseFromString(text, 'text/xml').documentElement;
  if (root === null) return [];
  const facts: ReadValue[] = [];
  if (isNamed(root, NAMESPACE.assertion, 'Assertion')) readAssertion(facts, root);
  else if (isNamed(root, NAMESPACE.protocol, 'LogoutRequest')) readLogoutRequest(facts, root);
  else if (isNamed(root, NAMESPACE.protocol, 'LogoutResponse')) readLogoutResponse(facts, root);
  return facts;
}

function stop(level: string, message: string): void {
  if (level === 'warning' && message.startsWith('Unicode replacement character')) return;
  throw new Error(message);
}

function readAssertion(facts: ReadValue[], assertion: Element): void {
  readHead(facts, assertion);
  for (const subject of saml(assertion, 'Subject')) readNameId(facts, subject);
  for (const subject of saml(assertion, 'Subject')) {
    for (const confirmation of saml(subject, 'SubjectConfirmation')) readConfirmation(facts, confirmation);
  }
  for (const conditions of saml(assertion, 'Conditions')) readConditions(facts, conditions);
  for (const statement of saml(assertion, 'AuthnStatement')) readAuthnStatement(facts, statement);
  for (const statement of saml(assertion, 'AttributeStatement')) {
    for (const attribute of saml(statement, 'Attribute')) readAttribute(facts, attribute);
  }
}

function readHead(facts: ReadValue[], element: Element): void {
  add(facts, 'ID', element.getAttributeNS(null, 'ID'));
  add(facts, 'IssueInstant', element.getAttributeNS(null, 'IssueInstant'));
  for (const issuer of saml(element, 'Issuer')) add(facts, 'Issuer', trimXml(contentOf(issuer)));
}

function readNameId(facts: ReadValue[], parent: Element): void {
  for (const nameId of saml(parent, 'NameID')) {
    add(facts, 'NameID', contentOf(nameId));
    for (const name of ['Format', 'NameQualifier', 'SPNameQualifier']) {
      add(facts, `${name} of NameID`, nameId.getAttributeNS(null, name));
    }
  }
}

function readConfirmation(facts: ReadValue[], confirmation: Element): void {
  const kind = 'SubjectConfirmation';
  add(facts, `Method of ${kind}`, trimmed(confirmation.getAttributeNS(null, 'Method')));
  for (const data of saml(confirmation, 'SubjectConfirmationData')) {
    add(facts, `NotBefore of ${kind}`, data.getAttributeNS(null, 'NotBefore'));
    add(facts, `NotOnOrAfter of ${kind}`, data.getAttributeNS(null, 'NotOnOrAfter'));
    add(facts, 'Recipient', trimmed(data.getAttributeNS(null, 'Recipient')));
    add(facts, `InResponseTo of ${kind}`, data.getAttributeNS(null, 'InResponseTo'));
  }
}

function readConditions(facts: ReadValue[], conditions: Element): void {
  add(facts, 'NotBefore of Conditions', conditions.getAttributeNS(null, 'NotBefore'));
  add(facts, 'NotOnOrAfter of Conditions', conditions.getAttributeNS(null, 'NotOnOrAfter'));
  for (const restriction of saml(conditions, 'AudienceRestriction')) {
    add(facts, 'AudienceRestriction', '');
    for (const audience of saml(restriction, 'Audience')) add(facts, 'Audience', trimXml(contentOf(audience)));
  }
}

function readAuthnStatement(facts: ReadValue[], statement: Element): void {
  for (const name of ['AuthnInstant', 'SessionIndex', 'SessionNotOnOrAfter']) {
    add(facts, name, statement.getAttributeNS(null, name));
  }
  for (const context of saml(statement, 'AuthnContext')) {
    for (const reference of saml(context, 'AuthnContextClassRef')) {
      add(facts, 'AuthnContextClassRef', trimXml(contentOf(reference)));
    }
  }
}

function readAttribute(facts: ReadValue[], attribute: Element): void {
  const name = attribute.getAttributeNS(null, 'Name') ?? '';
  add(facts, 'Attribute', name);
  add(facts, 'FriendlyName', attribute.getAttributeNS(null, 'FriendlyName'));
  add(facts, 'NameFormat', attribute.getAttributeNS(null, 'NameFormat'));
  const values = saml(attribute, 'AttributeValue').filter((value) => {
    const nil = trimmed(value.getAttributeNS(NAMESPACE.schemaInstance, 'nil'));
    return nil !== 'true' && nil !== '1';
  });
  for (const value of values) add(facts, `value of ${name}`, readValue(value));
  for (const value of values) readQualifiers(facts, value, name);
}

/** Of a value that consists of one NameID (eduPersonTargetedID). */
function readQualifiers(facts: ReadValue[], value: Element, name: string): void {
  const inside: Element[] = [];
  for (let at = value.firstChild; at !== null; at = at.nextSibling) if (isElementNode(at)) inside.push(at);
  const [nameId] = inside;
  if (nameId === undefined || inside.length > 1 || !isNamed(nameId, NAMESPACE.assertion, 'NameID')) return;
  for (const qualifier of ['NameQualifier', 'SPNameQualifier']) {
    add(facts, `${qualifier} in a value of ${name}`, nameId.getAttributeNS(null, qualifier));
  }
}

/** Of XML inside a value the text, without the white space that indents it. */
function readValue(value: Element): string {
  const text = value.textContent ?? '';
  for (let at = value.firstChild; at !== null; at = at.nextSibling) if (isElementNode(at)) return trimXml(text);
  return text;
}

function readLogoutRequest(facts: ReadValue[], request: Element): void {
  readHead(facts, request);
  add(facts, 'NotOnOrAfter', request.getAttributeNS(null, 'NotOnOrAfter'));
  readNameId(facts, request);
  for (const index of children(request, NAMESPACE.protocol, 'SessionIndex')) {
    add(facts, 'SessionIndex', trimXml(contentOf(index)));
  }
}

function readLogoutResponse(facts: ReadValue[], response: Element): void {
  readHead(facts, response);
  add(facts, 'InResponseTo', response.getAttributeNS(null, 'InResponseTo'));
  let codes = children(response, NAMESPACE.protocol, 'Status').flatMap(codesIn);
  while (codes.length > 0) {
    for (const code of codes) add(facts, 'StatusCode', trimXml(code.getAttributeNS(null, 'Value') ?? ''));
    codes = codes.flatMap(codesIn);
  }
}

function codesIn(parent: Element): Element[] {
  return children(parent, NAMESPACE.protocol, 'StatusCode');
}

function add(facts: ReadValue[], what: string, text: string | null): void {
  if (text !== null) facts.push([what, text]);
}

function trimmed(text: string | null): string | null {
  return text === null ? null : trimXml(text);
}

/** The text of an element itself, across comments and CDATA sections, without that of elements inside. */
function contentOf(element: Element): string {
  let text = '';
  for (let at = element.firstChild; at !== null; at = at.nextSibling) {
    if (at.nodeType === at.TEXT_NODE || at.nodeType === at.CDATA_SECTION_NODE) text += at.nodeValue ?? '';
  }
  return text;
}

function saml(parent: Element, localName: string): Element[] {
  return children(parent, NAMESPACE.assertion, localName);
}

function children(parent: Element, namespace: string, localName: string): Element[] {
  const found: Element[] = [];
  for (let at = parent.firstChild; at !== null; at = at.nextSibling) {
    if (isElementNode(at) && isNamed(at, namespace, localName)) found.push(at);
  }
  return found;
}

function isNamed(element: Element, namespace: string, localName: string): boolean {
  return element.namespaceURI === namespace && element.localName === localName;
}

function isElementNode(node: { readonly nodeType: number }): node is Element {
  return node.nodeType === 1;
}
