import type { Exchange } from '#shared/http/exchange.ts';
import { withoutQuery } from '#shared/http/navigation.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { relayStateOf } from '#shared/inspection/parameter-message.ts';
import type { LogoutRequest, LogoutResponse, Response, Response11, SamlMessage } from '#shared/saml/messages.ts';
import { NAMESPACE } from '#shared/saml/names.ts';
import { childTexts, isElement } from '#shared/saml/read-parts.ts';
import type { WsFederationParts } from '#shared/wire/message.ts';
import type { Flow, FlowRole } from './flow.ts';

/** What one message contributes to a flow. */
export interface FlowPart {
  readonly kind: Flow['kind'];
  readonly protocol: Flow['protocol'];
  readonly role: FlowRole;
  /** What joins it to others: the first key that is known names the flow, then all of them do. */
  readonly keys: readonly string[];
  /** Where no key is known: what tells which open flow it belongs to. */
  readonly hint: { readonly relayState: string | null; readonly url: string } | null;
  /** What tells a request sent again from another one under the same ID. */
  readonly issued: string;
  readonly unsolicited: boolean;
  readonly inspected: InspectedMessage;
  readonly exchange: Exchange | null;
}

/** A request may ask for several artifacts at once; real ones bring one for each assertion. */
const MAX_ARTIFACTS = 8;

/** The part that a message plays in a login or logout; null for all others (metadata, bare assertions). */
export function flowPartOf(inspected: InspectedMessage): FlowPart | null {
  const { message, exchange, reading } = inspected;
  const around = { inspected, exchange, protocol: 'saml', hint: null } as const;
  if (reading.artifact) return artifactPart(inspected, reading.artifact.value);
  if (reading.wsFederation) return federationPart(inspected, reading.wsFederation);
  if (message === null) return unreadablePart(inspected);
  switch (message.kind) {
    case 'AuthnRequest':
      return { ...around, ...requestPart(message, 'login') };
    case 'LogoutRequest':
      return { ...around, ...requestPart(message, 'logout') };
    case 'Response':
      return { ...around, ...responsePart(message, answeredRequest(message), 'login') };
    case 'Response11': {
      const part = responsePart(message, message.inResponseTo, 'login');
      return { ...around, ...part, keys: [...part.keys, ...keysOf('resolve', message.inResponseTo)] };
    }
    case 'Other': {
      const artifacts = artifactsAsked(message);
      const keys = [...artifacts, ...keysOf('resolve', message.id)];
      return artifacts.length === 0 ? null : { ...around, ...resolutionPart(message, 'resolve', keys) };
    }
    case 'Assertion':
    case 'Assertion11': {
      if (reading.isBearerGrant !== true) return null;
      const issued = message.issueInstant?.text ?? '';
      return {
        ...around,
        kind: 'login',
        role: 'response',
        keys: keysOf('grant', message.id),
        issued,
        unsolicited: false,
      };
    }
    case 'LogoutResponse':
      return { ...around, ...responsePart(message, message.inResponseTo, 'logout') };
    case 'ArtifactResolve':
      return {
        ...around,
        ...resolutionPart(message, 'resolve', [
          ...keysOf('artifact', message.artifact),
          ...keysOf('resolve', message.id),
        ]),
      };
    case 'ArtifactResponse': {
      const { content } = message;
      const answers = content !== null && 'inResponseTo' in content ? content.inResponseTo : null;
      return {
        ...around,
        ...resolutionPart(message, 'resolved', [
          ...keysOf('login', answers),
          ...keysOf('resolve', message.inResponseTo),
        ]),
      };
    }
    default:
      return null;
  }
}

type PartOfMessage = Omit<FlowPart, 'inspected' | 'exchange' | 'protocol' | 'hint'>;

function requestPart(message: SamlMessage, kind: Flow['kind']): PartOfMessage {
  const keys = keysOf(kind, message.id);
  return { kind, role: 'request', keys, issued: message.issueInstant?.text ?? '', unsolicited: false };
}

function responsePart(
  message: Response | Response11 | LogoutResponse,
  request: string | null,
  kind: Flow['kind'],
): PartOfMessage {
  return {
    kind,
    role: 'response',
    keys: keysOf(kind, request ?? message.id),
    issued: message.issueInstant?.text ?? '',
    unsolicited: request === null,
  };
}

