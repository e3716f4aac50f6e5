import type { SaidTexts } from '../said-texts.ts';

/** Spring Security: each phrase as it is said. */
export const JAVA_AND_DOTNET_SAID: SaidTexts = [
  [
    'Either the response or one of the assertions is unsigned',
    'Either the response or one of the assertions is unsigned. Please either sign the response or all of the assertions.',
  ],
  ['No relying party registration found', 'No relying party registration found'],
  ['relying_party_registration_not_found', 'relying_party_registration_not_found'],
  ['malformed_response_data', 'malformed_response_data'],
  ['unknown_response_class', 'unknown_response_class'],
  ['internal_validation_error', 'internal_validation_error'],
  [
    'Authentication issue instant is too old or in the future',
    'org.pac4j.saml.exceptions.SAMLException: Authentication issue instant is too old or in the future',
  ],
  ['No valid subject assertion found in response', 'No valid subject assertion found in response'],
  [
    "InResponseToField of the Response doesn't correspond to sent message",
    "InResponseToField of the Response doesn't correspond to sent message a1b2",
  ],
  [
    'The Saml2Response must have status success to extract claims',
    'The Saml2Response must have status success to extract claims.',
  ],
  [
    'The SAML Response is not signed and contains unsigned Assertions',
    'The SAML Response is not signed and contains unsigned Assertions. Response cannot be trusted.',
  ],
  [
    'Unsolicited responses are not allowed for idp',
    'Unsolicited responses are not allowed for idp "https://idp.example".',
  ],
  [
    'No cookie preserving state from the request was found',
    'Received message _a1 contains unexpected InResponseTo "_b2". No cookie preserving state from the request was found so the message was not expected to have an InResponseTo attribute.',
  ],
  [
    'Encrypted Assertion(s) could not be decrypted using the configured Service Certificate(s)',
    'Encrypted Assertion(s) could not be decrypted using the configured Service Certificate(s).',
  ],
  [
    'Encrypted Assertions encountered but Service Certificate was not provided',
    'Encrypted Assertions encountered but Service Certificate was not provided.',
  ],
  [
    'Invalid Issuer. Actually {} allowed',
    "Invalid Issuer. Actually 'https://other.example', allowed 'https://idp.example'",
  ],
  ['There is not exactly one Assertion element', 'There is not exactly one Assertion element.'],
  [
    'Assertion has expired. Assertion valid NotOnOrAfter',
    'Assertion has expired. Assertion valid NotOnOrAfter 03/10/2026 08:20:00 +00:00.',
  ],
  [
    'InvalidSignatureException: Signature is invalid',
    'ITfoxtec.Identity.Saml2.Cryptography.InvalidSignatureException: Signature is invalid.',
  ],
  [
    'ID4037',
    'ID4037: The key needed to verify the signature could not be resolved from the following security key identifier.',
  ],
  ['IDX10214', "IDX10214: Audience validation failed. Audiences: 'https://other.example'."],
  ['IDX10223', 'IDX10223: Lifetime validation failed. The token is expired.'],
  [
    'Response issue time is either too old or with date in the future',
    'Response issue time is either too old or with date in the future, skew 60, time 2026-03-10T08:15:00Z',
  ],
  [
    'did not match the recipient endpoint',
    "SAML message intended destination endpoint 'https://sp.example/saml/SSO' did not match the recipient endpoint 'http://sp.example/saml/SSO'",
  ],
  ['Signature is not trusted or invalid', 'Signature is not trusted or invalid'],
  [
    'The prefix "{}" for element "{}" is not bound',
    'org.xml.sax.SAXParseException: The prefix "saml2" for element "saml2:Assertion" is not bound.',
  ],
  ['is an undeclared prefix', "System.Xml.XmlException: 'saml2' is an undeclared prefix. Line 1, position 2."],
  ['Namespace prefix {} on {} is not defined', 'namespace error : Namespace prefix saml2 on Assertion is not defined'],
];
