import { randomBytes } from 'node:crypto';

/** Without letters that are taken for others when somebody reads them out (Crockford): no I, L, O, U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const REFERENCE = /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/;

/** A reference number: 50 random bits, short enough to be read out on the telephone. It opens nothing by itself. */
export function makeReference(): string {
  const letters = Array.from(randomBytes(10), (byte) => LETTERS.charAt(byte % LETTERS.length));
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
}

/** As it was typed or copied: in any case, with white space around it. Null: it is none. */
export function readReference(text: string): string | null {
  const reference = text.trim().toUpperCase();
  return REFERENCE.test(reference) ? reference : null;
}
