import type { VendorHints } from './vendor-hints.ts';

const BASIC = 'In Entra ID: Enterprise applications > the application > Single sign-on > Basic SAML Configuration >';
const CERTIFICATE =
  'In Entra ID: Single sign-on > SAML Certificates; load the App Federation Metadata Url of this application, not that of the tenant.';
const CLAIMS = 'In Entra ID: Single sign-on > Attributes & Claims >';
const OPTION = 'In Entra ID: SAML Certificates > Edit > Signing Option: “Sign SAML response and assertion”.';

const SLO = 'Entra ID takes logout by redirect at https://login.microsoftonline.com/<tenant>/saml2.';

/** Microsoft Entra ID. */
export const ENTRA_ID: VendorHints = {
  'audience-mismatch': `${BASIC} Identifier (Entity ID).`,
  'recipient-mismatch': `${BASIC} Reply URL (Assertion Consumer Service URL).`,
  'destination-mismatch': `${BASIC} Reply URL, or Logout URL.`,
  'acs-url-unregistered': `${BASIC} Reply URL (otherwise AADSTS50011).`,
  'signature-invalid': CERTIFICATE,
  'embedded-certificate-differs': CERTIFICATE,
  'connection-certificate-outdated': CERTIFICATE,
  'certificate-expired': `${CERTIFICATE} New Certificate, then Make certificate active.`,
  'certificate-expires-soon': `${CERTIFICATE} New Certificate, then Make certificate active.`,
  'signature-on-one': OPTION,
  'assertion-signature-wanted': OPTION,
  'signature-weak': 'In Entra ID: SAML Certificates > Edit > Signing Algorithm: SHA-256.',
  'signature-missing': OPTION,
  'nameid-missing': `${CLAIMS} Unique User Identifier (Name ID).`,
  'nameid-format-violated': `${CLAIMS} Unique User Identifier (Name ID) > Name identifier format and Source attribute.`,
  'nameid-case-differs': `${CLAIMS} Unique User Identifier: user.objectid never changes; the UPN does.`,
  'attribute-required-missing': `${CLAIMS} Add new claim. Names are URIs by default (http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress); a user’s empty attributes are not sent.`,
  'attribute-map-near-miss': `${CLAIMS} names are URIs: name and Namespace together.`,
  'attribute-role-missing': 'In Entra ID: App registrations > App roles, and assign them under Users and groups.',
  'attribute-group-guids': `${CLAIMS} Add a group claim > Source attribute: “Cloud-only group display names” or sAMAccountName.`,
  'attribute-group-overage': `${CLAIMS} group claim > “Groups assigned to the application”: above 150 groups a link is sent instead.`,
  'attribute-values-many': `${CLAIMS} group claim > “Groups assigned to the application”.`,
  'status-not-success': {
    text: 'Entra ID shows the reason under Sign-in logs: search for the AADSTS number.',
    when: { from: 'idp', kinds: ['Response'] },
  },
  'status-request-cause': {
    text: 'Entra ID: AADSTS75011 is a RequestedAuthnContext that the session does not meet; leave it out at the SP.',
    when: { from: 'idp', variants: ['authn-context'] },
  },
  'requested-context-exact': 'Entra ID answers AADSTS75011 to users who came with a second factor or Windows login.',
  'logout-unsigned': {
    text: 'Entra ID does not sign the logout requests that it sends out; allow them (accept: logoutUnsigned) only if you can live with forged logouts.',
    when: { from: 'idp', kinds: ['LogoutRequest'] },
  },
  'logout-nameid-differs': {
    text: 'Entra ID sends logout requests with a NameID of its own; go by SessionIndex.',
    when: { from: 'idp' },
  },
  'logout-answer-refused':
    'Entra ID sends logout requests to every application and often refuses their answers, signed as they may be: nothing at the SP needs to change. Its own page after logout shows whether it is done.',
  'idp-initiated-refused': `${BASIC} Sign on URL: set it to the SP’s login page, and My Apps begins the login there.`,
  'metadata-slo-missing': SLO,
  'logout-endpoint-missing': SLO,
  'encrypted-for-other-key': 'In Entra ID: Security > Token encryption > import and activate the SP’s certificate.',
};
