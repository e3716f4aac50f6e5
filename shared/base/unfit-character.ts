/**
 * Letters that are another letter once their case is left out: the signs for kelvin, ångström and ohm, and the capital
 * theta symbol. Users are compared regardless of case, and who is called so would be somebody else.
 */
const BORROWED = /[\u212a\u212b\u2126\u03f4]/;

/**
 * The first character that no user ID or user directory may have, such as `U+212A`; null: there is none. A directory has
 * no backslash either, because users are written `DIRECTORY\user`: what stands before the first one is the directory.
 */
export function unfitCharacter(text: string, part: 'id' | 'directory'): string | null {
  const found = /\p{Cc}/u.exec(text) ?? BORROWED.exec(text) ?? (part === 'directory' ? /\\/.exec(text) : null);
  if (found === null) return null;
  return `U+${(found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
