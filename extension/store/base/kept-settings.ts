/** What is kept when the panel is closed: sizes, whether it stops by itself (1), and nothing of what was seen. */
type Setting = 'list-width' | 'list-height' | 'stop-after-flow';

const PREFIX = 'saml-workbench:';

/** A number that was kept; `usual` where none was, or where the browser keeps nothing for this page. */
export function keptNumber(name: Setting, usual: number): number {
  try {
    const kept = Number.parseFloat(localStorage.getItem(PREFIX + name) ?? '');
    return Number.isFinite(kept) ? kept : usual;
  } catch {
    // A private window, or a page that may keep nothing: the usual size will do.
    return usual;
  }
}

/** Keeps a number for the next time, where the browser lets this page keep anything. */
export function keepNumber(name: Setting, value: number): void {
  try {
    localStorage.setItem(PREFIX + name, String(value));
  } catch {
    // As above: it then holds until the panel is closed.
  }
}
