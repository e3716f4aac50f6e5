import type { SaidTexts } from '../said-texts.ts';

/** node-saml: each phrase as it is said. */
export const NODE_SAML_SAID: SaidTexts = [
  ['Invalid document signature', 'Error: Invalid document signature'],
  ['Invalid signature from encrypted assertion', 'Error: Invalid signature from encrypted assertion'],
  ['Invalid signature: multiple assertions', 'Error: Invalid signature: multiple assertions'],
  ['Invalid signature: No response found', 'Error: Invalid signature: No response found'],
  ['Invalid signature: NoPassive', 'Error: Invalid signature: NoPassive'],
  ['Invalid query signature', 'Error: Invalid query signature'],
  ['Invalid signature on documentElement', 'Error: Invalid signature on documentElement'],
  ['InResponseTo is missing from response', 'Error: InResponseTo is missing from response'],
  ['InResponseTo is not valid', 'Error: InResponseTo is not valid'],
  ['InResponseTo does not match subjectInResponseTo', 'Error: InResponseTo does not match subjectInResponseTo'],
  ['SubjectInResponseTo is not valid', 'Error: SubjectInResponseTo is not valid'],
  ['SAML assertion not yet valid', 'Error: SAML assertion not yet valid'],
  ['SAML assertion expired: clocks skewed too much', 'Error: SAML assertion expired: clocks skewed too much'],
  ['SAML assertion expired: assertion too old', 'Error: SAML assertion expired: assertion too old'],
  [
    'SAML assertion audience mismatch',
    'Error: SAML assertion audience mismatch. Expected: https://sp.example Received: https://other.example',
  ],
  ['SAML assertion has no AudienceRestriction', 'Error: SAML assertion has no AudienceRestriction'],
  [
    'SAML assertion AudienceRestriction has no Audience value',
    'Error: SAML assertion AudienceRestriction has no Audience value',
  ],
  [
    'Unknown SAML issuer. Expected',
    'Error: Unknown SAML issuer. Expected: https://idp.example Received: https://other.example',
  ],
  ['Missing SAML issuer', 'Error: Missing SAML issuer'],
  ['Missing SAML assertion', 'Error: Missing SAML assertion'],
  ['Missing SAML NameID', 'Error: Missing SAML NameID'],
  ['SAMLResponse is not valid base64-encoded XML', 'Error: SAMLResponse is not valid base64-encoded XML'],
  ['Invalid EncryptedAssertion content', 'Error: Invalid EncryptedAssertion content'],
  ['Error parsing {} is not a valid date', "Error: Error parsing NotBefore: 'today' is not a valid date"],
];
