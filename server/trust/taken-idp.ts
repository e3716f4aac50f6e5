import type { Job } from '#server/threads/job.ts';
import type { ThreadPool } from '#server/threads/thread-pool.ts';
import { readCertificates } from '#shared/crypto/read-certificate.ts';
import { chooseIdp } from '#shared/saml/connection/choose-idp.ts';
import { canonicalize } from '#shared/xml/canonicalize.ts';

/** One identity provider, taken from metadata: plain data. Times in milliseconds since the epoch. */
export interface TakenIdp {
  readonly entityId: string;
  /** Its EntityDescriptor by itself, or the text as it came where nothing else is in it. */
  readonly xml: string;
  readonly validUntil: number | null;
  /** Milliseconds. */
  readonly cacheDuration: number | null;
  /** SHA-256 of the certificate that vouches for it; null: nobody had to. */
  readonly signer: string | null;
}

/** What it is taken from. */
export interface MetadataText {
  readonly text: string;
  readonly entityId: string | undefined;
  /** PEM; null: nobody has to have signed it. */
  readonly signers: string | null;
}

/** Shorter metadata takes less than a few milliseconds. */
const SHORT = 128 * 1024;

/**
 * Takes one identity provider from metadata; from much of it in a thread, where it holds up nobody.
 * @throws WorkbenchError of `chooseIdp`; `threads-busy`, `work-overdue`, `work-memory`
 */
export async function takeIdp(metadata: MetadataText, threads: ThreadPool): Promise<TakenIdp> {
  return metadata.text.length <= SHORT ? takeHere(metadata) : threads.run(takeIdpJob, metadata);
}

/** The same, as a thread's work. */
export const takeIdpJob: Job<MetadataText, TakenIdp> = { name: 'take-idp', patience: 60_000, run: takeHere };

async function takeHere({ text, entityId, signers }: MetadataText): Promise<TakenIdp> {
  const chosen = await chooseIdp(text, {
    entityId,
    signers: signers === null ? null : await readCertificates(signers),
    pause: async () => undefined,
  });
  const { element, entityId: name } = chosen.entity;
  const { validUntil, cacheDuration } = chosen;
  const isAlone = element.parent === null && text.length <= SHORT;
  const xml = isAlone ? text : canonicalize(element, { exclusive: true, comments: false });
  return { entityId: name, xml, validUntil, cacheDuration, signer: chosen.signer?.sha256 ?? null };
}
