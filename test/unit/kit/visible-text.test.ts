import { describe, expect, it } from 'vitest';
import { splitVisible, toVisibleString } from '../../../extension/kit/visible-text.ts';

describe('text that hides something', () => {
  it('is cut into what is seen and what is not', () => {
    expect(splitVisible('admin\u202Etxt.exe')).toEqual([
      { text: 'admin', code: null },
      { text: '\u202E', code: 'U+202E' },
      { text: 'txt.exe', code: null },
    ]);
  });

  it.each([
    ['a no-break space', '\u00A0', 'U+00A0'],
    ['a zero-width space', '\u200B', 'U+200B'],
    ['a byte order mark', '\uFEFF', 'U+FEFF'],
    ['a line end', '\n', 'U+000A'],
    ['an escape', '\u001B', 'U+001B'],
    ['a C1 control', '\u0085', 'U+0085'],
    ['an isolate', '\u2066', 'U+2066'],
    ['a tag', '\u{E0041}', 'U+E0041'],
    ['a lone surrogate', '\uD800', 'U+D800'],
  ])('%s is marked', (_, character, code) => {
    expect(splitVisible(`a${character}b`)[1]).toEqual({ text: character, code });
  });

  it.each(['Zoë', 'Łódź', '東京', 'مرحبا', '👩🏽', 'a b', '<img onerror=alert(1)>'])('%s is plain', (text) => {
    expect(splitVisible(text)).toEqual([{ text, code: null }]);
  });

  it('makes one mark of a long run', () => {
    const pieces = splitVisible('\u0000'.repeat(100_000));
    expect(pieces).toHaveLength(1);
    expect(pieces[0]?.code?.endsWith('U+0000 …')).toBe(true);
  });

  it('has a form for places that take only text', () => {
    expect(toVisibleString('a\u202Eb')).toBe('a⟨U+202E⟩b');
  });
});
