import { useState } from 'preact/hooks';
import type { ConnectionDetails } from '#shared/api/connections.ts';

/** A connection's document, as an entry of the configuration file would hold it. */
export type Document = Readonly<Record<string, unknown>>;

/** What somebody is about to make of a connection. */
export interface Draft {
  /** The document as it would be. */
  readonly document: Document;
  readonly isChanged: boolean;
  /** Replaces the value of a key; undefined: takes the key out. */
  readonly put: (key: string, value: unknown) => void;
  /** Replaces all of it. */
  readonly putAll: (document: Document) => void;
  readonly discard: () => void;
}

/**
 * Edits a document key by key. What was changed is kept by its key and laid over whatever the document is: when somebody
 * else changes it meanwhile, their changes of other keys are kept, and the review shows all of it before it is taken.
 */
export function useDraft({ document: base }: Pick<ConnectionDetails, 'document'>): Draft {
  const [edits, setEdits] = useState<ReadonlyMap<string, unknown>>(new Map());
  const entries = [...Object.entries(base).filter(([key]) => !edits.has(key)), ...edits];
  const document = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  return {
    document,
    isChanged: edits.size > 0,
    put: (key, value) => setEdits((now) => new Map(now).set(key, value)),
    putAll: (whole) => {
      const gone = Object.keys(base).filter((key) => !(key in whole));
      setEdits(new Map<string, unknown>([...gone.map((key) => [key, undefined] as const), ...Object.entries(whole)]));
    },
    discard: () => setEdits(new Map()),
  };
}

/** The text of a key; empty where it has none. */
export function textAt(document: Document, key: string): string {
  const value = document[key];
  return typeof value === 'string' ? value : '';
}

/** The number of a key, as a text; empty where it has none. */
export function numberAt(document: Document, key: string): string {
  const value = document[key];
  return typeof value === 'number' ? String(value) : '';
}

/** The map of a key; an empty one where it has none. */
export function mapAt(document: Document, key: string): Document {
  const value = document[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The texts of a list. */
export function textsAt(document: Document, key: string): readonly string[] {
  const value = document[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** A map with a key set, or without it where the text is blank; undefined: nothing is left in it. */
export function withText(map: Document, key: string, text: string): Document | undefined {
  const { [key]: _, ...rest } = map;
  const next = text.trim() === '' ? rest : { ...rest, [key]: text.trim() };
  return Object.keys(next).length === 0 ? undefined : next;
}

/** What a field of numbers becomes in the document: a number, nothing where it is blank, and else the text, which is refused with its reason. */
export function toNumber(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^\d+$/.test(trimmed) ? Number(trimmed) : trimmed;
}
