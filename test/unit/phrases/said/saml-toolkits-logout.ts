import type { SaidTexts } from '../said-texts.ts';

/** php-saml, python3-saml, java-saml, ruby-saml: each phrase as it is said. */
export const SAML_TOOLKITS_LOGOUT_SAID: SaidTexts = [
  ['Signature validation failed. Logout Request rejected', 'Signature validation failed. Logout Request rejected'],
  ['Signature validation failed. Logout Response rejected', 'Signature validation failed. Logout Response rejected'],
  [
    'The Message of the Logout Request is not signed and the SP require it',
    'The Message of the Logout Request is not signed and the SP require it',
  ],
  [
    'The Message of the Logout Response is not signed and the SP require it',
    'The Message of the Logout Response is not signed and the SP require it',
  ],
  [
    'The LogoutRequest was received at {} instead of {}',
    'The LogoutRequest was received at http://sp.example/slo instead of https://sp.example/slo',
  ],
  [
    'The LogoutResponse was received at {} instead of {}',
    'The LogoutResponse was received at http://sp.example/slo instead of https://sp.example/slo',
  ],
  [
    'The InResponseTo of the Logout Response: {}, does not match the ID of the Logout Request sent by the SP',
    'The InResponseTo of the Logout Response: _a1, does not match the ID of the Logout request sent by the SP: _b2',
  ],
  [
    'Invalid SAML Logout Request. Not match the saml-schema-protocol-2.0.xsd',
    'Invalid SAML Logout Request. Not match the saml-schema-protocol-2.0.xsd',
  ],
  [
    'SAML LogoutRequest/LogoutResponse not found. Only supported HTTP_REDIRECT Binding',
    'SAML LogoutRequest/LogoutResponse not found. Only supported HTTP_REDIRECT Binding',
  ],
  ['The IdP does not support Single Log Out', 'The IdP does not support Single Log Out'],
  [
    'Invalid issuer in the Logout Request',
    'Invalid issuer in the Logout Request (expected https://idp.example, got https://other.example)',
  ],
];
