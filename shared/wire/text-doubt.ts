import type { DecodingStep } from './message.ts';

/** In what way the bytes of a message can be taken for two texts: what readers of XML must refuse, and some read. */
export type TextDoubt = 'mark-missing' | 'mark-again' | 'declaration';

/**
 * What is doubtful about the text that a message was decoded to, by the steps of its decoding: UTF-16 without a byte order
 * mark, a second mark, or a declaration of another encoding (XML 1.0, 4.3.3); null where nothing is.
 */
export function textDoubtOf(steps: readonly DecodingStep[]): {
  readonly doubt: TextDoubt;
  readonly encoding: string;
  readonly declared: string;
} | null {
  for (const { code, facts } of steps) {
    const encoding = String(facts['encoding'] ?? '');
    const declared = String(facts['declared'] ?? '');
    if (code === 'text' && encoding.startsWith('UTF-16') && facts['byteOrderMark'] === 0)
      return { doubt: 'mark-missing', encoding, declared };
    if (code === 'text-mark-again') return { doubt: 'mark-again', encoding, declared };
    if (code === 'text-label-wrong' && !isHarmless(declared, encoding))
      return { doubt: 'declaration', encoding, declared };
  }
  return null;
}

/**
 * .NET's StringWriter declares UTF-16 on text that is then sent as UTF-8. A reader either minds that or reads UTF-8: no
 * reader takes bytes that begin as ASCII for UTF-16, so they are not two texts. It is told, as a deviation.
 */
function isHarmless(declared: string, encoding: string): boolean {
  return encoding === 'UTF-8' && /^(?:utf-16|unicode)/i.test(declared);
}
