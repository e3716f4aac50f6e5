import { listed } from '#shared/base/count-words.ts';
import { itSays } from '#shared/base/it-says.ts';
import type { CheckContext } from '#shared/checks/engine/context.ts';
import { LOGOUT_MATTERS, type LogoutMatter, logoutMatter } from '#shared/flows/logout-matter.ts';
import { isVague, plainTopic } from '#shared/flows/said-topic.ts';
import type { OwnerRole } from '#shared/inspection/owner.ts';
import type { Phrase } from '#shared/phrases/engine/phrase.ts';
import { findPhrases } from '#shared/phrases/find-phrases.ts';
import { plainPhrase } from '#shared/phrases/plain.ts';
import type { AuthnRequest, SamlMessage, Status } from '#shared/saml/messages.ts';
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

/** Those that mean something else in the answer to a logout: nobody is authenticated there. */
const OF_LOGOUTS = [
  'Requester',
  'Responder',
  'AuthnFailed',
  'RequestDenied',
  'RequestUnsupported',
  'UnknownPrincipal',
  'UnsupportedBinding',
] as const;

/** Those that complain about a part of the request: whether it is there, and what of it says so. */
const ABOUT_REQUEST = {
  InvalidNameIDPolicy: ({ nameIdPolicy }: AuthnRequest) => nameIdPolicy?.format != null,
  NoAuthnContext: ({ requestedAuthnContext }: AuthnRequest) => requestedAuthnContext !== null,
  NoPassive: ({ isPassive }: AuthnRequest) => isPassive,
  UnsupportedBinding: ({ protocolBinding }: AuthnRequest) => protocolBinding !== null,
} as const;
type OfRequest = keyof typeof ABOUT_REQUEST;
const OF_REQUESTS = ['InvalidNameIDPolicy', 'NoAuthnContext', 'NoPassive', 'UnsupportedBinding'] as const;

type Variant =
  | (typeof NAMED)[number]
  | `logout-${(typeof OF_LOGOUTS)[number]}`
  | `logout-${LogoutMatter}`
  | `${OfRequest}-${'not-asked' | 'unseen'}`
  | 'ok'
  | 'missing'
  | 'other'
  | 'said';

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
  variants: [
    'ok',
    'missing',
    'other',
    'said',
    ...NAMED,
    ...OF_LOGOUTS.map((name) => `logout-${name}` as const),
    ...LOGOUT_MATTERS.map((matter) => `logout-${matter}` as const),
    ...OF_REQUESTS.flatMap((name) => [`${name}-not-asked`, `${name}-unseen`] as const),
  ],
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
  const phrase = phraseIn(status) ?? (message.kind === 'LogoutResponse' ? null : plainIn(status));
  const matter = message.kind === 'LogoutResponse' && told !== STATUS_CODE.partialLogout ? matterOf(status) : null;
  const variant = matter === null ? plainVariant(context, status, told) : (`logout-${matter}` as const);
  return fail(phrase === null ? variant : 'said', {
    ...evidence,
    ...severityOf(context, told),
    facts: { ...factsOf(context, status, told), ...(phrase === null ? {} : { phrase: phrase.says }) },
    owner: phrase?.owner ?? (matter === null ? ownerOf(context, told) : OF_MATTERS[matter]),
  });
}

/** Of a request that is minded for its signature nobody decided about a user. */
function plainVariant(context: CheckContext, status: Status, told: string): Variant {
  const variant = variantOf(context, told);
  return variant === 'RequestDenied' && isOfSignature(status) ? 'Requester' : variant;
}

/** What of the logout request is minded, where that is said. */
function matterOf({ message, detail }: Status): LogoutMatter | null {
  return logoutMatter([message, detail].filter((text) => text !== null).join(' '));
}

/** Who asked for a logout made its request; whether that one is known is for who answered to see to. */
const OF_MATTERS: Readonly<Record<LogoutMatter, OwnerRole>> = {
  unsigned: 'receiver',
  signature: 'receiver',
  'session-index': 'receiver',
  name: 'receiver',
  destination: 'receiver',
  session: 'receiver',
  expired: 'receiver',
  sender: 'sender',
};

/** What the answering product says in words of its own, where these are known and mean something. */
function phraseIn({ message, detail }: Status): Phrase | null {
  const words = [message, detail].filter((text) => text !== null).join(' ');
  return words === '' ? null : (findPhrases(words).find(({ phrase }) => !isVague(phrase.topic))?.phrase ?? null);
}

/** What it says of the user in plain words: that is all that there is to know. */
function plainIn({ message }: Status): Phrase | null {
  const topic = message === null ? null : plainTopic(message);
  return topic === null ? null : (plainPhrase(topic, 'idp') ?? null);
}

function isOfSignature({ message }: Status): boolean {
  return /^signature-/.test((message === null ? null : plainTopic(message)) ?? '');
}

function variantOf({ subject: { message, request } }: CheckContext, code: string): Variant {
  const name = statusName(code)?.name;
  const ofLogout = message.kind === 'LogoutResponse' ? OF_LOGOUTS.find((each) => each === name) : undefined;
  if (ofLogout !== undefined) return `logout-${ofLogout}`;
  const ofRequest = OF_REQUESTS.find((each) => each === name);
  if (ofRequest === undefined) return NAMED.find((each) => each === name) ?? 'other';
  if (request?.kind !== 'AuthnRequest') return `${ofRequest}-unseen`;
  return ABOUT_REQUEST[ofRequest](request) ? ofRequest : `${ofRequest}-not-asked`;
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

/** A logout fails for its signature, its NameID or its session, which are the asking side's; no user can mend it. */
function ownerOf({ subject: { message } }: CheckContext, code: string): OwnerRole {
  const isAskers = code === STATUS_CODE.authnFailed || code === STATUS_CODE.unknownPrincipal;
  if (message.kind === 'LogoutResponse' && isAskers) return 'receiver';
  return OWNERS[statusName(code)?.actor ?? 'idp'];
}

function factsOf({ subject }: CheckContext, status: Status, code: string): Evidence['facts'] & object {
  const said = [status.message, status.detail].filter((text) => text !== null && text !== '').join(' – ');
  const own = status.codes.find((each) => each !== '' && statusName(each) === null && each !== code);
  return {
    who: WHO[statusName(code)?.actor ?? 'both'],
    code,
    name: statusName(code)?.name ?? code,
    answerer: subject.message.issuer === null ? '' : ` The answering side is ${subject.message.issuer.value}.`,
    asked: partsOf(subject.request),
    meaning: statusName(code)?.meaning ?? 'it failed',
    silent: said === '' ? ' Which one is not told: the answer names nobody.' : '',
    said: `${own === undefined ? '' : ` Its own code for it is ${own}.`}${itSays(said)}`,
  };
}

/** What a request asks for, as far as it does; of one that was not recorded what there may be to look at. */
function partsOf(request: SamlMessage | null): string {
  if (request?.kind !== 'AuthnRequest') return 'the entity ID, the address for the answer, and the signature';
  const { nameIdPolicy, requestedAuthnContext, assertionConsumerServiceUrl, assertionConsumerServiceIndex } = request;
  return listed([
    'the entity ID',
    ...(assertionConsumerServiceUrl === null && assertionConsumerServiceIndex === null ? [] : ['the ACS address']),
    ...(nameIdPolicy === null ? [] : ['the NameIDPolicy']),
    ...(requestedAuthnContext === null ? [] : ['the RequestedAuthnContext']),
    'the signature',
  ]);
}
