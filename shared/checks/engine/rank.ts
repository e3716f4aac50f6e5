import type { Finding } from '#shared/inspection/finding.ts';

/**
 * Causes before consequences. A finding that can bring about another stands before it: what the other side
 * refused explains why there is no assertion; a broken signature makes everything under it worthless;
 * a clock that is wrong makes every time wrong.
 */
const PRECEDENCE: readonly string[] = [
  'acs-url-unregistered',
  'acs-index-unregistered',
  'status-request-cause',
  'soap-fault',
  'namespace-wrong',
  'encoding-doubtful',
  'status-not-success',
  'signature-several-signed-info',
  'signature-value-comment',
  'signature-object',
  'signature-transforms',
  'canonical-form-empty',
  'signature-hmac',
  'signature-wrapping',
  'duplicate-id',
  'schema-violated',
  'comment-in-value',
  'redirect-parameters',
  'attribute-name-prototype',
  'version-unsupported',
  'encrypted-for-other-key',
  'encrypted-part-closed',
  'encrypted-assertion-unreadable',
  'signature-missing',
  'assertion-signature-wanted',
  'redirect-signature-reencoded',
  'content-reformatted',
  'signature-invalid',
  'connection-certificate-outdated',
  'embedded-certificate-differs',
  'logout-to-other-idp',
  'signature-untrusted',
  'signature-key-short',
  'logout-unsigned',
  'assertion-replayed',
  'condition-unknown',
  'validity-reversed',
  'instant-without-zone',
  'issue-instant',
  'conditions-not-before',
  'conditions-expired',
  'subject-confirmation-expired',
  'session-not-on-or-after',
  'logout-request-expired',
  'metadata-entity-id',
  'metadata-expired',
  'issuer-mismatch',
  'issuer-missing',
  'issuer-format',
  'destination-mismatch',
  'recipient-mismatch',
  'audience-mismatch',
  'destination-missing',
  'recipient-missing',
  'logout-endpoint-missing',
  'logout-binding-mismatch',
  'protocol-binding-mismatch',
  'unsolicited',
  'in-response-to-unknown',
  'in-response-to-differs',
  'response-without-assertion',
  'encryption-weak',
  'subject-confirmation-missing',
  'authn-statement-missing',
  'nameid-missing',
  'nameid-white-space',
  'logout-nameid-differs',
  'session-index-missing',
  'attribute-group-overage',
  'attribute-name-repeated',
  'attribute-map-near-miss',
  'attribute-required-missing',
  'attribute-joined-list',
  'attribute-role-missing',
  'attribute-statement-missing',
  'nameid-format-violated',
  'nameid-case-differs',
  'nameid-transient',
  'nameid-format-not-offered',
  'relay-state-open-redirect',
  'url-insecure',
  'value-unprintable',
  'value-html',
  'bearer-not-before',
  'authn-instant',
  'metadata-endpoint-missing',
  'metadata-location',
  'metadata-index-duplicate',
  'metadata-entity-repeated',
  'metadata-signing-key-missing',
  'metadata-certificate-expired',
  'id-missing',
  'certificate-expired',
  'certificate-expires-soon',
  'signature-algorithm-not-offered',
  'signature-weak',
  'authn-context-not-met',
  'authn-context-weaker',
  'force-and-passive',
  'metadata-slo-missing',
  'metadata-slo-binding',
  'metadata-validity',
  'metadata-certificates-several',
  'metadata-encryption-key-missing',
  'clock-ahead',
  'signature-on-one',
  'nameid-policy-mismatch',
  'nameid-qualifier-foreign',
  'several-assertions',
  'attribute-group-guids',
  'attribute-nested-nameid',
  'attribute-value-unmapped',
  'attribute-values-many',
  'attribute-empty',
  'attribute-encrypted',
  'assertion-lifetime-long',
  'session-short',
  'requested-context-exact',
  'relay-state-empty',
  'relay-state-too-long',
  'redirect-url-long',
  'message-large',
  'encoding-deviation',
  'certificate-one-of-several',
  'signature-misplaced',
  'signature-inclusive-c14n',
  'subject-address',
  'status-top-level',
];

const RANK: ReadonlyMap<string, number> = new Map(PRECEDENCE.map((code, index) => [code, index]));

/**
 * Orders findings: failures by how bad they are, then what is unknown, then what is only worth knowing, `pass`
 * last. Within each the cause before its consequences, an AuthnRequest before what it led to, and otherwise the
 * messages in their order.
 */
export function rankFindings(findings: readonly Finding[]): readonly Finding[] {
  const placed = findings.map((finding) => ({ finding, place: placeOf(finding), message: finding.message ?? -1 }));
  return placed.sort((a, b) => a.place - b.place || a.message - b.message).map(({ finding }) => finding);
}

/** Class, stage and rank in one number. */
function placeOf(finding: Finding): number {
  return (classOf(finding) * 2 + stageOf(finding)) * (PRECEDENCE.length + 1) + rankOf(finding);
}

/** Whether a code has its place; those of the flows are added by their own layer and stand after these. */
export function hasRank(code: string): boolean {
  return RANK.has(code);
}

const CLASS_OF_FAILURE = { error: 0, warning: 1, info: 3 } as const;

function classOf({ outcome, severity }: Finding): number {
  if (outcome === 'pass') return 5;
  if (outcome === 'unknown') return severity === 'info' ? 4 : 2;
  return CLASS_OF_FAILURE[severity];
}

function stageOf({ kind }: Finding): number {
  return kind === 'AuthnRequest' ? 0 : 1;
}

function rankOf({ code }: Finding): number {
  return RANK.get(code) ?? PRECEDENCE.length;
}
