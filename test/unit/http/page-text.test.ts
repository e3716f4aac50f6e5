import { describe, expect, it } from 'vitest';
import { pageText } from '#shared/http/page-text.ts';

describe('what a reader sees of a page', () => {
  it.each([
    [
      'tags go, white space is one space',
      '<h1>Login\n failed</h1><p>Try <b>again</b>.</p>',
      'Login failed Try again .',
    ],
    ['text that is no HTML stays', '{"error": "a < b && c > d"}', '{"error": "a < b && c > d"}'],
    ['references are decoded, without semicolon too', 'caf&eacute; &copy 2026 &hellip; &#8217;', 'café © 2026 … ’'],
    [
      'scripts, styles and titles are not shown',
      '<title>T</title><style>s{}</style><script>if (a<b) {}</script>x',
      'x',
    ],
    ['nor what stands in for scripts', '<noscript>Your signature is invalid</noscript>x<template>y</template>', 'x'],
    ['a head may lack its end tag', '<head><title>Error</title><body>Not signed', 'Not signed'],
    ['nor drawings, comments and frames', '<svg><text>a</text></svg><!-- b --><iframe>c</iframe>x<svg/>y', 'x y'],
    ['a quoted bracket ends no tag', '<p title="a > b">x</p>', 'x'],
    ['a tag that does not end is none', 'x<p title="', 'x'],
    ['nothing', '', ''],
  ])('%s', (_, html, text) => {
    expect(pageText(html)).toBe(text);
  });

  it('is looked for at the beginning only', () => {
    expect(pageText(`${'<b>'.repeat(10_000)}late`)).toBe('');
  });
});
