import type { FindingCode } from '#shared/inspection/finding-code.ts';
import type { Topic } from '#shared/phrases/engine/phrase.ts';

const TIMES: readonly FindingCode[] = [
  'instant-without-zone',
  'clock-offset',
  'conditions-not-before',
  'issue-instant',
  'clock-ahead',
  'authn-instant',
];
const ENDS: readonly FindingCode[] = [
  'response-stale',
  'clock-offset',
  'conditions-expired',
  'subject-confirmation-expired',
  'session-not-on-or-after',
  'validity-reversed',
  'instant-without-zone',
  'issue-instant',
  'clock-ahead',
];
const SESSIONS: readonly FindingCode[] = [
  'assertion-replayed',
  'request-stale',
  'in-response-to-unknown',
  'in-response-to-differs',
  'answered-in-other-tab',
  'cookie-too-large',
  'cookie-not-sent',
  'idp-initiated-refused',
];
const ROLES: readonly FindingCode[] = [
  'attribute-role-missing',
  'attribute-group-overage',
  'attribute-group-guids',
  'attribute-joined-list',
  'attribute-required-missing',
  'attribute-value-refused',
  'attribute-value-unmapped',
  'attribute-value-spaced',
  'attribute-map-near-miss',
  'attribute-name-repeated',
  'attribute-empty',
  'attribute-statement-missing',
];
const ATTRIBUTES: readonly FindingCode[] = [
  'attribute-required-missing',
  'attribute-map-near-miss',
  'attribute-empty',
  'attribute-statement-missing',
  'attribute-name-repeated',
  'attribute-role-missing',
  'attribute-encrypted',
  'nameid-missing',
];
const FORMS: readonly FindingCode[] = [
  'name-lower-case',
  'namespace-wrong',
  'id-missing',
  'schema-violated',
  'version-unsupported',
  'encoding-deviation',
  'encoding-doubtful',
  'issuer-missing',
  'issuer-format',
];
const USERS: readonly FindingCode[] = [
  'nameid-white-space',
  'nameid-missing',
  'nameid-case-differs',
  'nameid-format-violated',
  'nameid-policy-mismatch',
  'nameid-transient',
];
/** Who cannot use the metadata of a side knows nobody of that name. */
const METADATA: readonly FindingCode[] = [
  'trusted-metadata-unusable',
  'trusted-metadata-expired',
  'trusted-metadata-role',
];
const CONTEXTS: readonly FindingCode[] = ['authn-context-weaker', 'authn-context-not-met', 'status-request-cause'];

/**
 * What may be found where somebody speaks of this, the likeliest first. What no message shows (an account, a filter) has
 * nothing here: the words are all that there is to know.
 */
