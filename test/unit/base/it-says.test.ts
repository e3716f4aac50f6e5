import { expect, test } from 'vitest';
import { itSays } from '#shared/base/it-says.ts';

test.each([
  ['Your login failed', ' It says: “Your login failed”.'],
  ['Your login failed.', ' It says: “Your login failed.”'],
  ['Who are you?', ' It says: “Who are you?”'],
  ['ログインできません。', ' It says: “ログインできません。”'],
  ['', ''],
])('%s is said with one stop in the end, or not at all', (words, sentence) => {
  expect(itSays(words)).toBe(sentence);
});
