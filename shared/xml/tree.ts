/**
 * The lossless tree. Offsets are UTF-16 positions into `XmlDocument.text`, so
 * `document.text.slice(node.start, node.end)` is exactly what was written.
 */
export interface XmlDocument {
  /** The text as it was given, byte order mark removed, line ends untouched. */
  readonly text: string;
  readonly root: XmlElement;
  /** Comments and processing instructions before and after the root, in order; canonicalization with comments needs them. */
  readonly prolog: readonly (XmlComment | XmlInstruction)[];
  readonly epilog: readonly (XmlComment | XmlInstruction)[];
}

export interface XmlElement {
  readonly kind: 'element';
  /** As written, prefix included. */
  readonly name: string;
  /** `''` where there is none. */
  readonly prefix: string;
  readonly localName: string;
  /** `''` where there is none. */
  readonly namespace: string;
  /** Without namespace declarations, in document order. */
  readonly attributes: readonly XmlAttribute[];
  /** The namespace declarations of this very element, in document order. */
  readonly declarations: readonly XmlDeclaration[];
  readonly children: readonly XmlNode[];
  readonly parent: XmlElement | null;
  readonly start: number;
  readonly end: number;
}

export interface XmlAttribute {
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
  readonly namespace: string;
  /** Entities decoded and white space normalised (XML 1.0, 3.3.3). */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** `xmlns="..."` has the prefix `''`. */
export interface XmlDeclaration {
  readonly prefix: string;
  readonly namespace: string;
}

export type XmlNode = XmlElement | XmlText | XmlComment;

/** Character data; a CDATA section is a text of its own with `cdata` true. */
export interface XmlText {
  readonly kind: 'text';
  /** Entities decoded, line ends normalised to LF (XML 1.0, 2.11). */
  readonly value: string;
  readonly cdata: boolean;
  readonly start: number;
  readonly end: number;
}

export interface XmlComment {
  readonly kind: 'comment';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Only outside the document element; inside it the parser refuses them. */
export interface XmlInstruction {
  readonly kind: 'instruction';
  readonly target: string;
  readonly data: string;
  readonly start: number;
  readonly end: number;
}

/** A node while it is being made. */
export type Building<Node> = { -readonly [Key in keyof Node]: Node[Key] };
