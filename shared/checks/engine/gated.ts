import type { SamlMessage } from '#shared/saml/messages.ts';
import type { CheckContext } from './context.ts';

/** The messages that an SP can be sent; a gate refuses anything else. */
export const GATED_KINDS: readonly SamlMessage['kind'][] = ['Response', 'LogoutRequest', 'LogoutResponse'];

/**
 * Whether it is known by what policy the message is taken or refused: a gate reads it, or an inspector who was given the
 * SP's connection. What a gate refuses for is then an error for the inspector as well.
 */
export function isGated({ subject: { message }, knowledge, receiver, expected }: CheckContext): boolean {
  if (receiver === 'sp') return true;
  return knowledge.connection !== null && GATED_KINDS.includes(message.kind) && expected.sender !== 'sp';
}
