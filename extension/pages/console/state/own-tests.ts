import { signal } from '@preact/signals';

/** The last login test that was begun here, by prefix of its connection. In memory only. */
const begun = signal<ReadonlyMap<string, string>>(new Map());

/** Remembers the reference number of a login test that was begun here. */
export function noteOwnTest(prefix: string, reference: string): void {
  begun.value = new Map(begun.value).set(prefix, reference);
}

/** Its reference number; null: none was begun since this page was loaded. */
export function ownTestOf(prefix: string): string | null {
  return begun.value.get(prefix) ?? null;
}
