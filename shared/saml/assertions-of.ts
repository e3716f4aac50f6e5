import type { Assertion } from './assertion.ts';
import { isLoginResponse } from './kinds.ts';
import type { SamlMessage } from './messages.ts';

/** The assertions of a message, never those hidden deeper. */
export function assertionsOf(message: SamlMessage): readonly Assertion[] {
  if (isLoginResponse(message)) return message.assertions;
  return message.kind === 'Assertion' || message.kind === 'Assertion11' ? [message.assertion] : [];
}
