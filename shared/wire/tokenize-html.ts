import { Tokenizer } from 'htmlparser2';

/** What is told of a page, in order. Names are in lower case, character references decoded. */
export interface HtmlHandler {
  /** A start tag with those of its attributes that were asked for; of several of one name the first, as in browsers. */
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  /** An end tag, as it stands: whether something of that name is open is not looked at. */
  close(name: string): void;
  /** A piece of text; what stands in `script`, `style`, `textarea` and the like is one too. */
  text(text: string): void;
}

const FOREIGN: ReadonlySet<string> = new Set(['svg', 'math']);

/**
 * Tells the tags and texts of an HTML page, without a DOM and without running anything. A tag that the page ends within is
 * none. Only the library's tokenizer is used: its parser keeps a list of what is open, and deep nesting makes that
 * quadratic. Linear in the page's length.
 *
 * @param wanted names of the attributes that are told, in lower case
 */
export function tokenizeHtml(html: string, wanted: ReadonlySet<string>, handler: HtmlHandler): void {
  let tag = '';
  let attribute: string | null = null;
  let value = '';
  let attributes = new Map<string, string>();
  let foreign = 0;

  const nameAt = (start: number, end: number) => html.slice(start, end).toLowerCase();
  const close = (name: string) => {
    if (FOREIGN.has(name)) foreign = Math.max(0, foreign - 1);
    handler.close(name);
  };
  const open = (isClosed: boolean) => {
    if (FOREIGN.has(tag)) foreign += 1;
    handler.open(tag, attributes);
    if (isClosed && foreign > 0) close(tag);
  };

  const tokenizer = new Tokenizer(
    {},
    {
      onopentagname: (start, end) => {
        tag = nameAt(start, end);
        attributes = new Map();
      },
      onattribname: (start, end) => {
        const name = nameAt(start, end);
        attribute = wanted.has(name) && !attributes.has(name) ? name : null;
        value = '';
      },
      onattribdata: (start, end) => {
        if (attribute !== null) value += html.slice(start, end);
      },
      onattribentity: (code) => {
        if (attribute !== null) value += String.fromCodePoint(code);
      },
      onattribend: () => {
        if (attribute !== null) attributes.set(attribute, value);
      },
      onopentagend: () => open(false),
      onselfclosingtag: () => open(true),
      onclosetag: (start, end) => close(nameAt(start, end)),
      ontext: (start, end) => handler.text(html.slice(start, end)),
      ontextentity: (code) => handler.text(String.fromCodePoint(code)),
      isInForeignContext: () => foreign > 0,
      oncdata: () => undefined,
      oncomment: () => undefined,
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onend: () => undefined,
    },
  );
  tokenizer.write(withoutCdata(html));
  tokenizer.end();
}

/** In HTML `<![CDATA[` begins a comment that ends at the next `>`; the library reads on to `]]>`. No place moves. */
function withoutCdata(html: string): string {
  return html.replaceAll('<![CDATA[', '<!-CDATA[');
}
