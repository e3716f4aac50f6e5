import type { Attempt } from '#server/attempts/attempt.ts';
import { hasIdp, type Service } from '#server/connection/service.ts';
import { WorkbenchError } from '#shared/base/errors.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import type { Report } from '#shared/report/report.ts';
import { traceOf } from './trace-of.ts';

/** Characters of metadata that are read for one report: of a federation the connection knows the one entity. */
const MAX_METADATA = 256 * 1024;

/** Characters of a form: more holds up everybody else. A login in 1,000 groups has some 200,000. */
const MAX_FORM = 256 * 1024;

/**
 * The inspector's own report of what came, under the connection as it is now and at the time when it came. Null: there is
 * nothing to inspect, too much of it, or it cannot be read at all, which the reasons of the refusal say.
 */
export async function inspectAttempt(service: Service, attempt: Attempt): Promise<Report | null> {
  const { settings, url, base } = service;
  const trace = traceOf(attempt, `${url}${base}`);
  if (trace === null || (attempt.received.form?.length ?? 0) > MAX_FORM) return null;
  const texts = settings.idpMetadata.map(({ xml }) => xml);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const knowledge = await knowledgeFrom({
    connection: hasIdp(service) ? service.settings.connection : null,
    metadataTexts: length > MAX_METADATA ? [] : texts,
  });
  try {
    // The other reader has had its say when the gate decided, in a thread of its own.
    return await inspectInput(trace, knowledge);
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}
