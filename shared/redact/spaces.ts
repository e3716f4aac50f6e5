/** Puts the characters of a text into the places of another's, so that it has the white space of that one. */
export function withSpacesOf(model: string, text: string): string {
  if (!/\s/.test(model)) return text;
  let at = 0;
  const laid = model.replace(/\S/g, () => text.charAt(at++));
  return laid + text.slice(at);
}
