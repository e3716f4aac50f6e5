import { signal } from '@preact/signals';

/** What was done last, for a live region: people who do not see the page change hear it. */
export const announcement = signal('');

/** Says it; the same text twice is said twice. */
export function announce(text: string): void {
  announcement.value = announcement.value === text ? `${text} ` : text;
}
