import type { Finding } from './finding.ts';

/**
 * Causes before consequences. A finding that can bring about another stands before it: what the other side
 * refused explains why there is no assertion; a broken signature makes everything under it worthless;
 * a clock that is wrong makes every time wrong.
 */
const PRECEDENCE: readonly string[] = [
  'acs-url-unregistered',
  'status-not-success',
  'signature-wrapping',
  'duplicate-id',
  'comment-in-value',
  'redirect-parameters',
  'version-unsupported',
  'signature-missing',
  'signature-invalid',
  'embedded-certificate-differs',
  'signature-untrusted',
  'logout-unsigned',
  'assertion-replayed',
  'issue-instant',
  'conditions-not-before',
  'conditions-expired',
  'subject-confirmation-expired',
  'session-not-on-or-after',
  'logout-request-expired',
  'metadata-expired',
  'issuer-mismatch',
  'issuer-missing',
  'issuer-format',
  'destination-mismatch',
  'recipient-mismatch',
  'audience-mismatch',
  'destination-missing',
  'recipient-missing',
  'unsolicited',
  'in-response-to-unknown',
  'in-response-to-differs',
  'response-without-assertion',
  'encrypted-assertion-unreadable',
  'subject-confirmation-missing',
  'authn-statement-missing',
  'nameid-missing',
  'logout-nameid-differs',
  'session-index-missing',
  'attribute-required-missing',
  'attribute-group-overage',
  'attribute-joined-list',
  'nameid-transient',
  'bearer-not-before',
  'authn-instant',
  'metadata-signing-key-missing',
  'metadata-certificate-expired',
  'id-missing',
  'certificate-expired',
  'certificate-expires-soon',
  'signature-weak',
  'authn-context-not-met',
  'metadata-slo-missing',
  'nameid-policy-mismatch',
  'several-assertions',
  'relay-state-too-long',
  'attribute-group-guids',
];

const RANK: ReadonlyMap<string, number> = new Map(PRECEDENCE.map((code, index) => [code, index]));

/**
 * Orders findings: failures by how bad they are, then what is unknown, then what is only worth knowing, `pass`
 * last. Within each the cause before its consequences, an AuthnRequest before what it led to, and otherwise the
 * messages in their order.
 */
export function rankFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .map((finding, index) => ({
      finding,
      keys: [classOf(finding), stageOf(finding), rankOf(finding), finding.message ?? -1, index],
    }))
    .sort((a, b) => compareKeys(a.keys, b.keys))
    .map(({ finding }) => finding);
}

/** Whether a code has its place; those of the flows are added by their own layer and stand after these. */
export function hasRank(code: string): boolean {
  return RANK.has(code);
}

function classOf({ outcome, severity }: Finding): number {
  if (outcome === 'pass') return 5;
  if (outcome === 'unknown') return severity === 'info' ? 4 : 2;
  return { error: 0, warning: 1, info: 3 }[severity];
}

function stageOf({ path }: Finding): number {
  return path.startsWith('/AuthnRequest') ? 0 : 1;
}

function rankOf({ code }: Finding): number {
  return RANK.get(code) ?? PRECEDENCE.length;
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((key, index) => key !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
