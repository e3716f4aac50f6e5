import { tokenizeHtml } from '#shared/wire/tokenize-html.ts';

/** What of a page tells how it is meant: what stands out, what may be typed into it, what leads away from it. */
export interface PageShape {
  readonly title: string;
  /** Of `h1` to `h3`, in order. */
  readonly headings: readonly string[];
  /** What the page marks as an alert or an error (`role="alert"`, classes of the usual style sheets). */
  readonly alerts: readonly string[];
  /** All that a reader sees, the title left out. */
  readonly text: string;
  readonly hasPassword: boolean;
  /** A link or form that ends a session: only who is logged in is shown one. */
  readonly hasSignOut: boolean;
  /** A request or an answer in a form: the page sends the browser on. */
  readonly isPassing: boolean;
}

/** Of a page so many characters are looked at: what a server refuses with is short. */
const MAX_PAGE_CHARS = 20_000;
const MAX_PIECES = 20;

/** What stands in these is not shown, by a browser that runs scripts. */
const SILENT: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'template', 'svg', 'iframe', 'noembed']);
/** Elements without an end. */
const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);
const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3']);
const WANTED: ReadonlySet<string> = new Set(
  'class id role type name href action hidden style aria-hidden aria-live'.split(' '),
);
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/i;
const HIDDEN_CLASS = /(?:^|\s)(?:hidden|d-none|hide|is-hidden|visually-hidden|sr-only)(?:\s|$)/i;
const ALERT =
  /(?:^|[\s_-])(?:alert(?:-(?:danger|error|warning))?|error(?:s|-?(?:message|msg|box|text|summary|block))?|invalid-feedback|danger|failure|exceptionmessagecontainer|kc-feedback-text|notification-error|has-error)(?:$|[\s_-])/i;
const SIGN_OUT = /(?:log|sign)[-_ ]?(?:out|off)\b/i;

type Attributes = ReadonlyMap<string, string>;
type Place = 'title' | 'heading' | 'alert';
interface Piece {
  readonly place: Place;
  readonly text: string[];
}
interface Open {
  readonly name: string;
  readonly isSilent: boolean;
  readonly piece: Piece | null;
}

/** The shape of an HTML page. Linear in its length; nothing of it runs. */
export function pageShape(html: string): PageShape {
  const open: Open[] = [];
  const pieces: Piece[] = [];
  const active: Piece[] = [];
  const shown: string[] = [];
  const seen = { hasPassword: false, hasSignOut: false, isPassing: false };
  let silent = 0;
  tokenizeHtml(html.slice(0, MAX_PAGE_CHARS), WANTED, {
    open: (name, attributes) => {
      shown.push(' ');
      const isSilent = SILENT.has(name) || isHidden(attributes);
      if (silent === 0 && !isSilent) look(name, attributes, seen);
      if (name === 'input' && /^(?:SAML(?:Request|Response)|wresult)$/.test(attributes.get('name') ?? ''))
        seen.isPassing = true;
      if (VOID.has(name)) return;
      const place = silent === 0 && !isSilent ? placeOf(name, attributes) : null;
      const piece = place === null || pieces.length >= MAX_PIECES ? null : { place, text: [] };
      if (piece !== null) {
        pieces.push(piece);
        active.push(piece);
      }
      open.push({ name, isSilent, piece });
      if (isSilent) silent += 1;
    },
    close: (name) => {
      shown.push(' ');
      const at = open.findLastIndex((each) => each.name === name);
      if (at === -1) return;
      for (const { isSilent, piece } of open.splice(at)) {
        if (isSilent) silent -= 1;
        if (piece !== null) active.splice(active.indexOf(piece), 1);
      }
    },
    text: (text) => {
      if (silent > 0) return;
      if (open.at(-1)?.name !== 'title') shown.push(text);
      for (const piece of active) piece.text.push(text);
    },
  });
  const of = (place: Place) =>
    pieces.filter((piece) => piece.place === place).map(({ text }) => oneLine(text.join('')));
  return {
    title: of('title')[0] ?? '',
    headings: of('heading'),
    alerts: of('alert').filter((text) => text !== ''),
    text: oneLine(shown.join('')),
    ...seen,
  };
}

function isHidden(attributes: Attributes): boolean {
  return (
    attributes.has('hidden') ||
    attributes.get('aria-hidden') === 'true' ||
    HIDDEN.test(attributes.get('style') ?? '') ||
    HIDDEN_CLASS.test(attributes.get('class') ?? '')
  );
}

function look(name: string, attributes: Attributes, seen: { hasPassword: boolean; hasSignOut: boolean }): void {
  if (name === 'input' && attributes.get('type')?.toLowerCase() === 'password') seen.hasPassword = true;
  const leads = name === 'a' ? attributes.get('href') : name === 'form' ? attributes.get('action') : undefined;
  if (leads !== undefined && SIGN_OUT.test(leads)) seen.hasSignOut = true;
}

function placeOf(name: string, attributes: Attributes): Place | null {
  if (name === 'title') return 'title';
  if (HEADINGS.has(name)) return 'heading';
  const marked = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`;
  return attributes.get('role') === 'alert' || (name !== 'body' && name !== 'html' && ALERT.test(marked))
    ? 'alert'
    : null;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
