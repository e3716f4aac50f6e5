import type { SamlMessage } from '#shared/saml/messages.ts';
import type { Entity } from '#shared/saml/metadata.ts';
import type { Expectations } from './expectations.ts';
import type { Knowledge } from './knowledge.ts';

/** The metadata of the two parties of a message, where it was given. */
export interface PartyMetadata {
  readonly sp: Entity | null;
  readonly idp: Entity | null;
}

/** Finds them by name, or for an IdP that is only addressed by its endpoints. */
export function partyMetadataOf(
  message: SamlMessage,
  { entities }: Knowledge,
  { sp, sender }: Expectations,
): PartyMetadata {
  const issuer = message.issuer?.value ?? null;
  const spName = sender === 'sp' ? issuer : (sp?.entityId ?? null);
  return {
    sp: entities.find((entity) => entity.sp !== null && entity.entityId === spName) ?? null,
    idp:
      sender === 'sp'
        ? idpAt(entities, message.destination)
        : (entities.find((entity) => entity.idp !== null && entity.entityId === issuer) ?? null),
  };
}

/** The IdP that has an endpoint at this address; null if none has, or there is no address. */
export function idpAt(entities: readonly Entity[], address: string | null): Entity | null {
  if (address === null) return null;
  return (
    entities.find(({ idp }) =>
      [...(idp?.singleSignOn ?? []), ...(idp?.singleLogout ?? [])].some(
        ({ location, responseLocation }) => location === address || responseLocation === address,
      ),
    ) ?? null
  );
}
