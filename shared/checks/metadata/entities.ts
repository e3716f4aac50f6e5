import type { Endpoint, Entity } from '#shared/saml/metadata.ts';
import type { CheckContext } from '../context.ts';

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
