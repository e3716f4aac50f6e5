/**
 * Names that are in nearly every document that is read here. Readers and checks compare names some thousand times a
 * message: with one that is the very text that they compare it with, that is done at a glance.
 */
const COMMON: ReadonlyMap<string, string> = new Map(
  [
    ...['Response', 'Status', 'StatusCode', 'Issuer', 'Assertion', 'Subject', 'NameID', 'SubjectConfirmation'],
    ...['SubjectConfirmationData', 'Conditions', 'AudienceRestriction', 'Audience', 'AuthnStatement', 'AuthnContext'],
    ...['AuthnContextClassRef', 'AttributeStatement', 'Attribute', 'AttributeValue', 'SessionIndex'],
    ...['AuthnRequest', 'LogoutRequest', 'LogoutResponse', 'NameIDPolicy'],
    ...['Signature', 'SignedInfo', 'CanonicalizationMethod', 'SignatureMethod', 'Reference', 'Transforms', 'Transform'],
    ...['DigestMethod', 'DigestValue', 'SignatureValue', 'KeyInfo', 'X509Data', 'X509Certificate'],
    ...['ID', 'Version', 'IssueInstant', 'Destination', 'InResponseTo', 'Value', 'Format', 'Method', 'Recipient'],
    ...['NotBefore', 'NotOnOrAfter', 'AuthnInstant', 'Name', 'NameFormat', 'FriendlyName', 'Algorithm', 'URI', 'type'],
    'urn:oasis:names:tc:SAML:2.0:assertion',
    'urn:oasis:names:tc:SAML:2.0:protocol',
    'http://www.w3.org/2000/09/xmldsig#',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
    'http://www.w3.org/2001/XMLSchema',
    'http://www.w3.org/2001/XMLSchema-instance',
  ].map((name) => [name, name]),
);

/** The same text, the shared one where it is a common local name or namespace. */
export function commonName(text: string): string {
  return COMMON.get(text) ?? text;
}
