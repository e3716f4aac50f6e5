import { describe, expect, it } from 'vitest';
import { toHtmlReport } from '#shared/report/html-report.ts';
import { row, section } from '#shared/report/outline.ts';
import { mapSections, sectionTexts } from '#shared/report/section-texts.ts';

const HOSTILE = '</p></style><script>alert(1)</script>" onload="x" \u202e&';
const SECTIONS = [
  section(HOSTILE, {
    tone: 'bad',
    rows: row(HOSTILE, [HOSTILE, 'two']),
    sections: [section('inner', { tone: 'good' })],
  }),
];

describe('a report as HTML', () => {
  it('has whatever a message says as text, and nothing that a browser would do', () => {
    const html = toHtmlReport(HOSTILE, SECTIONS, [HOSTILE]);
    expect(html.match(/<script/g)).toBeNull();
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).not.toContain('\u202e');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain("default-src 'none'");
  });

  it('tells good and bad by a mark, not by colour alone', () => {
    const html = toHtmlReport('r', SECTIONS, []);
    expect(html).toContain('<h2>✗ ');
    expect(html).toContain('<h3>✓ inner</h3>');
  });
});

describe('the texts of sections', () => {
  it('are given each once, and put back in the same order', () => {
    const texts = sectionTexts(SECTIONS);
    expect(texts).toEqual([HOSTILE, HOSTILE, HOSTILE, 'two', 'inner']);
    let at = 0;
    expect(mapSections(SECTIONS, () => texts[at++] ?? '')).toEqual(SECTIONS);
  });
});
