/** Whether a text has another in it, case ignored. Nothing is copied: a recording may be as large as memory. */
export function toFinder(value: string): (text: string | null | undefined) => boolean {
  const sought = new RegExp(value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  return (text) => text != null && sought.test(text);
}
