import type { Section } from './outline.ts';

/** The same sections with other texts: titles, labels and values, each given once and in order. */
export function mapSections(sections: readonly Section[], map: (text: string) => string): readonly Section[] {
  return sections.map(({ title, tone, rows, sections: inner }) => ({
    title: map(title),
    tone,
    rows: rows.map((row) => ({ label: map(row.label), values: row.values.map(map), tone: row.tone })),
    sections: mapSections(inner, map),
  }));
}

/** Every text of sections, in the order of `mapSections`. */
export function sectionTexts(sections: readonly Section[]): readonly string[] {
  const texts: string[] = [];
  mapSections(sections, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}
