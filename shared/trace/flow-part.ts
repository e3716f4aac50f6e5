import type { LogoutRequest, LogoutResponse, Response, SamlMessage } from '#shared/saml/messages.ts';
import type { InspectedMessage } from './report.ts';

/** What one message contributes to a flow. */
export interface FlowPart {
  readonly kind: 'login' | 'logout';
  /** `request` asks, `response` ends the flow. */
  readonly role: 'request' | 'response';
  /** The ID of the request that the flow is about; of an unsolicited response its own ID. Null where there is none at all. */
  readonly key: string | null;
  /** What tells a request sent again from another one under the same ID. */
  readonly issued: string;
  readonly unsolicited: boolean;
  readonly inspected: InspectedMessage;
}

/** The part that a message plays in a login or logout; null for all others (metadata, bare assertions, unreadable ones). */
export function flowPartOf(inspected: InspectedMessage): FlowPart | null {
  const message = inspected.message;
  switch (message?.kind) {
    case 'AuthnRequest':
      return { ...requestPart(message), kind: 'login', inspected };
    case 'LogoutRequest':
      return { ...requestPart(message), kind: 'logout', inspected };
    case 'Response':
      return { ...responsePart(message, answeredRequest(message)), kind: 'login', inspected };
    case 'LogoutResponse':
      return { ...responsePart(message, message.inResponseTo), kind: 'logout', inspected };
    default:
      return null;
  }
}

type PartOfMessage = Omit<FlowPart, 'kind' | 'inspected'>;

function requestPart(message: SamlMessage): PartOfMessage {
  return { role: 'request', key: message.id, issued: message.issueInstant?.text ?? '', unsolicited: false };
}

function responsePart(message: Response | LogoutResponse, request: string | null): PartOfMessage {
  return {
    role: 'response',
    key: request ?? message.id,
    issued: message.issueInstant?.text ?? '',
    unsolicited: request === null,
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
