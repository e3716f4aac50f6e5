import { spLogoutEndpoints } from '#shared/saml/connection/endpoints.ts';
import type { SamlMessage } from '#shared/saml/messages.ts';
import type { Endpoint, Entity } from '#shared/saml/metadata.ts';
import type { CheckedMessage, Receiver } from './checked-message.ts';
import type { Knowledge } from './knowledge.ts';
import { withoutSamlParameters } from './url-difference.ts';

/** The SP that the message should be for, or from. */
export interface ExpectedSp {
  readonly entityId: string | null;
  /** URLs. */
  readonly assertionConsumers: readonly string[];
  readonly logout: readonly LogoutUrls[];
}

/** The IdPs that the message may be from, or for. */
export interface ExpectedIdp {
  readonly entityIds: readonly string[];
  readonly singleSignOn: readonly string[];
  readonly logout: readonly LogoutUrls[];
}

/** Where one endpoint takes requests, and where responses. */
export interface LogoutUrls {
  /** URI of its binding. */
  readonly binding: string;
  readonly request: string;
  readonly response: string;
}

/** What is known of the two parties; null where nothing is. */
export interface Expectations {
  readonly sp: ExpectedSp | null;
  readonly idp: ExpectedIdp | null;
  /** Which of the two sent the message. */
  readonly sender: 'idp' | 'sp' | null;
  /** The URL that the message went to, without the parameters of the binding. */
  readonly receivedUrl: string | null;
}

/** Works out the parties: from the connection first, then from metadata, then from the trace. */
export function expectationsOf(subject: CheckedMessage, knowledge: Knowledge, receiver: Receiver): Expectations {
  const sender = senderOf(subject, knowledge, receiver);
  return {
    sender,
    sp: fromConnectionSp(knowledge) ?? fromMetadataSp(subject, knowledge, sender) ?? fromTraceSp(subject),
    idp: fromConnectionIdp(knowledge) ?? fromMetadataIdp(knowledge),
    receivedUrl: receiver === null && subject.receivedUrl !== null ? withoutSamlParameters(subject.receivedUrl) : null,
  };
}

/** What carries assertions is from an IdP, in SAML 2.0 and 1.1. */
export function isFromIdp({ kind }: SamlMessage): boolean {
  return kind === 'Response' || kind === 'Assertion' || kind === 'Response11' || kind === 'Assertion11';
}

function senderOf(subject: CheckedMessage, knowledge: Knowledge, receiver: Receiver): Expectations['sender'] {
  const { message } = subject;
  if (isFromIdp(message)) return 'idp';
  if (message.kind === 'AuthnRequest') return 'sp';
  if (message.kind !== 'LogoutRequest' && message.kind !== 'LogoutResponse') return null;
  if (receiver === 'sp') return 'idp';
  const issuer = message.issuer?.value;
  if (issuer === undefined) return null;
  return roleInKnowledge(issuer, knowledge) ?? roleInTrace(issuer, subject) ?? roleByDestination(message, knowledge);
}

function roleInKnowledge(issuer: string, { connection, entities }: Knowledge): 'idp' | 'sp' | null {
  if (connection?.idp.entityId === issuer) return 'idp';
  if (connection?.sp.entityId === issuer) return 'sp';
  const entity = entities.find(({ entityId }) => entityId === issuer);
  if (entity === undefined || (entity.idp !== null) === (entity.sp !== null)) return null;
  return entity.idp !== null ? 'idp' : 'sp';
}

/** What goes to the logout address of one side is from the other. */
function roleByDestination({ destination }: SamlMessage, { connection, entities }: Knowledge): 'idp' | 'sp' | null {
  if (destination === null) return null;
  const isAt = (all: readonly Endpoint[] | undefined): boolean =>
    all?.some(({ location, responseLocation }) => location === destination || responseLocation === destination) ===
    true;
  const toIdp = isAt(connection?.idp.singleLogout) || entities.some(({ idp }) => isAt(idp?.singleLogout));
  const toSp =
    (connection !== null && isAt(spLogoutEndpoints(connection.sp))) ||
    entities.some(({ sp }) => isAt(sp?.singleLogout));
  if (toIdp === toSp) return null;
  return toIdp ? 'sp' : 'idp';
}

