import { visibleText } from '#shared/base/visible-text.ts';
import type { Tone } from '#shared/explain/facts/fact.ts';
import { escapeHtml } from '#shared/xml/escape.ts';
import type { Row, Section } from './outline.ts';

const MARKS: Readonly<Record<Tone, string>> = { good: '✓ ', bad: '✗ ', warning: '⚠ ', plain: '' };

const STYLE = `:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:light-dark(#1c2127,#e7e9ec);background:light-dark(#fff,#1b1d21)}
section section{border-left:3px solid light-dark(#dfe3e8,#363b44);padding-left:1rem;margin:1rem 0}
section.bad{border-color:light-dark(#b0251b,#ff9f96)}section.good{border-color:light-dark(#17693b,#82d6a3)}section.warning{border-color:light-dark(#7d4e00,#f0c070)}
h1{font-size:1.4rem}h2{font-size:1.2rem}h3,h4,h5,h6{font-size:1rem}
dl{display:grid;grid-template-columns:minmax(8rem,1fr) 4fr;gap:.2rem 1rem;margin:.5rem 0}
dt{color:light-dark(#56606b,#a4adb8)}dd{margin:0}dd p{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
footer{color:light-dark(#56606b,#a4adb8);margin-top:2rem}
@media(max-width:40rem){dl{grid-template-columns:1fr}}`;

/**
 * Sections as one HTML file that needs nothing else: no script, no picture, no address; whatever stands in it is text. Its
 * policy allows its own style and nothing more.
 *
 * @param about what stands below the report: what was done to it, line by line
 */
export function toHtmlReport(title: string, sections: readonly Section[], about: readonly string[]): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
${sections.map((section) => sectionHtml(section, 2)).join('\n')}
</main>
<footer>
${about.map((line) => `<p>${text(line)}</p>`).join('\n')}
</footer>
</body>
</html>
`;
}

function sectionHtml({ title, tone, rows, sections }: Section, level: number): string {
  const heading = `h${Math.min(level, 6)}`;
  return [
    `<section class="${tone}">`,
    `<${heading}>${MARKS[tone]}${text(title)}</${heading}>`,
    ...(rows.length === 0 ? [] : ['<dl>', ...rows.map(rowHtml), '</dl>']),
    ...sections.map((section) => sectionHtml(section, level + 1)),
    '</section>',
  ].join('\n');
}

function rowHtml({ label, values }: Row): string {
  return `<dt>${text(label)}</dt><dd>${values.map((value) => `<p>${text(value)}</p>`).join('')}</dd>`;
}

function text(value: string): string {
  return escapeHtml(visibleText(value));
}
