import { signal } from '@preact/signals';
import type { SaidWords, Speaker } from '#shared/explain/plain-words.ts';
import type { Finding } from '#shared/inspection/finding.ts';

const speak = signal<Speaker | null>(null);
let loading: Promise<void> | null = null;

/**
 * Loads what is said of findings, a third of all that the panel knows: it comes while the first message is read. The advice of
 * each product, and what is meant by the words of each, come behind it.
 */
export function loadWords(): Promise<void> {
  loading ??= loadPlain().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function loadPlain(): Promise<void> {
  const { createSpeaker } = await import('#shared/explain/plain-words.ts');
  speak.value ??= createSpeaker(
    () => [],
    () => undefined,
  );
}

/** Loads the advice of each product and the sentences of the phrase book, behind everything that the first message needs. */
export async function loadAdvice(): Promise<void> {
  const { wordsFor: found } = await import('#shared/explain/words.ts');
  speak.value = found;
}

/** What a finding says; its code alone until `loadWords` is through. Whoever shows it is shown again then. */
export function wordsFor(finding: Finding): SaidWords {
  return speak.value?.(finding) ?? { title: finding.code, detail: '', whole: finding.code, fix: '' };
}
