import { textError } from './text-place.ts';

/** White space, or one comment, of Qlik's script: `// …`, `REM … ;`. */
const SPACE = /[\s\u{FEFF}]+|\/\/[^\r\n]*|rem\s[^;]*;/iuy;

/** A place in a load script that moves on as it is read. */
export class ScriptCursor {
  readonly text: string;
  #at = 0;

  constructor(text: string) {
    this.text = text;
    this.#skip();
  }

  /** Where the next token begins. */
  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.text.length;
  }

  /**
   * Reads what a sticky expression finds here, and the space behind it.
   * @param keepSpace true: the space behind it is a part of what follows
   * @returns null: it finds nothing, and nothing moved
   */
  take(expression: RegExp, keepSpace = false): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.text);
    if (found === null) return null;
    this.#at = expression.lastIndex;
    if (!keepSpace) this.#skip();
    return found;
  }

  /** The same for what must be there. @throws WorkbenchError `access-text-invalid` */
  demand(expression: RegExp, reason: string, keepSpace = false): RegExpExecArray {
    const found = this.take(expression, keepSpace);
    if (found === null) throw this.wrong(reason);
    return found;
  }

  /** Goes on behind `offset`. */
  moveTo(offset: number): void {
    this.#at = offset;
    this.#skip();
  }

  /** The error for a mistake, here unless said otherwise. */
  wrong(reason: string, offset = this.#at): Error {
    return textError(this.text, offset, reason);
  }

  #skip(): void {
    while (this.#skipOne());
  }

  #skipOne(): boolean {
    if (this.text.startsWith('/*', this.#at)) {
      const end = this.text.indexOf('*/', this.#at + 2);
      if (end === -1) throw this.wrong('this comment is not closed');
      this.#at = end + 2;
      return true;
    }
    SPACE.lastIndex = this.#at;
    if (SPACE.exec(this.text) === null) return false;
    this.#at = SPACE.lastIndex;
    return true;
  }
}
