import { definePhrases } from '../engine/phrase.ts';

const SIG = 'https://github.com/IdentityPython/pysaml2/blob/master/src/saml2/sigver.py';

/** pysaml2, and djangosaml2 above it. */
export const PYSAML2 = definePhrases(
  { product: 'pysaml2', source: 'https://github.com/IdentityPython/pysaml2/blob/master/src/saml2/response.py' },
  [
    {
      says: 'Signature missing for assertion',
      topic: 'signature-missing',
      owner: 'idp',
      means: 'The SP wants assertions signed, and this one is not.',
      fix: 'Have the IdP sign assertions, or set want_assertions_signed to False at the SP.',
      source: SIG,
    },
    {
      says: 'Signature missing for response',
      topic: 'signature-missing',
      owner: 'idp',
      means: 'The SP wants responses signed, and this one is not.',
      fix: 'Have the IdP sign responses, or set want_response_signed to False at the SP.',
      source: SIG,
    },
    {
      says: 'Failed to verify signature',
      topic: 'signature-key',
      owner: 'sp',
      means: 'The signature does not fit the certificate of the IdP’s metadata that the SP has.',
      fix: 'Load the IdP’s current metadata at the SP.',
      source: SIG,
      product: 'pysaml2, Lasso',
    },
    {
      says: 'AudienceRestrictions conditions not satisfied',
      topic: 'audience',
      owner: 'idp',
      means: 'The SP’s entity ID is not among the audiences of the assertion.',
      fix: 'Enter the SP’s entityid as audience at the IdP.',
    },
    {
      says: 'Unsolicited response',
      topic: 'unsolicited',
      owner: 'sp',
      means:
        'The SP does not know the request that is answered: its session cookie did not come with the POST, or the login began at the IdP.',
      fix: 'Set SAML_SESSION_COOKIE_SAMESITE to None (djangosaml2), or allow_unsolicited at the SP.',
    },
    {
      says: 'No valid subject confirmation',
      topic: 'destination',
      owner: 'idp',
      means: 'No SubjectConfirmation fits: its Recipient, its InResponseTo or its times.',
      fix: 'Compare Recipient with the SP’s ACS URL, InResponseTo with the request, and NotOnOrAfter with the clock of the SP.',
    },
    {
      says: 'No valid recipient',
      topic: 'destination',
      owner: 'idp',
      means: 'The Recipient of the assertion is not the SP’s ACS URL.',
      fix: 'Correct the ACS URL at the IdP.',
    },
    {
      says: "Can't use response, too old",
      topic: 'time-expired',
      owner: 'sp',
      means: 'By the clock of the SP, the answer has expired.',
      fix: 'Set the clocks of both sides by NTP (accepted_time_diff), or begin the login anew.',
      source: 'https://github.com/IdentityPython/pysaml2/blob/master/src/saml2/validate.py',
    },
    {
      says: "Can't use response yet",
      topic: 'time-not-yet',
      owner: 'sp',
      means: 'By the clock of the SP, the answer is not valid yet.',
      fix: 'Set the clocks of both sides by NTP (accepted_time_diff).',
      source: 'https://github.com/IdentityPython/pysaml2/blob/master/src/saml2/validate.py',
    },
    {
      says: 'Not destined for me',
      topic: 'destination',
      owner: 'idp',
      means: 'The message’s Destination is not an address of the receiver.',
      fix: 'Correct the ACS URL or logout URL at the sender.',
      source: 'https://github.com/IdentityPython/pysaml2/blob/master/src/saml2/request.py',
    },
  ],
);
