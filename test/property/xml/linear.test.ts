import { describe, it } from 'vitest';
import { canonicalize } from '#shared/xml/canonicalize.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { printLines } from '#shared/xml/print.ts';
import { expectLinear } from '#test/fixtures/growth.ts';

/** Each makes a document whose size is in proportion to `n` in one dimension. */
const DIMENSIONS: readonly (readonly [string, (n: number) => string])[] = [
  ['siblings', (n) => `<a>${'<b/>'.repeat(n)}</a>`],
  ['siblings of different names', (n) => `<a>${list(n, (i) => `<b${i}/>`)}</a>`],
  ['one long text', (n) => `<a>${'x'.repeat(n * 8)}</a>`],
  ['texts between comments', (n) => `<a>${'x<!---->'.repeat(n)}</a>`],
  ['references', (n) => `<a>${'&amp;&#65;'.repeat(n)}</a>`],
  ['references in a value', (n) => `<a b="${'&amp;&#65;'.repeat(n)}"/>`],
  ['line ends', (n) => `<a>${'\r\n\r'.repeat(n)}</a>`],
  ['CDATA sections', (n) => `<a>${'<![CDATA[]]>'.repeat(n)}</a>`],
  ['brackets', (n) => `<a>${']]'.repeat(n * 4)}</a>`],
  ['comments before the element', (n) => `${'<!---->'.repeat(n)}<a/>`],
  ['white space', (n) => `${' '.repeat(n * 4)}<a${' '.repeat(n * 4)}/>`],
  ['full elements of many attributes', (n) => `<a>${`<b ${list(200, (i) => `c${i}="" `)}/>`.repeat(n / 400)}</a>`],
  ['declarations of other prefixes', (n) => `<a>${list(n / 4, (i) => `<p${i}:b xmlns:p${i}="urn:${i}"/>`)}</a>`],
  [
    'siblings under many declarations at every level',
    (n) =>
      nest(
        100,
        list(n / 4, (i) => `<b xmlns:p${i}="urn:x"/>`),
      ),
  ],
  ['deep branches', (n) => `<a>${(`<b xmlns="urn:x">`.repeat(150) + '</b>'.repeat(150)).repeat(n / 400)}</a>`],
  ['names that hash alike in simple tables', (n) => `<a>${list(n / 2, (i) => `<b c${i}=""/>`)}</a>`],
];

function list(count: number, write: (index: number) => string): string {
  return Array.from({ length: Math.floor(count) }, (_, index) => write(index)).join('');
}

function nest(depth: number, content: string): string {
  const open = list(depth, (level) => `<a ${list(50, (i) => `xmlns:q${level}x${i}="urn:y" `)}>`);
  return open + content + '</a>'.repeat(depth);
}

function work(text: string): void {
  const parsed = parseXml(text);
  canonicalize(parsed.root, { exclusive: true, comments: true });
  canonicalize(parsed.root, { exclusive: false, comments: true });
  printLines(parsed);
}

describe('time to parse, canonicalize and print grows with the size', () => {
  it.each(DIMENSIONS)('of %s', { timeout: 60_000 }, async (_, make) => {
    await expectLinear(make, work, 4000);
  });
});
