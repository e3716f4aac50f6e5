import type { SaidTexts } from '../said-texts.ts';

/** ruby-saml: each phrase as it is said. */
export const RUBY_SAML_SAID: SaidTexts = [
  ['Fingerprint mismatch', 'Fingerprint mismatch'],
  [
    'Certificate of the Signature element does not match provided certificate',
    'Certificate of the Signature element does not match provided certificate',
  ],
  ['Invalid Signature on SAML Response', 'Invalid Signature on SAML Response'],
  ['Invalid Signature on Logout Request', 'Invalid Signature on Logout Request'],
  ['Invalid Signature on Logout Response', 'Invalid Signature on Logout Response'],
  ['Key validation error', 'Key validation error'],
  ['Digest mismatch', 'Digest mismatch'],
  [
    'Found an unexpected number of Signature Element. SAML Response rejected',
    'Found an unexpected number of Signature Element. SAML Response rejected',
  ],
  [
    'Certificate element missing in response (ds:X509Certificate) and not cert provided at settings',
    'Certificate element missing in response (ds:X509Certificate) and not cert provided at settings',
  ],
  ['No fingerprint or certificate on settings', 'No fingerprint or certificate on settings'],
  ['IdP x509 certificate expired', 'IdP x509 certificate expired'],
  ['The SP certificate expired', 'The SP certificate expired'],
  [
    'Invalid Audience. The audience {} did not match the expected audience',
    'Invalid Audience. The audience https://other.example, did not match the expected audience https://sp.example',
  ],
  [
    'Invalid Audiences. The audiences {} did not match the expected audience',
    'Invalid Audiences. The audiences https://a.example,https://b.example, did not match the expected audience https://sp.example',
  ],
  [
    "Doesn't match the issuer, expected",
    "Doesn't match the issuer, expected: <https://idp.example>, but was: <https://other.example>",
  ],
  [
    'Current time is earlier than NotBefore condition',
    'Current time is earlier than NotBefore condition (2026-03-10 08:15:00 UTC < 2026-03-10 08:16:00 UTC)',
  ],
  [
    'Current time is on or after NotOnOrAfter condition',
    'Current time is on or after NotOnOrAfter condition (2026-03-10 08:25:00 UTC >= 2026-03-10 08:20:00 UTC)',
  ],
  [
    'Current time is on or after NotOnOrAfter',
    'Current time is on or after NotOnOrAfter (2026-03-10 08:25:00 UTC >= 2026-03-10 08:20:00 UTC)',
  ],
  [
    'Encoded SAML Message exceeds {} bytes, so was rejected',
    'Encoded SAML Message exceeds 250000 bytes, so was rejected',
  ],
  ["SAML response missing '{}' attribute", "SAML response missing 'uid' attribute"],
  ['SAML response missing', 'SAML response missing'],
  ['SAML logout response/request missing', 'SAML logout response/request missing'],
];
