import type { SaidTexts } from '../said-texts.ts';

/** AD FS: each phrase as it is said. */
export const AD_FS_SAID: SaidTexts = [
  [
    'MSIS7042',
    "MSIS7042: The same client browser session has made '6' requests in the last '11' seconds. Contact your administrator for details.",
  ],
  [
    'MSIS7000',
    'MSIS7000: The sign in request is not compliant to the WS-Federation language for web browser clients or the SAML 2.0 protocol WebSSO profile.',
  ],
  [
    'The sign in request is not compliant to the WS-Federation language for web browser clients',
    'The sign in request is not compliant to the WS-Federation language for web browser clients or the SAML 2.0 protocol WebSSO profile.',
  ],
  ['MSIS1000', 'MSIS1000: The SAML request contained a NameIDPolicy that was not satisfied by the issued token.'],
  ['MSIS7070', 'MSIS7070: The SAML request contained a NameIDPolicy that was not satisfied by the issued token.'],
  ['MSIS7007', "MSIS7007: The requested relying party trust 'https://sp.example' is unspecified or unsupported."],
  [
    'MSIS3200',
    "MSIS3200: No AssertionConsumerService is configured on the relying party trust 'https://sp.example' that is a prefix match of the AssertionConsumerService URL 'https://sp.example/acs' specified by the request.",
  ],
  [
    'MSIS3077',
    "MSIS3077: The AssertionConsumerServices property is not configured for relying party trust 'https://sp.example'.",
  ],
  ['MSIS7012', 'MSIS7012: An error occurred while processing the request. Contact your administrator for details.'],
  ['MSIS7065', 'MSIS7065: There are no registered protocol handlers on path /adfs/ls to process the incoming request.'],
  [
    'MSIS1014',
    'MSIS1014: SAML LogoutRequest and LogoutResponse messages must be signed when using SAML HTTP Redirect or HTTP POST binding.',
  ],
  [
    'MSIS7084',
    'MSIS7084: SAML logout request and logout response messages must be signed when using SAML HTTP Redirect or HTTP POST binding.',
  ],
  [
    'MSIS1016',
    "MSIS1016: Relying party trust 'https://sp.example' indicates that authentication requests sent by this relying party will be signed but no signature present.",
  ],
  [
    'is not signed with expected signature algorithm',
    'SAML request is not signed with expected signature algorithm. SAML request is signed with signature algorithm http://www.w3.org/2001/04/xmldsig-more#rsa-sha256.',
  ],
  ['MSIS7102', 'MSIS7102: Requested Authentication Method is not supported on the STS.'],
];
