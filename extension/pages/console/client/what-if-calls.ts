import { WHAT_IF } from '#shared/api/what-if.ts';
import { ask } from './ask.ts';

/** What a change of a connection would come to for whoever is logged in now. */
export const askWhatIf = (prefix: string, document: Readonly<Record<string, unknown>>, signal: AbortSignal) =>
  ask(`/api/connections/${encodeURIComponent(prefix)}/what-if`, WHAT_IF, {
    method: 'POST',
    body: { document },
    signal,
  });
