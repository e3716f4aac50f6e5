import type { Service } from '#server/connection/service.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import type { AssertionMapping } from '#shared/mapping/map-assertion.ts';

/**
 * Counts the names of the attributes that an identity provider vouched for, refused login or not: the editors of maps and
 * rules offer them. Values are not kept. Where the store fails, the login goes on.
 */
export async function noteAttributes(service: Service, mapping: AssertionMapping | null): Promise<void> {
  const { store, settings, clock, log } = service;
  if (mapping === null || mapping.received.length === 0) return;
  try {
    await store.countAttributes(settings.prefix, mapping.received, clock());
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    log.warn('attributes-not-counted', { connection: settings.prefix, code: error.code });
  }
}
