/** One PEM block (RFC 7468): `CERTIFICATE` and the base64 text between its lines. */
export interface PemBlock {
  readonly label: string;
  readonly body: string;
}

/**
 * Finds the PEM blocks of a text, whatever stands around and between them. Headers inside a block
 * (`Proc-Type: ...`, RFC 1421) are left out of the body; `\n` written as two characters, as
 * environment variables have it, counts as a line end. A block without its END line is ignored.
 */
export function readPemBlocks(text: string): PemBlock[] {
  const lines = text.includes('\\n') ? text.replaceAll('\\r', '').replaceAll('\\n', '\n') : text;
  const blocks: PemBlock[] = [];
  const begins = /-----BEGIN ([A-Z0-9 ]{1,40})-----/g;
  for (let begin = begins.exec(lines); begin !== null; begin = begins.exec(lines)) {
    const label = begin[1] ?? '';
    const end = lines.indexOf(`-----END ${label}-----`, begins.lastIndex);
    if (end === -1) break;
    blocks.push({ label, body: withoutHeaders(lines.slice(begins.lastIndex, end)) });
    begins.lastIndex = end;
  }
  return blocks;
}

/**
 * Prints bytes as one PEM block with lines of 64 characters.
 * @param base64 of the bytes, without white space
 */
export function printPem(label: string, base64: string): string {
  return `-----BEGIN ${label}-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
}

function withoutHeaders(body: string): string {
  return body.includes(':')
    ? body
        .split(/\r\n?|\n/)
        .filter((line) => !line.includes(':'))
        .join('\n')
    : body;
}
