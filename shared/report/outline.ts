/** How something is to be taken in. */
export type Tone = 'good' | 'bad' | 'warning' | 'plain';

/**
 * A report for reading, before it becomes text or Markdown. Every string may hold text from a message: whoever
 * prints it must escape it.
 */
export interface Section {
  readonly title: string;
  readonly tone: Tone;
  readonly rows: readonly Row[];
  readonly sections: readonly Section[];
}

/** A label and what stands behind it; several values stand below each other. */
export interface Row {
  readonly label: string;
  readonly values: readonly string[];
  readonly tone: Tone;
}

/** A row, or none where there is nothing to say. */
export function row(label: string, value: string | readonly string[] | null, tone: Tone = 'plain'): readonly Row[] {
  const values = value === null ? [] : typeof value === 'string' ? [value] : value;
  return values.length === 0 ? [] : [{ label, values, tone }];
}

/** A section; rows and sections may be left out. */
export function section(title: string, parts: Partial<Omit<Section, 'title'>> = {}): Section {
  return { title, tone: parts.tone ?? 'plain', rows: parts.rows ?? [], sections: parts.sections ?? [] };
}
