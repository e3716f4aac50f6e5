import type { SignatureReport } from '#shared/crypto/signature.ts';
import { STEP_NAMES } from '#shared/explain/facts/flow-facts.ts';
import { isEncrypted, messageContentOf } from '#shared/explain/facts/message-content.ts';
import { COOKIE_REASONS } from '#shared/explain/words/cookie-reasons.ts';
import type { Flow } from '#shared/flows/flow.ts';
import { sentCookieNames } from '#shared/http/cookies.ts';
import { isProblem } from '#shared/inspection/finding.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { relayStateOf } from '#shared/inspection/parameter-message.ts';
import { isLoginResponse } from '#shared/saml/kinds.ts';
import type { AuthnRequest, Response, Response11, SamlMessage } from '#shared/saml/messages.ts';

/** A flow with its messages, in its order. */
export interface FlowView {
  readonly flow: Flow;
  readonly messages: readonly InspectedMessage[];
}

/** One thing that can be held against the same thing of another flow: where it stands, what it is, its values. */
export interface Feature {
  /** `Response 1`: which message, counted by kind; `flow` for the course of it. */
  readonly place: string;
  /** `status`, `audience`, `attribute groups`, ... */
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * Everything of a flow that two runs of the same login have in common. What differs each time is left out: IDs,
 * instants (lengths of time between them stay), values of signatures and keys for one use, ports of the browser.
 */
export function featuresOf({ flow, messages }: FlowView): readonly Feature[] {
  const counts = new Map<string, number>();
  return [
    ...courseOf(flow),
    ...messages.flatMap((message) => {
      const kind = message.message?.element.localName ?? message.reading.parameter ?? 'message';
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return messageFeatures(message, count === 1 ? kind : `${kind} ${count}`);
    }),
  ];
}

type Pair = readonly [name: string, value: string | readonly string[] | null | undefined];

function toFeatures(place: string, pairs: readonly Pair[]): readonly Feature[] {
  return pairs.flatMap(([name, value]) => {
    if (value === null || value === undefined) return [];
    return [{ place, name, values: typeof value === 'string' ? [value] : value }];
  });
}

function courseOf(flow: Flow): readonly Feature[] {
  const steps = flow.steps.filter(({ role }) => role !== 'page');
  const names = flow.messages.length;
  return toFeatures('flow', [
    ['outcome', flow.outcome],
    ['cause', flow.cause?.code ?? 'none'],
    ['protocol', flow.protocol],
    ['begun by', flow.initiator],
    ['number of messages', `${names}`],
    [
      'participants',
      flow.participants.map(({ role, entityId, hosts }) => `${role} ${entityId ?? ''} ${hosts.join(' ')}`),
    ],
    ['steps', steps.map(({ role, method, url }) => `${STEP_NAMES[role]}: ${method} ${url}`)],
    [
      'HTTP statuses',
      steps.map(({ role, host, status, error }) => `${STEP_NAMES[role]}: ${answerWords(host, status, error)}`),
    ],
    [
      'cookies set',
      flow.cookies
        .filter(({ setBy }) => setBy !== null)
        .map(
          ({ host, name, sameSite }) =>
            `${name} by ${host}, ${sameSite === null ? 'without SameSite' : `SameSite=${SAME_SITE[sameSite]}`}`,
        ),
    ],
    [
      'cookies sent again',
      flow.cookies.filter(({ sentBy }) => sentBy.length > 0).map(({ host, name }) => `${name} to ${host}`),
    ],
    [
      'cookies missing',
      flow.cookies.flatMap(({ name, missing }) => missing.map(({ reason }) => `${name}: ${COOKIE_REASONS[reason]}`)),
    ],
  ]);
}

function messageFeatures(inspected: InspectedMessage, place: string): readonly Feature[] {
  const { message, reading, exchange } = inspected;
  return toFeatures(place, [
    ['binding', reading.binding],
    ['relay state', relayStateOf(reading) ? 'present' : 'absent'],
    ['HTTP status', exchange?.status == null ? null : `${exchange.status}`],
    ['cookies sent', exchange === null || inspected.announced ? null : [...sentCookieNames(exchange)].toSorted()],
    ['readable', inspected.error === null ? 'yes' : inspected.error.message],
    ['what is wrong', wrongWith(inspected)],
    ['encrypted', isEncrypted(inspected) ? 'yes' : 'no'],
    ...signaturePairs(inspected),
    ...(message === null ? [] : headPairs(message)),
    ...subjectPairs(inspected),
    ...(message?.kind === 'AuthnRequest' ? requestPairs(message) : []),
    ...(message && isLoginResponse(message) ? responsePairs(message) : []),
  ]);
}

function wrongWith({ findings }: InspectedMessage): readonly string[] {
  const failed = findings.filter(isProblem);
  return [...new Set(failed.map(({ code }) => code))].toSorted();
}

function headPairs(message: SamlMessage): readonly Pair[] {
  const status = 'status' in message && message.status !== null ? message.status : null;
  const isStatus = status !== null && 'codes' in status;
  return [
    ['issuer', message.issuer?.value],
    ['issuer format', message.issuer?.format],
    ['destination', message.destination],
    ['version', message.version],
    ['answers a request', 'inResponseTo' in message ? (message.inResponseTo === null ? 'no' : 'yes') : null],
    ['status', isStatus ? status.codes : null],
    ['status message', isStatus ? status.message : null],
  ];
}

function signaturePairs({ signatures, redirectSignature }: InspectedMessage): readonly Pair[] {
  const own = signatures.map((report) => [`signature of ${report.on}`, signatureValues(report)] as const);
  const query = redirectSignature;
  return [
    ['signed', [...signatures.map(({ on }) => on), ...(query === null ? [] : ['query'])].toSorted()],
    ...own,
    ...(query === null
      ? []
      : ([['signature of query', [query.outcome, query.algorithm, ...certificateOf(query)]]] as const)),
  ];
}

function signatureValues(report: SignatureReport): readonly string[] {
  const { outcome, reason, algorithm, digest } = report;
  return [outcome, reason, algorithm, digest, ...certificateOf(report)].filter((part) => part !== null);
}

function certificateOf({ certificate }: Pick<SignatureReport, 'certificate'>): readonly string[] {
  return certificate === null ? [] : [`${certificate.subject}, SHA-256 ${certificate.sha256}`];
}

function subjectPairs(inspected: InspectedMessage): readonly Pair[] {
  const { nameId, sessionIndexes, attributes } = messageContentOf(inspected);
  const byName = Map.groupBy(attributes, ({ name }) => name);
  return [
    ['NameID', nameId?.value],
    ['NameID format', nameId?.format],
    ['NameQualifier', nameId?.nameQualifier],
    ['SPNameQualifier', nameId?.spNameQualifier],
    [
      'session index',
      inspected.message?.kind === 'LogoutRequest' || sessionIndexes.length > 0 ? `${sessionIndexes.length}` : null,
    ],
    ...[...byName].map(([name, all]) => [`attribute ${name}`, all.flatMap(({ values }) => values).toSorted()] as const),
  ];
}

function requestPairs(request: AuthnRequest): readonly Pair[] {
  const { nameIdPolicy, requestedAuthnContext: context } = request;
  return [
    ['ACS URL', request.assertionConsumerServiceUrl],
    ['ACS index', request.assertionConsumerServiceIndex],
    ['protocol binding', request.protocolBinding],
    ['ForceAuthn', `${request.forceAuthn}`],
    ['IsPassive', `${request.isPassive}`],
    [
      'NameIDPolicy',
      nameIdPolicy === null ? null : `${nameIdPolicy.format ?? 'any'}, AllowCreate ${nameIdPolicy.allowCreate}`,
    ],
    ['requested authentication', context === null ? null : [context.comparison, ...context.classRefs]],
  ];
}

function responsePairs(response: Response | Response11): readonly Pair[] {
  const { assertions, issueInstant } = response;
  const encrypted = response.kind === 'Response' ? response.encryptedAssertions.length : 0;
  const issued = issueInstant?.time ?? null;
  const after = (time: number | null | undefined) =>
    issued === null || time == null ? null : `${Math.round((time - issued) / 1000)} s after it was issued`;
  const [first] = assertions;
  const confirmations = first?.subject?.confirmations ?? [];
  return [
    ['assertions', `${assertions.length} plain, ${encrypted} encrypted`],
    ['issuer of the assertion', first?.issuer?.value],
    ['audience', first?.conditions?.audienceRestrictions.flatMap(({ audiences }) => audiences)],
    ['valid from', after(first?.conditions?.notBefore?.time)],
    ['valid until', after(first?.conditions?.notOnOrAfter?.time)],
    ['confirmation', confirmations.map(({ method }) => method ?? '')],
    ['recipient', confirmations.flatMap(({ data }) => data?.recipient ?? [])],
    ['confirmed until', after(confirmations[0]?.data?.notOnOrAfter?.time)],
    ['authenticated by', first?.authnStatements.flatMap(({ classRef }) => classRef ?? [])],
    ['session until', after(first?.authnStatements[0]?.sessionNotOnOrAfter?.time)],
  ];
}

/** As browsers write it. */
const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' } as const;

function answerWords(host: string, status: number | null, error: string | null): string {
  if (status !== null) return `${host} answered with ${status}`;
  return error === null ? `no answer of ${host} was seen` : `${host} was not reached, ${error}`;
}
