import type { SaidTexts } from '../said-texts.ts';

/** nginx: each phrase as it is said. */
export const IN_FRONT_SAID: SaidTexts = [
  ['Sorry, you have been blocked', 'Sorry, you have been blocked You are unable to access sp.example'],
  ['Attention Required!', 'Attention Required! Cloudflare'],
  ['Error 1020', 'Error 1020 Ray ID: 7a1 Access denied'],
  ['Error 1015', 'Error 1015 Ray ID: 7a1 You are being rate limited'],
  ['Error code 522', 'Connection timed out Error code 522'],
  ['Error code 525', 'SSL handshake failed Error code 525'],
  [
    'The requested URL was rejected. Please consult with your administrator',
    'The requested URL was rejected. Please consult with your administrator. Your support ID is: 123',
  ],
  [
    'Unable to find a valid CSRF token. Please try again',
    'Login Failed: Unable to find a valid CSRF token. Please try again.',
  ],
  ['Secured with OAuth2 Proxy', 'Secured with OAuth2 Proxy version v7.6.0'],
];
