import type { Job } from '#server/threads/job.ts';
import type { ThreadPool } from '#server/threads/thread-pool.ts';
import type { MetadataAnswer } from '#shared/api/connections.ts';
import { readCertificates } from '#shared/crypto/read-certificate.ts';
import { chooseIdp, listIdps } from '#shared/saml/connection/choose-idp.ts';
import type { Entity } from '#shared/saml/metadata.ts';
import { readEntityDetails } from '#shared/saml/read-entity-details.ts';

/** What is asked of some metadata. */
export interface IdpSearch {
  readonly text: string;
  /** PEM of whoever must have signed it; null: nobody has to. */
  readonly signers: string | null;
  /** In lower case; empty: every one. */
  readonly search: string;
}

const MAX_LISTED = 200;

/**
 * Which identity providers metadata has, looked for in a thread: it may be that of a federation.
 * @throws WorkbenchError of `chooseIdp`; `threads-busy`, `work-overdue`, `work-memory`
 */
export function searchIdps(search: IdpSearch, threads: ThreadPool): Promise<MetadataAnswer> {
  return threads.run(searchIdpsJob, search);
}

/** The same, as a thread's work. */
export const searchIdpsJob: Job<IdpSearch, MetadataAnswer> = {
  name: 'search-idps',
  patience: 60_000,
  run: async ({ text, signers, search }) => {
    const pause = async (): Promise<void> => undefined;
    const idps = await listIdps(text, pause);
    const [first] = idps;
    // One signature is over all of it, or each has its own: the first tells.
    if (signers !== null && first !== undefined) {
      await chooseIdp(text, { entityId: first.entityId, signers: await readCertificates(signers), pause });
    }
    const found = idps.filter((entity) => isFound(entity, search));
    return { count: idps.length, idps: found.slice(0, MAX_LISTED).map(tellIdp) };
  },
};

function isFound(entity: Entity, search: string): boolean {
  if (search === '' || entity.entityId.toLowerCase().includes(search)) return true;
  return nameOf(entity)?.toLowerCase().includes(search) ?? false;
}

function tellIdp(entity: Entity): MetadataAnswer['idps'][number] {
  const { entityId, idp } = entity;
  return { entityId, name: nameOf(entity), keys: idp?.keys.filter(({ use }) => use !== 'encryption').length ?? 0 };
}

/** What a discovery page would show, in English where there is a choice; else the organization's name. */
function nameOf(entity: Entity): string | null {
  const { roles, organization } = readEntityDetails(entity);
  const names = roles.flatMap(({ extensions }) => extensions.uiInfo?.displayNames ?? []);
  const all = [...names, ...(organization?.displayNames ?? [])];
  return (all.find(({ language }) => language === 'en') ?? all[0])?.text ?? null;
}
