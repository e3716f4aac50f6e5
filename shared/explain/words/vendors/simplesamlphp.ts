import type { VendorHints } from './vendor-hints.ts';

const REMOTE = 'In SimpleSAMLphp: metadata/saml20-sp-remote.php,';
const HOSTED = 'In SimpleSAMLphp: metadata/saml20-idp-hosted.php,';

/** SimpleSAMLphp as IdP. */
export const SIMPLESAMLPHP: VendorHints = {
  'audience-mismatch': `${REMOTE} the entry’s key is the SP’s entity ID.`,
  'recipient-mismatch': `${REMOTE} AssertionConsumerService.`,
  'destination-mismatch': `${REMOTE} AssertionConsumerService, SingleLogoutService. Behind a proxy: baseurlpath in config.php.`,
  'acs-url-unregistered': `${REMOTE} AssertionConsumerService.`,
  'signature-on-one': `${REMOTE} saml20.sign.response and saml20.sign.assertion.`,
  'assertion-signature-wanted': `${REMOTE} saml20.sign.assertion => true.`,
  'signature-weak': `${HOSTED} signature.algorithm.`,
  'certificate-expires-soon': `${HOSTED} new_privatekey and new_certificate publish the next one beside the present one.`,
  'nameid-missing': `${REMOTE} NameIDFormat, and an authproc filter saml:AttributeNameID.`,
  'nameid-transient': `${REMOTE} NameIDFormat with an authproc filter saml:PersistentNameID.`,
  'attribute-required-missing': `${REMOTE} attributes; and authproc core:AttributeMap.`,
  'conditions-expired': `${REMOTE} assertion.lifetime (seconds).`,
  'status-not-success': 'SimpleSAMLphp writes the reason to its log, by the tracking number of the error page.',
  'logout-unsigned': { text: `${REMOTE} sign.logout and redirect.sign => true.`, when: { from: 'idp' } },
  'logout-endpoint-missing': `${HOSTED} SingleLogoutService.`,
  'encryption-weak': `${REMOTE} sharedkey_algorithm (AES128_GCM).`,
};
