import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { issuerOf } from '#shared/inspection/trust.ts';
import { spLogoutEndpoints } from '#shared/saml/connection/endpoints.ts';
import type { Entity } from '#shared/saml/metadata.ts';
import { type FlowPart, logoutRequestOf } from './flow-part.ts';

/** Which side somebody is on. */
export type Party = 'sp' | 'idp';

/**
 * Learns from metadata and from the messages themselves who is an identity provider and who a service provider,
 * which a LogoutRequest does not say of its issuer.
 */
export interface PartyRoles {
  /** Grows whenever something new was learned. */
  version(): number;
  learn(part: FlowPart): void;
  /** Who sent this logout message; null while nothing tells. */
  senderOf(part: FlowPart): Party | null;
}

/** @param knowledge metadata and connection, whose entities are known from the start */
export function createPartyRoles(knowledge: Knowledge): PartyRoles {
  const roles = createKnownRoles();
  for (const entity of knowledge.entities) learnEntity(roles, entity);
  if (knowledge.connection !== null) learnConnection(roles, knowledge.connection);
  return {
    version: roles.size,
    learn: (part) => learnPart(roles, part),
    senderOf: (part) => senderByIssuer(roles, part) ?? senderByQualifier(part) ?? senderByPlace(roles, part),
  };
}

interface KnownRoles {
  size(): number;
  add(name: string | null | undefined, role: Party): void;
  /** Null where unknown, or where it is seen on both sides (a proxying identity provider). */
  find(name: string | null | undefined): Party | null;
}

function createKnownRoles(): KnownRoles {
  const names = { sp: new Set<string>(), idp: new Set<string>() };
  return {
    size: () => names.sp.size + names.idp.size,
    add(name, role) {
      if (name) names[role].add(name);
    },
    find(name) {
      if (!name || names.sp.has(name) === names.idp.has(name)) return null;
      return names.sp.has(name) ? 'sp' : 'idp';
    },
  };
}

function learnEntity(roles: KnownRoles, entity: Entity): void {
  if (entity.idp !== null) roles.add(entity.entityId, 'idp');
  if (entity.sp !== null) roles.add(entity.entityId, 'sp');
  for (const endpoint of entity.idp?.singleLogout ?? []) learnEndpoint(roles, endpoint, 'idp');
  for (const endpoint of entity.sp?.singleLogout ?? []) learnEndpoint(roles, endpoint, 'sp');
}

function learnEndpoint(
  roles: KnownRoles,
  endpoint: { location: string; responseLocation: string | null },
  role: Party,
): void {
  roles.add(endpoint.location, role);
  roles.add(endpoint.responseLocation, role);
}

function learnConnection(roles: KnownRoles, { idp, sp }: NonNullable<Knowledge['connection']>): void {
  roles.add(idp.entityId, 'idp');
  roles.add(sp.entityId, 'sp');
  for (const endpoint of spLogoutEndpoints(sp)) learnEndpoint(roles, endpoint, 'sp');
  for (const endpoint of idp.singleLogout) learnEndpoint(roles, endpoint, 'idp');
}

/** An AuthnRequest goes from an SP to an IdP, a Response the other way (saml-profiles 4.1). */
function learnPart(roles: KnownRoles, part: FlowPart): void {
  if (part.kind !== 'login' || (part.role !== 'request' && part.role !== 'response')) return;
  const [sender, receiver]: [Party, Party] = part.role === 'request' ? ['sp', 'idp'] : ['idp', 'sp'];
  roles.add(part.inspected.message === null ? null : issuerOf(part.inspected.message), sender);
  for (const place of placesOf(part)) roles.add(originOf(place), receiver);
}

function senderByIssuer(roles: KnownRoles, part: FlowPart): Party | null {
  return roles.find(part.inspected.message?.issuer?.value);
}

/** NameQualifier names the IdP that issued the identifier, SPNameQualifier the SP it was issued for (saml-core 8.3.7). */
function senderByQualifier(part: FlowPart): Party | null {
  const request = logoutRequestOf(part);
  const issuer = request?.issuer?.value;
  if (!issuer || !request?.nameId) return null;
  if (request.nameId.spNameQualifier === issuer) return 'sp';
  return request.nameId.nameQualifier === issuer ? 'idp' : null;
}

/** Whoever the message goes to is the other side: by its exact endpoint, then by its origin. */
function senderByPlace(roles: KnownRoles, part: FlowPart): Party | null {
  for (const place of placesOf(part)) {
    const receiver = roles.find(place.split(/[?#]/, 1)[0]) ?? roles.find(originOf(place));
    if (receiver !== null) return otherParty(receiver);
  }
  return null;
}

function placesOf({ inspected }: FlowPart): readonly string[] {
  const requested = inspected.reading.binding === 'unknown' ? null : inspected.exchange?.url;
  return [inspected.message?.destination, requested].filter((place): place is string => Boolean(place));
}

/** With a word before it, so that it can never be mistaken for an entity ID or an endpoint. */
function originOf(place: string): string | null {
  return URL.canParse(place) ? `origin ${new URL(place).origin}` : null;
}

/** The other of the two. */
export function otherParty(party: Party): Party {
  return party === 'sp' ? 'idp' : 'sp';
}
