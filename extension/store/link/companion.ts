import { array, object, parse, string } from 'valibot';

/** One entity that the companion knows, with its metadata. */
export interface CompanionEntity {
  readonly entityId: string;
  readonly xml: string;
}

const ANSWER = object({ metadata: array(object({ entityId: string(), xml: string() })) });

/**
 * What the companion that serves this page trusts; nothing where no companion does (a plain file server,
 * a file on disk). Only this page's own origin is asked, beside the page's folder: a proxy may show it below a path.
 */
export async function readCompanion(page: string): Promise<readonly CompanionEntity[]> {
  if (!page.startsWith('http')) return [];
  try {
    const answer = await fetch(new URL('../api/knowledge', page), { headers: { accept: 'application/json' } });
    return answer.ok ? parse(ANSWER, await answer.json()).metadata : [];
  } catch {
    // No companion behind this page, which is a usual way to serve it: the user gives metadata by hand.
    return [];
  }
}
