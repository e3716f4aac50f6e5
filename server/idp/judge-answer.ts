import { Refusal } from '#server/web/refusal.ts';
import type { LogoutResponse } from '#shared/saml/messages.ts';
import { STATUS_CODE } from '#shared/saml/names.ts';
import { checkSignature } from './check-sender.ts';
import type { Received } from './receive-message.ts';
import type { ServiceProvider } from './service-providers.ts';

/** What a participant's answer comes to; one that is not signed by it counts as a failure. */
export function judgeAnswer(
  received: Received,
  sender: ServiceProvider,
  { status }: LogoutResponse,
): 'ended' | 'partial' | 'failed' {
  try {
    checkSignature(received, sender, true);
  } catch (error) {
    if (error instanceof Refusal) return 'failed';
    throw error;
  }
  const [first, second] = status?.codes ?? [];
  if (first !== STATUS_CODE.success) return 'failed';
  return second === STATUS_CODE.partialLogout ? 'partial' : 'ended';
}
