import type { SaidTexts } from '../said-texts.ts';

/** nginx: each phrase as it is said. */
export const SERVERS_SAID: SaidTexts = [
  ['413 Request Entity Too Large nginx', '413 Request Entity Too Large nginx/1.24.0'],
  ['414 Request-URI Too Large nginx', '414 Request-URI Too Large nginx'],
  ['Request Header Or Cookie Too Large', 'Request Header Or Cookie Too Large'],
  ['The plain HTTP request was sent to HTTPS port', '400 The plain HTTP request was sent to HTTPS port nginx'],
  ['No required SSL certificate was sent', '400 No required SSL certificate was sent nginx'],
  ['The SSL certificate error', '400 The SSL certificate error nginx'],
  ['403 Forbidden nginx', '403 Forbidden nginx/1.22.1'],
  ['405 Not Allowed nginx', '405 Not Allowed nginx'],
  ['502 Bad Gateway nginx', '502 Bad Gateway nginx'],
  ['503 Service Temporarily Unavailable nginx', '503 Service Temporarily Unavailable nginx'],
  ['504 Gateway Time-out nginx', '504 Gateway Time-out nginx'],
  ['Request forbidden by administrative rules', '403 Forbidden Request forbidden by administrative rules.'],
  [
    'No server is available to handle this request',
    '503 Service Unavailable No server is available to handle this request.',
  ],
  [
    'The server returned an invalid or incomplete response',
    '502 Bad Gateway The server returned an invalid or incomplete response.',
  ],
  ['Your browser sent an invalid request', '400 Bad request Your browser sent an invalid request.'],
  [
    "You don't have permission to access {} Reason: Cannot perform Post-Handshake Authentication",
    "Forbidden You don't have permission to access this resource.Reason: Cannot perform Post-Handshake Authentication.",
  ],
  ["You don't have permission to access this resource", "Forbidden You don't have permission to access this resource."],
  [
    'Your browser sent a request that this server could not understand',
    'Bad Request Your browser sent a request that this server could not understand.',
  ],
  [
    "The requested URL's length exceeds the capacity limit for this server",
    "The requested URL's length exceeds the capacity limit for this server",
  ],
  [
    'The requested resource does not allow request data with POST requests, or the amount of data provided in the request exceeds the capacity limit',
    'The requested resource does not allow request data with POST requests, or the amount of data provided in the request exceeds the capacity limit.',
  ],
  [
    'The server is temporarily unable to service your request due to maintenance downtime or capacity problems',
    'The server is temporarily unable to service your request due to maintenance downtime or capacity problems',
  ],
  [
    'The proxy server received an invalid response from an upstream server',
    'The proxy server received an invalid response from an upstream server',
  ],
  [
    'The request filtering module is configured to deny a request where the query string is too long',
    'HTTP Error 404.15 - Not Found The request filtering module is configured to deny a request where the query string is too long.',
  ],
  [
    'The request filtering module is configured to deny a request that exceeds the request content length',
    'HTTP Error 404.13 - Not Found The request filtering module is configured to deny a request that exceeds the request content length.',
  ],
  [
    'The page you are looking for cannot be displayed because an invalid method (HTTP verb) is being used',
    'HTTP Error 405.0 - Method Not Allowed The page you are looking for cannot be displayed because an invalid method (HTTP verb) is being used.',
  ],
  [
    'Bad Request - Request Too Long',
    'Bad Request - Request Too Long HTTP Error 400. The size of the request headers is too long.',
  ],
  [
    'You do not have permission to view this directory or page using the credentials that you supplied',
    '401 - Unauthorized: Access is denied due to invalid credentials. You do not have permission to view this directory or page using the credentials that you supplied.',
  ],
  [
    'requires your browser to have a Secure Sockets Layer (SSL) client certificate',
    'HTTP Error 403.7 - Forbidden The page you are attempting to access requires your browser to have a Secure Sockets Layer (SSL) client certificate that the Web server recognizes.',
  ],
  [
    'Your client certificate was revoked',
    'HTTP Error 403.13 - Forbidden Your client certificate was revoked, or the revocation status could not be determined.',
  ],
  [
    'Your client certificate is either not trusted or is invalid',
    'HTTP Error 403.16 - Forbidden Your client certificate is either not trusted or is invalid.',
  ],
  [
    'Your client certificate has expired or is not yet valid',
    'HTTP Error 403.17 - Forbidden Your client certificate has expired or is not yet valid.',
  ],
  [
    'No client certificate chain in this request',
    'HTTP Status 401 – Unauthorized Message No client certificate chain in this request',
  ],
];
