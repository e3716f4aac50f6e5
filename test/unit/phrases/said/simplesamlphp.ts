import type { SaidTexts } from '../said-texts.ts';

/** SimpleSAMLphp: each phrase as it is said. */
export const SIMPLESAMLPHP_SAID: SaidTexts = [
  [
    'An error occurred when trying to create the SAML request',
    'An error occurred when trying to create the SAML request',
  ],
  [
    'When this identity provider tried to create an authentication response, an error occurred',
    'When this identity provider tried to create an authentication response, an error occurred',
  ],
  [
    'An error occurred when trying to process the Logout Request',
    'An error occurred when trying to process the Logout Request',
  ],
  [
    'There is some misconfiguration of your SimpleSAMLphp installation',
    'There is some misconfiguration of your SimpleSAMLphp installation. If you are the administrator of this service, you should make sure your metadata configuration is correctly setup.',
  ],
  [
    'This endpoint is not enabled. Check the enable options in your configuration of SimpleSAMLphp',
    'This endpoint is not enabled. Check the enable options in your configuration of SimpleSAMLphp',
  ],
  [
    'The initiator of this request did not provide a RelayState parameter',
    'The initiator of this request did not provide a RelayState parameter indicating where to go next.',
  ],
  [
    'We did not accept the response sent from the Identity Provider',
    'We did not accept the response sent from the Identity Provider',
  ],
  [
    'This Identity Provider received an Authentication Request from a Service Provider, but an error occurred',
    'This Identity Provider received an Authentication Request from a Service Provider, but an error occurred when trying to process the request.',
  ],
  [
    'You accessed the SingleLogoutService interface, but did not provide a SAML LogoutRequest or LogoutResponse',
    'You accessed the SingleLogoutService interface, but did not provide a SAML LogoutRequest or LogoutResponse',
  ],
  [
    'You accessed the Assertion Consumer Service interface, but did not provide a SAML Authentication Response',
    'You accessed the Assertion Consumer Service interface, but did not provide a SAML Authentication Response',
  ],
  [
    'You accessed the Single Sign On Service interface, but did not provide a SAML Authentication Request',
    'You accessed the Single Sign On Service interface, but did not provide a SAML Authentication Request',
  ],
  [
    'The information about the current logout operation has been lost',
    'The information about the current logout operation has been lost. You should return to the service you were trying to log out from and try to log out again.',
  ],
  [
    'Either no user with the given username could be found, or the password you gave was wrong',
    'Either no user with the given username could be found, or the password you gave was wrong',
  ],
  [
    'The Identity Provider responded with an error. (The status code in the SAML Response was not success)',
    'The Identity Provider responded with an error. (The status code in the SAML Response was not success)',
  ],
  [
    'Authentication failed: your browser did not send any certificate',
    'Authentication failed: your browser did not send any certificate',
  ],
  [
    'Authentication failed: the certificate your browser sent is unknown',
    'Authentication failed: the certificate your browser sent is unknown',
  ],
  [
    'Authentication failed: the certificate your browser sent is invalid or cannot be read',
    'Authentication failed: the certificate your browser sent is invalid or cannot be read',
  ],
  ['The authentication was aborted by the user', 'The authentication was aborted by the user'],
  [
    'State information lost, and no way to restart the request',
    'State information lost, and no way to restart the request',
  ],
  ['Unable to locate metadata for', 'Unable to locate metadata for https://sp.example/metadata'],
  [
    'Your session data cannot be retrieved right now due to technical difficulties',
    'Your session data cannot be retrieved right now due to technical difficulties',
  ],
  [
    'Could not find the metadata of an IdP with entity ID',
    "Could not find the metadata of an IdP with entity ID 'https://idp.example/'",
  ],
  [
    "The issuer of the response wasn't the destination of the authentication request",
    "The issuer of the response wasn't the destination of the authentication request.",
  ],
  [
    'Missing <saml:Issuer> in message delivered to AssertionConsumerService',
    'Missing <saml:Issuer> in message delivered to AssertionConsumerService',
  ],
  [
    'Unable to use any of the ACS endpoints found for SP',
    "Unable to use any of the ACS endpoints found for SP 'https://sp.example'",
  ],
  ['Received duplicate assertion', 'Received duplicate assertion.'],
  ['Destination in logout message is wrong', 'Destination in logout message is wrong.'],
  ['No AuthnStatement found in assertion(s)', 'No AuthnStatement found in assertion(s).'],
  ['Neither the assertion nor the response was signed', 'Neither the assertion nor the response was signed.'],
  [
    "This SP [entityid = '{}'] is not a valid audience for the assertion",
    "This SP [entityid = 'https://sp.example/metadata'] is not a valid audience for the assertion. Candidates were: [https://other.example]",
  ],
  [
    'Received an assertion that is valid in the future. Check clock synchronization on IdP and SP',
    'Received an assertion that is valid in the future. Check clock synchronization on IdP and SP',
  ],
  [
    'Received an assertion that has expired. Check clock synchronization on IdP and SP',
    'Received an assertion that has expired. Check clock synchronization on IdP and SP',
  ],
  [
    'Validation of received messages enabled, but no signature found on message',
    'Validation of received messages enabled, but no signature found on message',
  ],
  ['Unable to validate Signature', 'Unable to validate Signature'],
];
