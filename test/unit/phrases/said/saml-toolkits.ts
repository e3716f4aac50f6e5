import type { SaidTexts } from '../said-texts.ts';

/** php-saml, python3-saml, java-saml, ruby-saml: each phrase as it is said. */
export const SAML_TOOLKITS_SAID: SaidTexts = [
  ['No Signature found. SAML Response rejected', 'No Signature found. SAML Response rejected'],
  [
    'The Assertion of the Response is not signed and the SP require it',
    'The Assertion of the Response is not signed and the SP require it',
  ],
  [
    'The Assertion of the Response is not signed and the SP requires it',
    'The Assertion of the Response is not signed and the SP requires it',
  ],
  [
    'The Message of the Response is not signed and the SP require it',
    'The Message of the Response is not signed and the SP require it',
  ],
  [
    'The Message of the Response is not signed and the SP requires it',
    'The Message of the Response is not signed and the SP requires it',
  ],
  ['Signature validation failed. SAML Response rejected', 'Signature validation failed. SAML Response rejected'],
  [
    'Found an unexpected Signature Element. SAML Response rejected',
    'Found an unexpected Signature Element. SAML Response rejected',
  ],
  [
    'Found an invalid Signed Element. SAML Response rejected',
    'Found an invalid Signed Element. SAML Response rejected',
  ],
  ['Duplicated ID. SAML Response rejected', 'Duplicated ID. SAML Response rejected'],
  ['Duplicated Reference URI. SAML Response rejected', 'Duplicated Reference URI. SAML Response rejected'],
  [
    'Invalid issuer in the Assertion/Response',
    'Invalid issuer in the Assertion/Response (expected https://idp.example/a, got https://idp.example/b)',
  ],
  [
    '{} is not a valid audience for this Response',
    'https://sp.example/metadata is not a valid audience for this Response',
  ],
  [
    'The response was received at {} instead of {}',
    'The response was received at http://sp.example/acs instead of https://sp.example/acs',
  ],
  ['The response has an empty Destination value', 'The response has an empty Destination value'],
  [
    'The InResponseTo of the Response: {}, does not match the ID of the AuthNRequest sent by the SP',
    'The InResponseTo of the Response: _a1, does not match the ID of the AuthNRequest sent by the SP: _b2',
  ],
  [
    'A valid SubjectConfirmation was not found on this Response',
    'A valid SubjectConfirmation was not found on this Response',
  ],
  [
    'Could not validate timestamp: not yet valid. Check system clock',
    'Could not validate timestamp: not yet valid. Check system clock',
  ],
  [
    'Could not validate timestamp: expired. Check system clock',
    'Could not validate timestamp: expired. Check system clock',
  ],
  ['Timing issues (please check your clock settings)', 'Timing issues (please check your clock settings)'],
  [
    'The attributes have expired, based on the SessionNotOnOrAfter',
    'The attributes have expired, based on the SessionNotOnOrAfter of the AttributeStatement of this Response',
  ],
  [
    'The status code of the Response was not Success',
    'The status code of the Response was not Success, was Responder -> Invalid request',
  ],
  [
    'Invalid SAML Response. Not match the saml-schema-protocol-2.0.xsd',
    'Invalid SAML Response. Not match the saml-schema-protocol-2.0.xsd',
  ],
  ['SAML Response must contain 1 assertion', 'SAML Response must contain 1 assertion'],
  [
    'SAML Response not found, Only supported HTTP_POST Binding',
    'SAML Response not found, Only supported HTTP_POST Binding',
  ],
  [
    'The assertion of the Response is not encrypted and the SP require it',
    'The assertion of the Response is not encrypted and the SP require it',
  ],
  [
    'The NameID of the Response is not encrypted and the SP require it',
    'The NameID of the Response is not encrypted and the SP require it',
  ],
  [
    'No private key available to decrypt the assertion, check settings',
    'No private key available to decrypt the assertion, check settings',
  ],
  ['There is no AttributeStatement on the Response', 'There is no AttributeStatement on the Response'],
  ['Found an Attribute element with duplicated Name', 'Found an Attribute element with duplicated Name'],
  ['An empty NameID value found', 'An empty NameID value found'],
  ['NameID not found in the assertion of the Response', 'NameID not found in the assertion of the Response'],
  [
    'No NameID element found in the assertion of the Response',
    'No NameID element found in the assertion of the Response',
  ],
  [
    'The SPNameQualifier value mistmatch the SP entityID value',
    'The SPNameQualifier value mistmatch the SP entityID value',
  ],
  [
    'The AuthnContext {} was not a requested context',
    'The AuthnContext "urn:oasis:names:tc:SAML:2.0:ac:classes:Password" was not a requested context "urn:oasis:names:tc:SAML:2.0:ac:classes:X509"',
  ],
  ['The Assertion must include a Conditions element', 'The Assertion must include a Conditions element'],
  ['The Assertion must include an AuthnStatement element', 'The Assertion must include an AuthnStatement element'],
  ['Issuer of the Assertion not found or multiple', 'Issuer of the Assertion not found or multiple'],
];
