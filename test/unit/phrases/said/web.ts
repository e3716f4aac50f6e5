import type { SaidTexts } from '../said-texts.ts';

/** Rails: each phrase as it is said. */
export const WEB_FRAMEWORKS_SAID: SaidTexts = [
  ["Can't verify CSRF token authenticity", "Can't verify CSRF token authenticity"],
  [
    'ActionController::InvalidAuthenticityToken',
    'ActionController::InvalidAuthenticityToken (ActionController::InvalidAuthenticityToken)',
  ],
  [
    'The change you wanted was rejected',
    "The change you wanted was rejected. Maybe you tried to change something you didn't have access to.",
  ],
  [
    "HTTP Origin header {} didn't match request.base_url",
    "HTTP Origin header (https://idp.example) didn't match request.base_url (https://sp.example)",
  ],
  ['CSRF verification failed. Request aborted', 'CSRF verification failed. Request aborted.'],
  ['CSRF cookie not set', 'Reason given for failure: CSRF cookie not set.'],
  ['CSRF token missing', 'Reason given for failure: CSRF token missing.'],
  [
    'Origin checking failed - {} does not match any trusted origins',
    'Origin checking failed - https://idp.example does not match any trusted origins.',
  ],
  ['Referer checking failed', 'Referer checking failed - https://idp.example/ does not match any trusted origins.'],
  ['CSRF token mismatch', '{"message":"CSRF token mismatch."}'],
  ['419 Page Expired', '419 Page Expired'],
  [
    'Invalid CSRF Token {} was found on the request parameter',
    "Invalid CSRF Token 'null' was found on the request parameter '_csrf' or header 'X-CSRF-TOKEN'.",
  ],
  [
    'Could not verify the provided CSRF token because your session was not found',
    'Could not verify the provided CSRF token because your session was not found',
  ],
  [
    'Could not verify the provided CSRF token because no token was found to compare',
    'Could not verify the provided CSRF token because no token was found to compare',
  ],
  [
    'The required antiforgery cookie {} is not present',
    'The required antiforgery cookie ".AspNetCore.Antiforgery.x1" is not present.',
  ],
  [
    'The required antiforgery request token was not provided',
    'The required antiforgery request token was not provided in either form field "__RequestVerificationToken" or header value "RequestVerificationToken".',
  ],
  [
    'The required anti-forgery form field {} is not present',
    'The required anti-forgery form field "__RequestVerificationToken" is not present.',
  ],
  ['ForbiddenError: invalid csrf token', 'ForbiddenError: invalid csrf token'],
  ['PayloadTooLargeError: request entity too large', 'PayloadTooLargeError: request entity too large'],
  [
    'A potentially dangerous Request.Form value was detected from the client',
    'A potentially dangerous Request.Form value was detected from the client',
  ],
  ['Maximum request length exceeded', 'Maximum request length exceeded.'],
  [
    'The request was aborted: Could not create SSL/TLS secure channel',
    'The request was aborted: Could not create SSL/TLS secure channel',
  ],
];
