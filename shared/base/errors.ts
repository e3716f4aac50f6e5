import { ERROR_WORDS, type ErrorCode } from './error-words.ts';
import { visibleText } from './visible-text.ts';

/** Values that an error carries for its words: shown as text, never secrets. */
export type ErrorFacts = Readonly<Record<string, string | number>>;

/**
 * The one error family of the product. Bad input of any kind becomes one of these;
 * anything else that escapes is a defect of ours.
 *
 * `code` is stable and safe to test for, `message` is one clear line for a person,
 * `facts` are the values behind the words (`position`, `limit`, ...).
 */
export class WorkbenchError extends Error {
  override readonly name = 'WorkbenchError';
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, facts: ErrorFacts = {}, options?: { cause?: unknown }) {
    super(fillWords(ERROR_WORDS[code], facts), options);
    this.code = code;
    this.facts = facts;
  }
}

/**
 * Puts facts into a template: `{name}` becomes the fact's text, cut at 200 characters and with control characters made
 * visible, because facts may quote hostile input.
 */
export function fillWords(template: string, facts: ErrorFacts): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const text = String(facts[name] ?? '?');
    const shown = visibleText(text.slice(0, 200));
    return text.length > 200 ? `${shown}…` : shown;
  });
}
