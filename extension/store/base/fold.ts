import { signal } from '@preact/signals';
import type { foldFindings as Fold } from '#shared/diagnosis/fold-findings.ts';
import type { Finding } from '#shared/inspection/finding.ts';

const fold = signal<typeof Fold | null>(null);

/** Loads what knows which finding follows from which: it knows every check, and comes while the first message is read. */
export async function loadFold(): Promise<void> {
  const { foldFindings } = await import('#shared/diagnosis/fold-findings.ts');
  fold.value = foldFindings;
}

/**
 * The findings of a flow or a message, the cause first; as they came until `loadFold` is through. Whoever shows them is shown again then.
 *
 * @param cause of a flow, what was found to have ended it
 */
export function folded(findings: readonly Finding[], cause: Finding | null = null): readonly Finding[] {
  return fold.value?.(findings, cause) ?? findings;
}
