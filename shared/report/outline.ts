import type { Fact, FactGroup, FactValue, Tone } from '#shared/explain/facts/fact.ts';

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

/** Facts as rows: of each value what it means stands behind it. */
export function factRows(facts: readonly Fact[]): readonly Row[] {
  return facts.flatMap(({ label, values, tone }) => row(label, values.map(valueLine), tone));
}

/** Facts under a title as a section, with what belongs to it. */
export function groupSection({ title, note, tone, facts, groups }: FactGroup): Section {
  return section(title, { tone, rows: [...row('Note', note), ...factRows(facts)], sections: groups.map(groupSection) });
}

function valueLine({ text, note }: FactValue): string {
  return note === null ? text : `${text} (${note})`;
}