function roleInTrace(issuer: string, { earlier }: CheckedMessage): 'idp' | 'sp' | null {
  const told = earlier.find(({ message }) => message.issuer?.value === issuer && roleOfKind(message) !== null);
  return told === undefined ? null : roleOfKind(told.message);
}

function roleOfKind(message: SamlMessage): 'idp' | 'sp' | null {
  if (message.kind === 'Response') return 'idp';
  return message.kind === 'AuthnRequest' ? 'sp' : null;
}

function fromConnectionSp({ connection }: Knowledge): ExpectedSp | null {
  if (connection === null) return null;
  const { entityId, acs } = connection.sp;
  return { entityId, assertionConsumers: [acs], logout: spLogoutEndpoints(connection.sp).map(toLogoutUrls) };
}

function fromConnectionIdp({ connection }: Knowledge): ExpectedIdp | null {
  if (connection === null) return null;
  const { entityId, singleSignOn, singleLogout } = connection.idp;
  return {
    entityIds: [entityId],
    singleSignOn: singleSignOn.map(({ location }) => location),
    logout: singleLogout.map(toLogoutUrls),
  };
}

function fromMetadataIdp({ entities }: Knowledge): ExpectedIdp | null {
  const idps = entities.filter(({ idp }) => idp !== null);
  if (idps.length === 0) return null;
  return {
    entityIds: idps.map(({ entityId }) => entityId),
    singleSignOn: idps.flatMap(({ idp }) => idp?.singleSignOn.map(({ location }) => location) ?? []),
    logout: idps.flatMap(({ idp }) => idp?.singleLogout.map(toLogoutUrls) ?? []),
  };
}

function fromMetadataSp(
  subject: CheckedMessage,
  knowledge: Knowledge,
  sender: Expectations['sender'],
): ExpectedSp | null {
  const entity = pickSp(subject, knowledge.entities, sender);
  if (entity === null || entity.sp === null) return null;
  return {
    entityId: entity.entityId,
    assertionConsumers: entity.sp.assertionConsumer.map(({ location }) => location),
    logout: entity.sp.singleLogout.map(toLogoutUrls),
  };
}

/** By name where the trace names the SP; else by the address that took the message; else the only one there is. */
function pickSp(subject: CheckedMessage, entities: readonly Entity[], sender: Expectations['sender']): Entity | null {
  const sps = entities.filter(({ sp }) => sp !== null);
  const name = spNameInTrace(subject, sender);
  if (name !== null) return sps.find(({ entityId }) => entityId === name) ?? null;
  const url = subject.receivedUrl === null ? null : withoutSamlParameters(subject.receivedUrl);
  const byAddress = sps.find(({ sp }) => sp?.assertionConsumer.some(({ location }) => location === url));
  return byAddress ?? (sps.length === 1 ? (sps[0] ?? null) : null);
}

function spNameInTrace({ message, request }: CheckedMessage, sender: Expectations['sender']): string | null {
  if (request?.kind === 'AuthnRequest') return request.issuer?.value ?? null;
  return sender === 'sp' && message.kind !== 'AuthnRequest' ? (message.issuer?.value ?? null) : null;
}

function fromTraceSp({ request }: CheckedMessage): ExpectedSp | null {
  if (request?.kind !== 'AuthnRequest') return null;
  const acs = request.assertionConsumerServiceUrl;
  return {
    entityId: request.issuer?.value ?? null,
    assertionConsumers: acs === null ? [] : [acs],
    logout: [],
  };
}

function toLogoutUrls({ binding, location, responseLocation }: Endpoint): LogoutUrls {
  return { binding, request: location, response: responseLocation ?? location };
}
