import type { SaidTexts } from '../said-texts.ts';

/** Keycloak: each phrase as it is said. */
export const KEYCLOAK_SAID: SaidTexts = [
  ['Unknown login requester', 'We are sorry... Unknown login requester'],
  ['Client not found.', 'Sign in to sales: Client not found.'],
  ['Page has expired', 'Page has expired To restart the login process Click here.'],
  ['Login requester not enabled', 'We are sorry... Login requester not enabled'],
  ['Invalid requester', 'We are sorry... Invalid requester'],
  ['Invalid redirect uri', 'We are sorry... Invalid redirect uri'],
  ['Unsupported NameIDFormat', 'We are sorry... Unsupported NameIDFormat'],
  [
    'Bearer-only applications are not allowed to initiate browser login',
    'We are sorry... Bearer-only applications are not allowed to initiate browser login',
  ],
  [
    'Client is not allowed to initiate browser login with given response_type',
    'Client is not allowed to initiate browser login with given response_type. Standard flow is disabled for the client.',
  ],
  ['Realm not enabled', 'We are sorry... Realm not enabled'],
  ['HTTPS required', 'We are sorry... HTTPS required'],
  [
    'An error occurred, please login again through your application',
    'We are sorry... An error occurred, please login again through your application.',
  ],
  [
    'Cookie not found. Please make sure cookies are enabled in your browser',
    'Cookie not found. Please make sure cookies are enabled in your browser.',
  ],
  [
    'This page is no longer valid, please go back to your application and sign in again',
    'This page is no longer valid, please go back to your application and sign in again',
  ],
  [
    'Restart login cookie not found',
    'Restart login cookie not found. It may have expired; it may have been deleted or cookies are disabled in your browser.',
  ],
  ['Session not active', 'We are sorry... Session not active.'],
  ['No relay state in response from identity provider', 'No relay state in response from identity provider.'],
  [
    'Could not send authentication request to identity provider',
    'Could not send authentication request to identity provider.',
  ],
  [
    'Unexpected error when handling response from identity provider',
    'Unexpected error when handling response from identity provider.',
  ],
  [
    'Authentication failed. Could not authenticate with identity provider',
    'Authentication failed. Could not authenticate with identity provider.',
  ],
  [
    'Unexpected error when authenticating with identity provider',
    'Unexpected error when authenticating with identity provider',
  ],
  ['Invalid response from identity provider', 'Invalid response from identity provider.'],
  ['Invalid signature in response from identity provider', 'Invalid signature in response from identity provider.'],
  [
    'Could not find an identity provider with the identifier',
    'Could not find an identity provider with the identifier.',
  ],
  [
    'User {} authenticated with identity provider {} does not exist',
    'User anne authenticated with identity provider corp does not exist. Please contact your administrator.',
  ],
  [
    'Federated identity returned by {} is already linked to another user',
    'Federated identity returned by corp is already linked to another user.',
  ],
  [
    'You are already authenticated as different user',
    "You are already authenticated as different user 'anne' in this session. Please sign out first.",
  ],
  [
    'The requested level of authentication has not been satisfied',
    'The requested level of authentication has not been satisfied.',
  ],
  ['Authentication requirements not fulfilled', 'Authentication requirements not fulfilled'],
  ['Access denied when authenticating with', 'Access denied when authenticating with corp'],
  ['Unable to resolve artifact', 'Unable to resolve artifact.'],
  ['Account is disabled, contact your administrator', 'Account is disabled, contact your administrator.'],
  ['Invalid username or password.', 'Invalid username or password.'],
];
