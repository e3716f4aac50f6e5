import { signal } from '@preact/signals';
import type { ConsoleSession } from '#shared/api/console-session.ts';

/** Who is signed in: not yet known, nobody, or somebody. */
export const account = signal<'asking' | null | ConsoleSession>('asking');

/** The companion said that nobody is signed in (any more). */
export function signedOut(): void {
  account.value = null;
}
