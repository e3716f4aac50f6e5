/** In what way the bytes of a message can be taken for two texts: what readers of XML must refuse, and some read. */
export type TextDoubt = 'mark-missing' | 'mark-again' | 'declaration';

/** How the text of a message was read from its bytes. */
export interface TextOrigin {
  /** By which it was read: `UTF-8`, `UTF-16LE`, ... */
  readonly encoding: string;
  /** The encoding that the XML declaration names, where it is another one; else null. */
  readonly declared: string | null;
  /** UTF-16 without a byte order mark, a second mark, or a declaration of another encoding (XML 1.0, 4.3.3). */
  readonly doubt: TextDoubt | null;
}
