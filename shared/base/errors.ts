import { visibleText } from './visible-text.ts';

/** Values that an error carries for its words: shown as text, never secrets. */
export type ErrorFacts = Readonly<Record<string, string | number>>;

/** What an error is made of: plain data, which may cross from thread to thread. */
export interface ErrorParts {
  readonly code: string;
  /** One line with `{name}` for each fact. */
  readonly words: string;
  readonly facts: ErrorFacts;
}

/**
 * The one error family of the product. Bad input of any kind becomes one of these;
 * anything else that escapes is a defect of ours.
 *
 * `code` is stable and safe to test for, `message` is one clear line for a person,
 * `facts` are the values behind the words (`position`, `limit`, ...).
 *
 * New errors are made by the class of their room (`errorsOf`), which knows codes and words. This constructor is for
 * those that are made again from their parts.
 */
export class WorkbenchError extends Error implements ErrorParts {
  override readonly name = 'WorkbenchError';
  readonly code: string;
  readonly words: string;
  readonly facts: ErrorFacts;

  constructor({ code, words, facts }: ErrorParts, options?: ErrorOptions) {
    super(fillWords(words, facts), options);
    this.code = code;
    this.words = words;
    this.facts = facts;
  }
}

/**
 * The base of a room's errors, which stand in the room that throws them: `class XmlError extends errorsOf({ ... }) {}`.
 *
 * @param words by code, one line each, in the user's terms, saying what to do where there is something to do; `{name}`
 * is filled from the error's facts. A code is one room's alone
 */
export function errorsOf<Code extends string>(words: Readonly<Record<Code, string>>) {
  return class extends WorkbenchError {
    /** The words of each code. */
    static readonly words = words;
    declare readonly code: Code;

    constructor(code: Code, facts: ErrorFacts = {}, options?: ErrorOptions) {
      super({ code, words: words[code], facts }, options);
    }

    /** Whether an error is the one of this code. The code decides, because one that was made again has no other class. */
    static is(error: unknown, code: Code): boolean {
      return error instanceof WorkbenchError && error.code === code;
    }
  };
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
