import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { OwnerRole } from '#shared/inspection/owner.ts';
import type { SamlMessage, Status } from '#shared/saml/messages.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { isSaml11 } from '#shared/saml/read-saml11.ts';
import { type StatusActor, statusName, statusUris } from '#shared/saml/status-names.ts';
import { defineCheck, type Evidence, fail, pass, type Verdict } from '../engine/define-check.ts';

/** The codes that get words of their own; every other code is `other`. */
const NAMED = [
  'Requester',
  'Responder',
  'VersionMismatch',
  'AuthnFailed',
  'InvalidAttrNameOrValue',
  'InvalidNameIDPolicy',
  'NoAuthnContext',
  'NoAvailableIDP',
  'NoPassive',
  'NoSupportedIDP',
  'PartialLogout',
  'ProxyCountExceeded',
  'RequestDenied',
  'RequestUnsupported',
  'UnknownPrincipal',
  'UnsupportedBinding',
] as const;

type Variant = (typeof NAMED)[number] | 'ok' | 'missing' | 'other';

/** Status says Success; if not, what the innermost code that the standard defines means. */
export const statusNotSuccess = defineCheck({
  code: 'status-not-success',
  rank: 70,
  owner: 'sender',
  severity: 'error',
  clause: 'saml-core 3.2.2.2',
  brings: ['response-without-assertion', 'nameid-missing', 'authn-statement-missing', 'flow-broken-off'],
  appliesTo: [
    'Response',
    'Response11',
    'LogoutResponse',
    'ArtifactResponse',
    'ManageNameIDResponse',
    'NameIDMappingResponse',
  ],
  gate: 'must-pass',
  mild: ['NoPassive', 'PartialLogout'],
  variants: ['ok', 'missing', 'other', ...NAMED],
  run: (context) => [judge(context, context.subject.message)],
});

function judge(context: CheckContext, message: SamlMessage): Verdict<Variant> {
  const status = 'status' in message ? message.status : null;
  const codes = status === null ? [] : statusUris(status);
  const [code] = codes;
  if (status === null || code === undefined || code === '') return fail('missing', { at: message.element });
  const expected = isSaml11(status.element) ? 'Success' : STATUS_CODE.success;
  const evidence = { at: status.element, expected, received: status.codes.join(' / ') };
  if (codes.length === 1 && code === STATUS_CODE.success) return pass('ok', evidence);
  const told = codes.findLast((each) => statusName(each) !== null) ?? code;
  if (code === STATUS_CODE.success && told !== STATUS_CODE.partialLogout) return pass('ok', evidence);
  return fail(variantOf(told), {
    ...evidence,
    ...severityOf(context, told),
    facts: factsOf(status, told),
    owner: ownerOf(told),
  });
}

function variantOf(code: string): Variant {
  const name = statusName(code)?.name;
  return NAMED.find((each) => each === name) ?? 'other';
}

/** Asking passively and hearing "no" is how an SP looks for a session; a partial logout is half a success. */
function severityOf({ subject }: CheckContext, code: string): Pick<Evidence, 'severity'> {
  if (code === STATUS_CODE.partialLogout) return { severity: 'warning' };
  const asked = code === STATUS_CODE.noPassive && subject.request?.kind === 'AuthnRequest' && subject.request.isPassive;
  return asked ? { severity: 'info' } : {};
}

const WHO: Readonly<Record<StatusActor, string>> = {
  sp: 'the side that asked',
  idp: 'the side that answered',
  user: 'the user',
  both: 'either side',
};

/** Whom a status is for to act on; where it may be either side, whoever answered can tell which. */
const OWNERS: Readonly<Record<StatusActor, OwnerRole>> = {
  sp: 'receiver',
  idp: 'sender',
  user: 'user',
  both: 'sender',
};

function ownerOf(code: string): OwnerRole {
  return OWNERS[statusName(code)?.actor ?? 'idp'];
}

function factsOf(status: Status, code: string): Evidence['facts'] & object {
  const said = [status.message, status.detail].filter((text) => text !== null && text !== '').join(' – ');
  const who = WHO[statusName(code)?.actor ?? 'both'];
  return {
    who,
    code,
    meaning: statusName(code)?.meaning ?? 'it failed',
    said: said === '' ? '' : ` It says: “${said}”.`,
  };
}
