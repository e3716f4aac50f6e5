/** Texts of pages on which nothing went wrong, though they speak of what may go wrong. */
export const HEALTHY_TEXTS: readonly string[] = [
  'Welcome back, Anne. Your last login was on Tuesday. No errors were found in your account.',
  'Certificates. The signing certificate of Contoso IdP expires in 30 days. Upload a new certificate. Signature algorithm: SHA-256. Sign response and assertion.',
  'Error rates. 3 errors in the last hour. 500 Internal Server Error: 0. 404 Not Found: 12. Audience: internal. Recipient list. Time zone: UTC.',
  'How to set up single sign-on. Enter the entity ID and the ACS URL. The assertion has to be signed. If the signature is invalid, load the metadata again. InResponseTo is checked.',
  'Sign in to your account. Email, phone, or Skype. Can’t access your account? Privacy and cookies. Next',
  'Log in to Fabrikam. Username or email. Password. Remember me. Forgot password?',
  'Redirecting, please wait. JavaScript is disabled. We strongly recommend to enable it. Click the button below to continue.',
  'Since your browser does not support JavaScript, you must press the Continue button once to proceed.',
  'You are logged out. Thank you for your visit. Log in again.',
  'Orders. 1. Signature ring, silver. 2. Certificate of authenticity. Your cart is empty. Session expires in 20 minutes.',
  'Support tickets: “Cannot log in” (closed), “Access denied for app” (open), “Password expired” (closed).',
  '{"user":"anne","roles":["admin"],"errors":[],"status":"ok","expires":"2026-12-01T09:00:00Z","csrfToken":"5f2c"}',
  'SAML Workbench. Hub. Session attributes. Where each value came from. Streams that the rules open. Log out',
  'Who do you want to be? Log in as Anne Foster. Log in as Eddie Moss. This login misbehaves: choose a fault.',
  'Cookie policy: we set a session cookie and a CSRF token. Your browser may block cookies of other sites.',
  'Status: all systems operational. Gateway: up. Rate limit: 100 requests a minute. Size limit: 10 MB. Maintenance: none.',
];
