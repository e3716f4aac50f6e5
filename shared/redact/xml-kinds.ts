import { attributeOf } from '#shared/xml/navigate.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import type { RedactedKind } from './kinds.ts';

/** What the text of an element is, by the element's local name; of all others it is a `value`. */
const TEXT_KINDS: ReadonlyMap<string, RedactedKind> = new Map([
  ['NameID', 'user'],
  ['NameIdentifier', 'user'],
  ['NewID', 'user'],
  ['BaseID', 'user'],
  ['GivenName', 'user'],
  ['SurName', 'user'],
  ['EmailAddress', 'user'],
  ['TelephoneNumber', 'user'],
  ['X509SubjectName', 'user'],
  ['SessionIndex', 'id'],
  ['AssertionIDRef', 'id'],
  ['AssertionIDReference', 'id'],
  ['Artifact', 'credential'],
  ['AssertionArtifact', 'credential'],
  ['RelayState', 'relay-state'],
  ['Issuer', 'address'],
  ['Audience', 'address'],
  ['Address', 'address'],
  ['AuthenticatingAuthority', 'address'],
  ['RequesterID', 'address'],
  ['Location', 'address'],
  ['StatusMessage', 'text'],
  ['StatusDetail', 'text'],
  ['faultstring', 'text'],
  ['Text', 'text'],
  ['DigestValue', 'signature'],
  ['SignatureValue', 'signature'],
  ['Modulus', 'signature'],
  ['PublicKey', 'signature'],
  ['X509SKI', 'signature'],
  ['X509Digest', 'signature'],
  ['X509CRL', 'signature'],
  ['CipherValue', 'ciphertext'],
  ['BinarySecret', 'ciphertext'],
  ['X509Certificate', 'certificate'],
]);

/** Attributes by name whose values are about somebody: what they hold is searched for word by word. */
const ABOUT_A_PERSON =
  /(?:^|[/:.#_-])(?:\w*name|mail|\w*email\w*|e-?mail|upn|uid|user|\w*userid|login|cn|sn|eppn|eduperson\w*|nameidentifier|subject|person\w*|phone|mobile|employee\w*)$/i;

/** What the text of an element is. */
export function textKindOf(element: XmlElement): RedactedKind {
  const attribute = attributeAbove(element);
  if (attribute === null) return TEXT_KINDS.get(element.localName) ?? 'value';
  const names = [
    attributeOf(attribute, 'Name'),
    attributeOf(attribute, 'AttributeName'),
    attributeOf(attribute, 'FriendlyName'),
  ];
  const isPerson = names.some((name) => name !== null && ABOUT_A_PERSON.test(name.slice(-60)));
  return isPerson || TEXT_KINDS.get(element.localName) === 'user' ? 'user' : 'value';
}

/** The Attribute whose value the element is, or is in; null elsewhere. */
function attributeAbove(element: XmlElement): XmlElement | null {
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    if (at.localName === 'AttributeValue') return at.parent;
    if (at.localName === 'Assertion') return null;
  }
  return null;
}

/** Whether the element is within an attribute's value, where even a date or a number is somebody's. */
export function isWithinValue(element: XmlElement): boolean {
  return attributeAbove(element) !== null;
}

/** What an XML attribute is, by its local name; of all others it is a `value`. */
export const ATTRIBUTE_KINDS: ReadonlyMap<string, RedactedKind> = new Map([
  ['ID', 'id'],
  ['Id', 'id'],
  ['id', 'id'],
  ['AssertionID', 'id'],
  ['ResponseID', 'id'],
  ['RequestID', 'id'],
  ['InResponseTo', 'id'],
  ['SessionIndex', 'id'],
  ['URI', 'id'],
  ['Recipient', 'address'],
  ['Destination', 'address'],
  ['Location', 'address'],
  ['ResponseLocation', 'address'],
  ['Issuer', 'address'],
  ['entityID', 'address'],
  ['affiliationOwnerID', 'address'],
  ['AssertionConsumerServiceURL', 'address'],
  ['AuthorityID', 'address'],
  ['ProviderID', 'address'],
  ['Loc', 'address'],
  ['SPNameQualifier', 'address'],
  ['NameQualifier', 'address'],
  ['SPProvidedID', 'user'],
  ['Resource', 'address'],
  ['Format', 'address'],
  ['NameFormat', 'address'],
  ['AttributeNamespace', 'address'],
  ['Algorithm', 'address'],
  ['Type', 'address'],
  ['Value', 'address'],
  ['Binding', 'address'],
  ['ProtocolBinding', 'address'],
  ['Namespace', 'address'],
]);
