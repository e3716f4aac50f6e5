/**
 * What somebody else said, as a sentence that goes after another; '' for no words. Words that end their own sentence need
 * no second stop behind the quotation.
 */
export function itSays(words: string): string {
  if (words === '') return '';
  return ` It says: “${words}”${/[.!?…。]$/u.test(words) ? '' : '.'}`;
}
