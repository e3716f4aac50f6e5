import { type SessionNameId, toSessionNameId } from '#shared/gate/session-name-id.ts';
import type { LogoutRequest, LogoutResponse, Response, SamlMessage, Status } from '#shared/saml/messages.ts';

/**
 * What the server needs to know of a message that was decided about: plain values, no part of the document, so that a
 * decision can be made in another thread. Only what was accepted may be believed.
 */
export type DecidedMessage = DecidedResponse | DecidedLogoutRequest | DecidedLogoutResponse | OtherDecided;

interface DecidedHead {
  /** Local name of its element, for words to people; cut. */
  readonly name: string;
  readonly id: string | null;
  readonly issuer: string | null;
}

/** Status codes from the outermost inwards, and the sender's own words; no codes where there is no Status. */
export interface DecidedStatus {
  readonly codes: readonly string[];
  readonly message: string | null;
}

/** saml-core 3.3.3 */
interface DecidedResponse extends DecidedHead {
  readonly kind: 'Response';
  readonly inResponseTo: string | null;
  readonly status: DecidedStatus;
}

/** saml-core 3.7.1 */
export interface DecidedLogoutRequest extends DecidedHead {
  readonly kind: 'LogoutRequest';
  readonly nameId: SessionNameId | null;
  readonly sessionIndexes: readonly string[];
  /** Milliseconds since the epoch; what was accepted has one. */
  readonly issueInstant: number | null;
  /** Milliseconds since the epoch; null where there is none. */
  readonly notOnOrAfter: number | null;
}

/** saml-core 3.7.2 */
export interface DecidedLogoutResponse extends DecidedHead {
  readonly kind: 'LogoutResponse';
  readonly inResponseTo: string | null;
  readonly status: DecidedStatus;
}

/** A message that no SP takes: it is always refused. */
interface OtherDecided extends DecidedHead {
  readonly kind: 'other';
}

/** A name of SAML has at most some 25 characters. */
const MAX_NAME = 80;

/** The plain values of a message. */
export function toDecidedMessage(message: SamlMessage): DecidedMessage {
  const head = { name: message.element.localName.slice(0, MAX_NAME), ...idAndIssuer(message) };
  switch (message.kind) {
    case 'Response':
    case 'LogoutResponse':
      return { ...head, ...answerOf(message) };
    case 'LogoutRequest':
      return { ...head, ...requestOf(message) };
    default:
      return { ...head, kind: 'other' };
  }
}

/** Metadata has neither. */
function idAndIssuer(message: SamlMessage): Pick<DecidedHead, 'id' | 'issuer'> {
  if (message.kind === 'Metadata') return { id: null, issuer: null };
  return { id: message.id, issuer: message.issuer?.value ?? null };
}

function answerOf({ kind, inResponseTo, status }: Response | LogoutResponse) {
  return { kind, inResponseTo, status: toDecidedStatus(status) };
}

function toDecidedStatus(status: Status | null): DecidedStatus {
  return { codes: status?.codes ?? [], message: status?.message ?? null };
}

function requestOf({ kind, nameId, sessionIndexes, issueInstant, notOnOrAfter }: LogoutRequest) {
  return {
    kind,
    nameId: nameId && toSessionNameId(nameId),
    sessionIndexes,
    issueInstant: issueInstant?.time ?? null,
    notOnOrAfter: notOnOrAfter?.time ?? null,
  };
}