export const TOPIC_CAUSES: Readonly<Partial<Record<Topic, readonly FindingCode[]>>> = {
  // Who reads a URL without SigAlg finds no signature in it, though one is there.
  'signature-missing': [
    'redirect-parameters',
    'signature-missing',
    'assertion-signature-wanted',
    'logout-unsigned',
    'signature-on-one',
    'certificate-one-of-several',
  ],
  'signature-key': [
    'connection-certificate-outdated',
    'signature-invalid',
    'embedded-certificate-differs',
    'signature-carriage-return',
    'certificate-one-of-several',
    'certificate-expired',
    'assertion-signature-wanted',
    'logout-unsigned',
    ...METADATA,
    'signature-untrusted',
  ],
  'signature-invalid': [
    'signature-wrapping',
    'redirect-parameters',
    'redirect-signature-reencoded',
    'content-reformatted',
    'signature-invalid',
    'connection-certificate-outdated',
    'embedded-certificate-differs',
    'signature-carriage-return',
    'certificate-one-of-several',
    'signature-weak',
    'certificate-expired',
    'several-assertions',
    'logout-unsigned',
    'assertion-signature-wanted',
    'signature-on-one',
    'signature-untrusted',
  ],
  algorithm: ['signature-weak', 'signature-algorithm-not-offered', 'signature-inclusive-c14n', 'encryption-weak'],
  'certificate-expired': ['certificate-expired', 'embedded-certificate-differs', 'connection-certificate-outdated'],
  audience: ['audience-mismatch'],
  destination: [
    'tls-ended-before-sp',
    'destination-mismatch',
    'recipient-mismatch',
    'destination-missing',
    'recipient-missing',
  ],
  'time-not-yet': TIMES,
  'time-expired': ENDS,
  'authn-too-old': ['authn-instant', 'clock-offset'],
  'in-response-to': SESSIONS,
  unsolicited: ['idp-initiated-refused', 'unsolicited', ...SESSIONS],
  replay: ['assertion-replayed'],
  'issuer-unknown': ['other-idp-answered', 'issuer-mismatch', 'issuer-missing', 'issuer-format', ...METADATA],
  'sp-unknown': METADATA,
  metadata: METADATA,
  // Who cannot read a request misses its ACS URL.
  'acs-unknown': ['encoding-deviation', 'acs-url-unregistered', 'acs-index-unregistered'],
  'user-not-provisioned': USERS,
  'user-not-assigned': ROLES,
  'attribute-missing': ATTRIBUTES,
  role: ROLES,
  'nameid-missing': ['nameid-missing', 'nameid-white-space'],
  'nameid-policy': [
    'status-request-cause',
    'nameid-policy-mismatch',
    'nameid-format-not-offered',
    'nameid-format-violated',
  ],
  'authn-context': CONTEXTS,
  mfa: CONTEXTS,
  'no-passive': ['status-not-success'],
  status: ['status-not-success'],
  encryption: [
    'encrypted-for-other-key',
    'encrypted-part-closed',
    'encrypted-namespace-outside',
    'encryption-weak',
    'encrypted-assertion-unreadable',
  ],
  'encryption-missing': ['url-insecure'],
  'several-assertions': ['several-assertions'],
  schema: FORMS,
  parse: ['message-unreadable', 'encrypted-namespace-outside', 'signature-carriage-return', ...FORMS],
  'request-malformed': ['message-unreadable', ...FORMS],
  method: ['post-became-get'],
  'message-missing': ['post-became-get', 'response-by-get', 'message-unreadable', ...FORMS],
  state: SESSIONS,
  cookie: SESSIONS,
  csrf: ['cookie-not-sent'],
  'relay-state': ['relay-state-changed', 'relay-state-too-long', 'relay-state-empty', 'relay-state-open-redirect'],
  logout: ['logout-session-gone', 'session-index-missing', 'logout-nameid-differs', 'logout-unsigned'],
  size: ['cookie-too-large', 'redirect-url-long', 'message-large'],
  binding: ['response-by-get', 'protocol-binding-mismatch', 'logout-binding-mismatch'],
};

/** What no message and no exchange shows: only the one who says it knows. */
export const ONLY_SAID: ReadonlySet<Topic> = new Set<Topic>([
  'user-not-provisioned',
  'user-not-assigned',
  'user-cancelled',
  'password',
  'account-disabled',
  'policy',
  'device',
  'mfa',
  'csrf',
  'other-login',
  'size',
  'method',
  'media-type',
  'firewall',
  'rate',
  'unreachable',
  'temporary',
  'sp-unknown',
  'kerberos',
  'client-certificate',
  'message-missing',
]);

/**
 * Of a receiver that says nothing these are to be suspected, the likeliest first, although nothing is wrong with them as
 * such. Warnings come before them.
 */
export const SILENT_SUSPECTS: readonly FindingCode[] = [
  'in-response-to-unknown',
  'redirect-url-long',
  'session-index-missing',
  'logout-unsigned',
  'status-not-success',
  'several-assertions',
  'id-missing',
  'schema-violated',
  'encoding-deviation',
  'encrypted-namespace-outside',
  'signature-carriage-return',
  'certificate-one-of-several',
  'signature-weak',
  'encrypted-part-closed',
  'encrypted-assertion-unreadable',
  'clock-ahead',
  'authn-instant',
  'attribute-group-guids',
  'attribute-empty',
  'attribute-value-spaced',
  'message-large',
];

/** Warnings for which no receiver turns a message away. */
export const NO_REASONS: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'certificate-expires-soon',
  'relay-state-changed',
  'relay-state-open-redirect',
  'assertion-lifetime-long',
  'session-outlived',
  'slow-step',
  'value-html',
  'value-unprintable',
  'url-insecure',
  'logged-in-again',
  'response-by-get',
  'flow-broken-off',
  'signature-missing',
  'attribute-name-prototype',
]);
