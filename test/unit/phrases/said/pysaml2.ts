import type { SaidTexts } from '../said-texts.ts';

/** pysaml2: each phrase as it is said. */
export const PYSAML2_SAID: SaidTexts = [
  ['Signature missing for assertion', 'Signature missing for assertion'],
  ['Signature missing for response', 'Signature missing for response'],
  ['Failed to verify signature', 'saml2.sigver.SignatureError: Failed to verify signature'],
  [
    'AudienceRestrictions conditions not satisfied',
    'AudienceRestrictions conditions not satisfied! (Local entity_id=https://sp.example/metadata)',
  ],
  ['Unsolicited response', 'saml2.response.UnsolicitedResponse: Unsolicited response: id-1'],
  ['No valid subject confirmation', 'VerificationError: No valid subject confirmation'],
  ['No valid recipient', 'VerificationError: No valid recipient'],
  [
    "Can't use response, too old",
    "Can't use response, too old (now=2026-03-10T08:25:00Z + slack=0 > not_on_or_after=2026-03-10T08:20:00Z",
  ],
  [
    "Can't use response yet",
    "Can't use response yet: (now=2026-03-10T08:15:00Z + slack=0) <= notbefore=2026-03-10T08:16:00Z",
  ],
  ['Not destined for me', 'OtherError: Not destined for me!'],
];
