import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { Endpoint, Entity } from '#shared/saml/metadata.ts';
import { speaksSaml2 } from '#shared/saml/read-metadata.ts';

/** The entities of the metadata that is looked at; none where the message is something else. */
export function entitiesOf({ subject: { message } }: CheckContext): readonly Entity[] {
  return message.kind === 'Metadata' ? message.entities : [];
}

/** Every endpoint that the model has of an entity. */
export function endpointsOf({ idp, sp }: Entity): readonly Endpoint[] {
  return [
    ...(idp === null ? [] : [...idp.singleSignOn, ...idp.singleLogout]),
    ...(sp === null ? [] : [...sp.assertionConsumer, ...sp.singleLogout]),
  ];
}

/** The roles of an entity that are for SAML 2.0: of one for SAML 1.1 or another protocol it asks nothing. */
export function saml2Roles(entity: Entity): Pick<Entity, 'idp' | 'sp'> {
  return {
    idp: speaksSaml2(entity, 'IDPSSODescriptor') ? entity.idp : null,
    sp: speaksSaml2(entity, 'SPSSODescriptor') ? entity.sp : null,
  };
}

/** As many entities in one file are a federation's, whose publisher did not make them. */
const FEDERATION = 20;

/** How bad it is that one entity is wrong: an error, or of a federation's, which works without it, a warning. */
export function severityOfOne(context: CheckContext): 'error' | 'warning' {
  return entitiesOf(context).length > FEDERATION ? 'warning' : 'error';
}
