/** One field of a form. */
export interface FormField {
  readonly name: string;
  readonly value: string;
}

/** RFC 2046 5.1.1 allows 70 characters; the two dashes before them and what is in use beyond it fit too. */
const BOUNDARY = /^(--[^\r\n]{1,200})\r?\n/;
/** Characters at the start of a part in which its headers must be. */
const MAX_HEADER_CHARS = 2000;

/**
 * The fields of a `multipart/form-data` body (RFC 7578), in order; null where the text is none. The boundary is the
 * first line, as the media type is often not recorded. A part without a name is left out; a file counts as its text.
 */
export function readMultipart(text: string): readonly FormField[] | null {
  const boundary = BOUNDARY.exec(text)?.[1]?.trimEnd();
  if (boundary === undefined) return null;
  const parts = `\n${text}`.split(`\n${boundary}`).slice(1);
  const fields = parts.filter((part) => !part.startsWith('--')).flatMap((part) => readPart(part) ?? []);
  return fields.length === 0 ? null : fields;
}

function readPart(part: string): FormField | null {
  const start = part.slice(0, MAX_HEADER_CHARS);
  const blank = /\r?\n\r?\n/.exec(start);
  const name = blank === null ? null : nameOf(start.slice(0, blank.index));
  if (blank === null || name === null) return null;
  return { name, value: part.slice(blank.index + blank[0].length).replace(/\r$/, '') };
}

/** From `Content-Disposition: form-data; name="..."`. */
function nameOf(headers: string): string | null {
  const line = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(headers)?.[1] ?? '';
  const [, quoted, plain] = /(?:^|;)\s*name=(?:"([^"]*)"|([^\s;"]+))/i.exec(line) ?? [];
  return quoted ?? plain ?? null;
}
