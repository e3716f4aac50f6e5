import { signal } from '@preact/signals';
import type { Words } from '#shared/explain/words/word-table.ts';
import type { Finding } from '#shared/inspection/finding.ts';

const speak = signal<((finding: Finding) => Words) | null>(null);
let loading: Promise<void> | null = null;

/** Loads what is said of findings, a third of all that the panel knows: it comes while the first message is read. */
export function loadWords(): Promise<void> {
  loading ??= import('#shared/explain/words.ts').then(
    ({ wordsFor: found }) => {
      speak.value = found;
    },
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** What a finding says; its code alone until `loadWords` is through. Whoever shows it is shown again then. */
export function wordsFor(finding: Finding): Words {
  return speak.value?.(finding) ?? { title: finding.code, fix: '' };
}
