import type { CheckContext } from '#shared/checks/engine/context.ts';
import type { XmlElement } from '#shared/xml/tree.ts';
import { bearerDataOf } from '../engine/bearer-data.ts';

/**
 * Where it stands for whom an assertion is: in the bearer's confirmation (saml-profiles 4.1.4.2), in SAML 1.1 on the
 * response itself (saml-bindings-1.1 4.1.2.5).
 */
export function recipientsOf(
  context: CheckContext,
): readonly { readonly element: XmlElement; readonly recipient: string | null }[] {
  const { message } = context.subject;
  if (message.kind === 'Response11') return [{ element: message.element, recipient: message.destination }];
  return bearerDataOf(context);
}
