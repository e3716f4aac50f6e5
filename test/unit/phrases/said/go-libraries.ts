import type { SaidTexts } from '../said-texts.ts';

/** crewjam/saml: each phrase as it is said. */
export const GO_LIBRARIES_SAID: SaidTexts = [
  [
    '`InResponseTo` does not match any of the possible request IDs',
    '`InResponseTo` does not match any of the possible request IDs (expected [id-1])',
  ],
  ['response IssueInstant expired at', 'response IssueInstant expired at 2026-03-10 08:16:30 +0000 UTC'],
  [
    'response Issuer does not match the IDP metadata',
    'response Issuer does not match the IDP metadata (expected "https://idp.example")',
  ],
  ['either the Response or Assertion must be signed', 'either the Response or Assertion must be signed'],
  [
    'cannot validate signature on Response',
    'cannot validate signature on Response: Could not verify certificate against trusted certs',
  ],
  ['Could not verify certificate against trusted certs', 'Could not verify certificate against trusted certs'],
  ['Signature could not be verified', 'Signature could not be verified'],
  ['Cert is not valid at this time', 'Cert is not valid at this time'],
  ['failed to decrypt response', 'failed to decrypt response: crypto/rsa: decryption error'],
  ['failed to decrypt key from response', 'failed to decrypt key from response: crypto/rsa: decryption error'],
  [
    'assertion SubjectConfirmation Recipient is not',
    'assertion SubjectConfirmation Recipient is not https://sp.example/saml/acs',
  ],
  ['assertion SubjectConfirmationData is expired', 'assertion SubjectConfirmationData is expired'],
  ['assertion Conditions is not yet valid', 'assertion Conditions is not yet valid'],
  ['assertion Conditions is expired', 'assertion Conditions is expired'],
  [
    'assertion Conditions AudienceRestriction does not contain',
    'assertion Conditions AudienceRestriction does not contain "https://sp.example/saml/metadata"',
  ],
  [
    'assertion SubjectConfirmation one of the possible request IDs',
    'assertion SubjectConfirmation one of the possible request IDs ([id-1])',
  ],
  [
    'Unrecognized Issuer value, Expected',
    'Unrecognized Issuer value, Expected: https://idp.example, Actual: https://other.example',
  ],
  [
    'Unrecognized Recipient value, Expected',
    'Unrecognized Recipient value, Expected: https://sp.example/acs, Actual: https://sp.example/acs/',
  ],
  [
    'Unrecognized Destination value, Expected',
    'Unrecognized Destination value, Expected: https://sp.example/acs, Actual: http://sp.example/acs',
  ],
  [
    'Unrecognized StatusCode value, Expected',
    'Unrecognized StatusCode value, Expected: urn:oasis:names:tc:SAML:2.0:status:Success, Actual: urn:oasis:names:tc:SAML:2.0:status:Responder',
  ],
  [
    'Expired NotOnOrAfter value, Expected',
    'Expired NotOnOrAfter value, Expected: 2026-03-10T08:25:00Z, Actual: 2026-03-10T08:20:00Z',
  ],
];
