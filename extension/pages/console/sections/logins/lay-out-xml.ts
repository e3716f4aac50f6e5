import { WorkbenchError } from '#shared/base/errors.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { printLines } from '#shared/xml/print.ts';

/** No-break spaces: they are seen where a line begins. */
const LEVEL = '\u00a0\u00a0';

/** XML in lines to be read, an element to a line; what is no XML as it stands. */
export function layOut(xml: string): readonly string[] {
  try {
    return printLines(parseXml(xml)).map(
      ({ indent, tokens }) => LEVEL.repeat(indent) + xml.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0),
    );
  } catch (error) {
    if (error instanceof WorkbenchError) return xml.split('\n');
    throw error;
  }
}