function keysOf(kind: string, id: string | null): readonly string[] {
  return id === null ? [] : [`${kind} ${id}`];
}

/** ArtifactResolve and ArtifactResponse (saml-core 3.5), which go behind the browser's back. */
function resolutionPart(message: SamlMessage, role: 'resolve' | 'resolved', keys: readonly string[]): PartOfMessage {
  return { kind: 'login', role, keys, issued: message.issueInstant?.text ?? '', unsolicited: false };
}

/** The artifacts that a Request of SAML 1.1 asks the assertions of (saml-core-1.1 3.2.2.1), as keys. */
function artifactsAsked({ element }: SamlMessage): readonly string[] {
  if (!isElement(element, NAMESPACE.protocol11, 'Request')) return [];
  const artifacts = childTexts(element, NAMESPACE.protocol11, 'AssertionArtifact');
  return artifacts.slice(0, MAX_ARTIFACTS).flatMap((artifact) => keysOf('artifact', artifact));
}

/** An artifact names no request: it is joined by RelayState, or to the open request of that place. */
function artifactPart(inspected: InspectedMessage, value: string): FlowPart {
  const { exchange, reading } = inspected;
  return {
    kind: 'login',
    protocol: 'saml',
    role: 'artifact',
    keys: [`artifact ${value}`],
    hint: exchange === null ? null : { relayState: relayStateOf(reading), url: exchange.url },
    issued: '',
    unsolicited: true,
    inspected,
    exchange,
  };
}

/**
 * An answer that came in its place and could not be read: it names no request, and is joined as an artifact is. By itself
 * it is no flow.
 */
function unreadablePart(inspected: InspectedMessage): FlowPart | null {
  const { exchange, reading, error } = inspected;
  if (exchange === null || error === null || reading.parameter !== 'SAMLResponse') return null;
  return {
    kind: 'login',
    protocol: 'saml',
    role: 'response',
    keys: [],
    hint: { relayState: relayStateOf(reading), url: targetOf(inspected, exchange.url) },
    issued: '',
    unsolicited: false,
    inspected,
    exchange,
  };
}

/** Where it goes: of one that a page only announces, the action of its form. */
function targetOf({ announced, reading }: InspectedMessage, url: string): string {
  return announced ? (URL.parse(reading.formAction ?? '', url)?.href ?? url) : url;
}

/** A request or token of WS-Federation (ws-federation 13.2): joined by its `wctx`, else to the open request of that place. */
function federationPart(inspected: InspectedMessage, { action, context, realm }: WsFederationParts): FlowPart {
  const { exchange, reading } = inspected;
  const isLogin = reading.parameter === 'wresult' || action === 'wsignin1.0' || action === null;
  const isRequest = reading.parameter !== 'wresult' && action !== 'wsignoutcleanup1.0';
  const name = context || (isRequest ? `${realm ?? ''} ${withoutQuery(exchange?.url ?? '')}` : null);
  return {
    kind: isLogin ? 'login' : 'logout',
    protocol: 'ws-federation',
    role: isRequest ? 'request' : 'response',
    keys: isLogin ? keysOf('ws', name) : ['ws logout'],
    hint: exchange === null || isRequest ? null : { relayState: null, url: exchange.url },
    issued: '',
    unsolicited: !isRequest,
    inspected,
    exchange,
  };
}

/** `InResponseTo` of the Response, or of the bearer confirmation inside (saml-profiles 4.1.4.2). */
function answeredRequest(response: Response): string | null {
  if (response.inResponseTo !== null) return response.inResponseTo;
  for (const assertion of response.assertions) {
    for (const confirmation of assertion.subject?.confirmations ?? []) {
      const request = confirmation.data?.inResponseTo ?? null;
      if (request !== null) return request;
    }
  }
  return null;
}

/** The LogoutRequest of a part, or null. */
export function logoutRequestOf(part: FlowPart): LogoutRequest | null {
  const message = part.inspected.message;
  return message?.kind === 'LogoutRequest' ? message : null;
}
