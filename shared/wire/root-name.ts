/**
 * The name of the first element of a text that begins with `<`, as written, without parsing it: XML declaration,
 * instructions, comments and DOCTYPE are stepped over, once each and forwards only. `html` is true where the
 * DOCTYPE says so. The name is `''` where no element begins.
 */
export function rootName(text: string): { readonly name: string; readonly html: boolean } {
  let at = 0;
  let html = false;
  while (at !== -1 && at < text.length) {
    at = text.indexOf('<', at);
    if (at === -1) break;
    if (text.startsWith('<!--', at)) at = after(text, '-->', at);
    else if (text.startsWith('<?', at)) at = after(text, '?>', at);
    else if (text.startsWith('<!', at)) {
      html ||= /^<!doctype\s+html/i.test(text.slice(at, at + 40));
      at = after(text, '>', at);
    } else return { name: /^<([^\s<>/?!"'=&]{1,200})/.exec(text.slice(at, at + 202))?.[1] ?? '', html };
  }
  return { name: '', html };
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at === -1 ? -1 : at + end.length;
}
