import type { SaidTexts } from '../said-texts.ts';

/** mod_auth_mellon: each phrase as it is said. */
export const MELLON_SAID: SaidTexts = [
  [
    'Error processing authn response. Lasso error: [-111] Failed to verify signature',
    'Error processing authn response. Lasso error: [-111] Failed to verify signature., SAML Response:',
  ],
  [
    'An unsigned authn request was received but the metadata specify that they must be signed',
    'An unsigned authn request was received but the metadata specify that they must be signed.',
  ],
  [
    'Invalid Destination on Response. Should be',
    "Invalid Destination on Response. Should be 'https://sp.example/mellon/postResponse', but was 'http://sp.example/mellon/postResponse'",
  ],
  [
    'Invalid Audience in Conditions. Should be',
    "Invalid Audience in Conditions. Should be 'https://sp.example/metadata', but was 'https://other.example'",
  ],
  ['Assertion ID {} has already been used', 'Assertion ID _a1 has already been used.'],
  ['Assertion replay', 'Assertion replay'],
  [
    'AuthnContextClassRef {} does not match the MellonAuthnContextClassRef directive',
    'AuthnContextClassRef (urn:oasis:names:tc:SAML:2.0:ac:classes:Password) does not match the MellonAuthnContextClassRef directive, returning Forbidden.',
  ],
  ['Could not find metadata for the IdP', 'Could not find metadata for the IdP "https://idp.example".'],
  ['Could not find SAMLResponse field in POST data', 'Could not find SAMLResponse field in POST data.'],
  [
    'Expected POST request for HTTP-POST endpoint. Got a {} request instead',
    'Expected POST request for HTTP-POST endpoint. Got a GET request instead.',
  ],
  [
    "Didn't find the attribute {} in the attributes which were received from the IdP",
    'Didn\'t find the attribute "uid" in the attributes which were received from the IdP. Cannot set a user for this request without a valid user attribute.',
  ],
  ['Client failed to match', 'Client failed to match MellonCond'],
  ['Invalid timestamp in NotOnOrAfter in Condition', 'Invalid timestamp in NotOnOrAfter in Condition.'],
  ['Invalid timestamp in NotBefore in Condition', 'Invalid timestamp in NotBefore in Condition.'],
  [
    'Error processing logout request message. No session found',
    'Error processing logout request message. No session found.',
  ],
  [
    'Invalid target domain in login request ReturnTo parameter',
    'Invalid target domain in login request ReturnTo parameter.',
  ],
  [
    'Current identity provider does not support single logout. Destroying local session only',
    'Current identity provider does not support single logout. Destroying local session only.',
  ],
];
