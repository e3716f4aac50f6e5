import * as v from 'valibot';
import { KNOWN_ANSWER } from '#shared/api/link.ts';
import { readOwnTrace } from '#shared/formats/read-own-trace.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { ApiClient } from '#test/fixtures/api-client.ts';

/** What a linked panel is told that servers asked each other in the logouts of these names. */
export async function backChannel(admin: ApiClient, ids: readonly string[]): Promise<readonly Exchange[]> {
  const { body } = await admin.call('POST', '/api/link/known', { ids });
  return v
    .parse(KNOWN_ANSWER, body)
    .logouts.flatMap(({ trace }) => (trace === null ? [] : readOwnTrace(JSON.parse(trace))));
}
