import type { SaidTexts } from '../said-texts.ts';

/** Shibboleth IdP: each phrase as it is said. */
export const IDENTITY_PROVIDERS_SAID: SaidTexts = [
  [
    'The application you have accessed is not registered for use with this service',
    'Web Login Service - Unsupported Request The application you have accessed is not registered for use with this service.',
  ],
  [
    'The login service was unable to identify a compatible way to respond to the requested application',
    'Web Login Service - Unable to Respond The login service was unable to identify a compatible way to respond to the requested application.',
  ],
  [
    'You may be seeing this page because you used the Back button while browsing a secure web site or application',
    'Web Login Service - Stale Request You may be seeing this page because you used the Back button while browsing a secure web site or application.',
  ],
  [
    'The request cannot be fulfilled because the message received does not meet the security requirements of the login service',
    'Web Login Service - Message Security Error The request cannot be fulfilled because the message received does not meet the security requirements of the login service.',
  ],
  ['The password you entered was incorrect', 'The password you entered was incorrect.'],
  ['app_not_configured', 'Error 403: app_not_configured'],
  ['app_not_configured_for_user', 'Error: app_not_configured_for_user Service is not configured for this user.'],
  ['app_not_enabled_for_user', 'Error 403: app_not_enabled_for_user'],
  ['User is not assigned to this application', 'User is not assigned to this application.'],
  ['User is not assigned to the client application', 'access_denied: User is not assigned to the client application.'],
  ['GENERAL_NONSUCCESS', '400 Bad Request GENERAL_NONSUCCESS'],
  [
    'IdP-Initiated login is not enabled for connection',
    'invalid_request: IdP-Initiated login is not enabled for connection "corp".',
  ],
  ['IdP-Initiated Default App Not Configured', 'IdP-Initiated Default App Not Configured'],
  ['Missing RelayState parameter', 'Missing RelayState parameter'],
  ['Audience is invalid. Configured', 'Audience is invalid. Configured: urn:auth0:acme:corp'],
  ['Invalid thumbprint', 'Invalid thumbprint (configured: 5CA6. calculated: 1B22)'],
  ['Recipient is invalid. Configured', 'Recipient is invalid. Configured: https://acme.auth0.example/login/callback'],
  [
    'You may have pressed the back button, refreshed during login',
    "invalid_request: You may have pressed the back button, refreshed during login, opened too many login dialogs, or there is some issue with cookies, since we couldn't find your session.",
  ],
  ['neither the response nor the assertion are signed', 'neither the response nor the assertion are signed'],
  [
    'Assertion is encrypted. Please set options.decryptionKey',
    'Assertion is encrypted. Please set options.decryptionKey with your decryption private key.',
  ],
  [
    'Single sign-on authentication was unsuccessful',
    'Single sign-on authentication was unsuccessful (reference # HQWKYXAX). Please contact your system administrator.',
  ],
  [
    "ACS URL of {} doesn't match Provider ACS URL of",
    "ACS URL of https://sp.example/acs doesn't match Provider ACS URL of https://sp.example/acs/.",
  ],
  ['Request has been denied', 'Permission denied Request has been denied. Not you? Unknown error'],
  [
    'Verification Certificate configured, but request is not signed',
    'Verification Certificate configured, but request is not signed.',
  ],
  ['Cannot decode SAML request', 'Cannot decode SAML request.'],
  [
    'You have not been given access to any SSO applications',
    'You have not been given access to any SSO applications by your administrator.',
  ],
];
