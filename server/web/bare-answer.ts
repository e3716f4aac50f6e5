import { STATUS_CODES } from 'node:http';
import { securityHeaders } from './set-security-headers.ts';

/** An answer that no application gives: one line of text. */
export interface BareAnswer {
  readonly status: number;
  /** Stable, kebab-case; also in the log. */
  readonly code: string;
  /** What is wrong, in a sentence; nothing of the request is quoted. */
  readonly words: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Header fields and text of a bare answer, with the security headers of every other. The connection ends with it. */
export function writeBareAnswer(
  { code, words, headers = {} }: BareAnswer,
  https: boolean,
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  const body = `${words} (${code})\n`;
  const own = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  return { headers: { ...securityHeaders(https), ...own, ...headers }, body };
}

/** A bare answer as it goes over the wire, for a connection on which there is no request to answer. */
export function printBareAnswer(answer: BareAnswer, https: boolean): string {
  const { headers, body } = writeBareAnswer(answer, https);
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n${fields.join('')}\r\n${body}`;
}
