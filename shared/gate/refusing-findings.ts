import { ALL_CHECKS } from '#shared/checks/all-checks.ts';
import { GATED_KINDS } from '#shared/checks/engine/gated.ts';
import { type Finding, isError } from '#shared/inspection/finding.ts';
import type { FindingCode } from '#shared/inspection/finding-code.ts';
import { makeFinding } from '#shared/inspection/make-finding.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';

/**
 * The findings for which a message of this kind is refused; none means that it may pass. Refused is for every
 * failure of severity `error`, for every result of a check marked `must-pass` or `if-there` that is not `pass`, and
 * where a check marked `must-pass` found nothing to look at: what nobody could check is not believed. What a connection
 * accepts by name (`unsolicited`, `sha1`, `logoutUnsigned`) the checks themselves have passed.
 *
 * @param isNoReason what refuses in general and not here; that something was not looked at refuses all the same
 */
export function refusingFindings(
  findings: readonly Finding[],
  kind: SamlMessage['kind'],
  isNoReason: (finding: Finding) => boolean,
): readonly Finding[] {
  if (!GATED_KINDS.includes(kind)) return [gateRefusal('kind', kind)];
  const deciding = ALL_CHECKS.filter((check) => check.gate !== null && check.appliesTo.includes(kind));
  const codes = new Set<FindingCode>(deciding.map(({ code }) => code));
  const refusing = findings.filter((finding) => {
    const { code, outcome } = finding;
    return outcome !== 'pass' && (codes.has(code) || isError(finding)) && !isNoReason(finding);
  });
  if (refusing.length > 0) return refusing;
  const mandatory = deciding.filter(({ gate }) => gate === 'must-pass');
  const unmade = mandatory.filter(({ code }) => !findings.some((finding) => finding.code === code));
  return unmade.map(({ code }) => gateRefusal('unchecked', kind, { check: code }));
}

/** A refusal that is no single check's: its words are under the code `gate-refusal`. */
export function gateRefusal(
  variant: 'no-login' | 'kind' | 'unchecked' | 'not-told' | 'unreadable',
  kind: SamlMessage['kind'],
  facts: Finding['facts'] = {},
): Finding {
  return makeFinding({
    code: 'gate-refusal',
    severity: 'error',
    message: 0,
    kind,
    path: `/${kind}`,
    clause: 'saml-profiles 4.1.4.5',
    variant,
    facts: { kind, ...facts },
    owner: 'idp',
  });
}
