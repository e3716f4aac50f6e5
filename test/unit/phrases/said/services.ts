import type { SaidTexts } from '../said-texts.ts';

/** AWS: each phrase as it is said. */
export const SERVICES_SAID: SaidTexts = [
  [
    'Your request included an invalid SAML response',
    'Your request included an invalid SAML response. To logout, click here.',
  ],
  [
    'RoleSessionName is required in AuthnResponse',
    'RoleSessionName is required in AuthnResponse (Service: AWSSecurityTokenService; Status Code: 400; Error Code: InvalidIdentityToken)',
  ],
  [
    'RoleSessionName in AuthnResponse must match',
    'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64} (Service: AWSSecurityTokenService; Status Code: 400; Error Code: InvalidIdentityToken)',
  ],
  [
    'Not authorized to perform sts:AssumeRoleWithSAML',
    'Not authorized to perform sts:AssumeRoleWithSAML (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied)',
  ],
  [
    'Response signature invalid (service: AWSSecurityTokenService',
    'Response signature invalid (Service: AWSSecurityTokenService; Status Code: 400; Error Code: InvalidIdentityToken)',
  ],
  [
    'Issuer not present in specified provider',
    'Failed to assume role: Issuer not present in specified provider (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: AuthSamlInvalidSamlResponseException)',
  ],
  [
    'Invalid samlResponse or relayState from identity provider',
    'Invalid samlResponse or relayState from identity provider',
  ],
  [
    'Error in SAML response processing',
    'Error in SAML response processing: Invalid user attributes: email: The attribute is required',
  ],
  ['PreSignUp failed with error', 'PreSignUp failed with error Users by invitation only.'],
  [
    'SAML response is invalid or matching user is not found',
    'SAML response is invalid or matching user is not found. Contact your local system administrator. [eb55b777]',
  ],
  [
    'The user you were trying to authenticate as differs from the user currently logged in at the IDP',
    'The user you were trying to authenticate as differs from the user currently logged in at the IDP.',
  ],
  [
    'The specified authenticator is not accepted by your Snowflake account configuration',
    'The specified authenticator is not accepted by your Snowflake account configuration.',
  ],
  [
    'SAML NameID is missing from your SAML response',
    'SAML authentication failed: SAML NameID is missing from your SAML response.',
  ],
  ['Extern uid has already been taken', 'SAML authentication failed: Extern uid has already been taken.'],
  [
    'SAML authentication failed: User has already been taken',
    'SAML authentication failed: User has already been taken',
  ],
  [
    'SAML authentication failed: Email has already been taken',
    'SAML authentication failed: Email has already been taken',
  ],
  ['Request to link SAML account must be authorized', 'Request to link SAML account must be authorized'],
  [
    'SAML Name ID and email address do not match your user account',
    'SAML Name ID and email address do not match your user account. Contact an administrator.',
  ],
  ['because "Email can\'t be blank"', 'Could not authenticate you from SAML because "Email can\'t be blank".'],
  ['user.sync.signup-disabled', '{"messageId":"user.sync.signup-disabled","message":"Sign up is disabled"}'],
  ['IdP did not return a role attribute', 'IdP did not return a role attribute, please contact your administrator'],
  [
    'The user cannot be authenticated by the SAML response through the following virtual proxy',
    'Error 400 - Bad request Contact your system administrator. The user cannot be authenticated by the SAML response through the following virtual proxy: sales',
  ],
  ['SAML mandatory attribute for user ID is missing', 'SAML mandatory attribute for user ID is missing'],
  ['SAML assertion is expired', 'SAML assertion is expired'],
  [
    'SAML assertion must be encrypted on an unsecured connection',
    '400 SAML assertion must be encrypted on an unsecured connection',
  ],
  [
    'attribute is expected, but missing, in SAML response',
    '"email" attribute is expected, but missing, in SAML response. Attribute is used to fetch existing user by "email".',
  ],
  ['Assertion audience does not include issuer', 'Assertion audience does not include issuer'],
  [
    "We can't log you in because of an issue with single sign-on",
    'Single Sign-On Error We can’t log you in because of an issue with single sign-on. Contact your Salesforce admin for help.',
  ],
  [
    "We can't log you in because you're only allowed to use single sign-on",
    "We can't log you in because you're only allowed to use single sign-on. For help, contact your Salesforce administrator.",
  ],
];
