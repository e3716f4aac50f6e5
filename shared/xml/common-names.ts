/**
 * Names that are in nearly every document that is read here. Readers and checks compare names some thousand times a
 * message: with one that is the very text that they compare it with, that is done at a glance.
 */
const NAMES: ReadonlyMap<string, string> = new Map(
  [
    ...['Response', 'Status', 'StatusCode', 'Issuer', 'Assertion', 'Subject', 'NameID', 'SubjectConfirmation'],
    ...['SubjectConfirmationData', 'Conditions', 'AudienceRestriction', 'Audience', 'AuthnStatement', 'AuthnContext'],
    ...['AuthnContextClassRef', 'AttributeStatement', 'Attribute', 'AttributeValue', 'SessionIndex'],
    ...['AuthnRequest', 'LogoutRequest', 'LogoutResponse', 'NameIDPolicy'],
    ...['Signature', 'SignedInfo', 'CanonicalizationMethod', 'SignatureMethod', 'Reference', 'Transforms', 'Transform'],
    ...['DigestMethod', 'DigestValue', 'SignatureValue', 'KeyInfo', 'X509Data', 'X509Certificate'],
    ...['ID', 'Version', 'IssueInstant', 'Destination', 'InResponseTo', 'Value', 'Format', 'Method', 'Recipient'],
    ...['NotBefore', 'NotOnOrAfter', 'AuthnInstant', 'Name', 'NameFormat', 'FriendlyName', 'Algorithm', 'URI', 'type'],
    ...['saml', 'samlp', 'saml2', 'saml2p', 'ds', 'xs', 'xsi', 'xmlns'],
  ].map((name) => [name, name]),
);

const NAMESPACES: ReadonlyMap<string, string> = new Map(
  [
    'urn:oasis:names:tc:SAML:2.0:assertion',
    'urn:oasis:names:tc:SAML:2.0:protocol',
    'http://www.w3.org/2000/09/xmldsig#',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
    'http://www.w3.org/2001/XMLSchema',
    'http://www.w3.org/2001/XMLSchema-instance',
  ].map((namespace) => [namespace, namespace]),
);

/** The shared text of a common local name or prefix, each of which is a proper one (NCName); undefined of any other. */
export function commonName(text: string): string | undefined {
  return NAMES.get(text);
}

/** The same text, the shared one where it is a common namespace. */
export function sharedNamespace(text: string): string {
  return NAMESPACES.get(text) ?? text;
}
