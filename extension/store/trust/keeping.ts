import type { KeptText } from './kept-text.ts';

/** What is kept of knowledge when the panel is closed: what the user asked for, and nothing of what was seen. */
export interface Keeping {
  /** Everything that is kept; empty where nothing is, or where the browser keeps nothing. */
  read(): Promise<readonly KeptText[]>;
  /** @throws WorkbenchError `keep-full`, `keep-refused` */
  keep(kept: KeptText): Promise<void>;
  forget(texts: readonly string[]): Promise<void>;
}

const PLACE = 'saml-workbench:knowledge';

/**
 * Keeps in this browser, for this page alone (`localStorage`: no permission is needed for it). What reads and writes it is
 * loaded where there is something.
 */
export function keepInBrowser(): Keeping {
  const load = () => import('./kept-texts.ts');
  return {
    read: async () => (isThere() ? (await load()).readKept(PLACE) : []),
    keep: async (kept) => (await load()).addKept(PLACE, kept),
    forget: async (texts) => {
      if (isThere()) (await load()).removeKept(PLACE, texts);
    },
  };
}

function isThere(): boolean {
  try {
    return localStorage.getItem(PLACE) !== null;
  } catch {
    // A private window, or a page that may keep nothing: then nothing is kept.
    return false;
  }
}
