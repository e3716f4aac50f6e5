import type { RequestedAuthnContext } from '#shared/saml/messages.ts';
import type { CheckContext } from './context.ts';
import { isGated } from './gated.ts';

/** How a user was to be authenticated. */
export interface WantedContext extends Pick<RequestedAuthnContext, 'comparison' | 'classRefs'> {
  /** The SP itself insists: a gate refuses anything else. */
  readonly insists: boolean;
}

/**
 * What the request asked for; where nobody has it, what the SP's connection always asks for. Null: nothing.
 * Whoever asks for it has to hold the answer to it (saml-core 3.3.2.2.1): where the connection does, the gate refuses.
 */
export function wantedContext(context: CheckContext): WantedContext | null {
  const { request } = context.subject;
  const always = isGated(context) ? (context.knowledge.connection?.request?.authnContext ?? null) : null;
  if (request?.kind === 'AuthnRequest') {
    const wanted = request.requestedAuthnContext;
    return wanted === null ? null : { ...wanted, insists: always !== null };
  }
  return always === null ? null : { comparison: always.comparison, classRefs: always.classes, insists: true };
}
