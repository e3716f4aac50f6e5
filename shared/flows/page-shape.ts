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
  /** Something may be typed or chosen. */
  readonly hasInput: boolean;
  /** A link or form that ends a session: only who is logged in is shown one. */
  readonly hasSignOut: boolean;
  /** How many links it has. */
  readonly links: number;
  /** Where the page itself sends the browser, as it stands there (`<meta http-equiv="refresh">`, a script of a page that says little else); null: nowhere. */
  readonly refresh: string | null;
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
  'class id role type name href action hidden style aria-hidden aria-live http-equiv content'.split(' '),
);
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/i;
const HIDDEN_CLASS = /(?:^|\s)(?:hidden|d-none|hide|is-hidden|visually-hidden|sr-only)(?:\s|$)/i;
const ALERT =
  /(?:^|[\s_-])(?:alert(?:-(?:danger|error|warning))?|error(?:s|-?(?:message|msg|box|text|summary|block))?|invalid-feedback|danger|failure|exceptionmessagecontainer|errordescription|feedbackpanelerror|msg-bad|muialert-\w*error|kc-feedback-text|notification-error|has-error)(?:$|[\s_-])/i;
const SIGN_OUT =
  /(?:log|sign)[-_ ]?(?:out|off)\b|abmelden|ausloggen|d[ée]connexion|deconnecter|cerrar[-_]?sesion|salir\b|uitloggen|afmelden|utloggning|logg?[-_]?ud\b/i;

type Attributes = ReadonlyMap<string, string>;
type Place = 'title' | 'heading' | 'alert';
interface Piece {
  readonly place: Place;
  readonly text: string[];
}
/** What is gathered on the way. */
type Seen = {
  -readonly [Part in 'hasPassword' | 'hasInput' | 'hasSignOut' | 'links' | 'refresh' | 'isPassing']: PageShape[Part];
};
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
  const seen: Seen = {
    hasPassword: false,
    hasInput: false,
    hasSignOut: false,
    links: 0,
    refresh: null,
    isPassing: false,
  };
  const scripts: string[] = [];
  let silent = 0;
  tokenizeHtml(html.slice(0, MAX_PAGE_CHARS), WANTED, {
    open: (name, attributes) => {
      shown.push(' ');
      const isSilent = SILENT.has(name) || isHidden(attributes);
      if (silent === 0 && !isSilent) look(name, attributes, seen);
      if (isPassed(name, attributes)) seen.isPassing = true;
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
      if (open.at(-1)?.name === 'script') scripts.push(text);
      if (silent > 0) return;
      if (open.at(-1)?.name !== 'title') shown.push(text);
      for (const piece of active) piece.text.push(text);
    },
  });
  const of = (place: Place) =>
    pieces.filter((piece) => piece.place === place).map(({ text }) => oneLine(text.join('')));
  const text = oneLine(shown.join(''));
  return {
    title: of('title')[0] ?? '',
    headings: of('heading'),
    alerts: of('alert').filter((each) => each !== ''),
    text,
    ...seen,
    refresh: seen.refresh ?? (text.length < LITTLE ? ledByScript(scripts.join('\n')) : null),
  };
}

/** A page that leads on by a script says little else: scripts of applications lead to many places, when somebody clicks. */
const LITTLE = 120;
const BY_SCRIPT =
  /\blocation(?:\.href)?\s*=\s*["']([^"'\s]{1,2000})["']|\blocation\.(?:replace|assign)\(\s*["']([^"'\s]{1,2000})["']\s*\)/;

function ledByScript(script: string): string | null {
  const found = BY_SCRIPT.exec(script);
  return (found?.[1] ?? found?.[2])?.replaceAll('\\/', '/') ?? null;
}

/** HTML, 4.2.5.3: `5; url=/next`. */
function refreshIn(attributes: Attributes): string | null {
  if (attributes.get('http-equiv')?.toLowerCase() !== 'refresh') return null;
  return (
    /^\s*\d{1,2}\s*[;,]\s*(?:url\s*=\s*)?["']?([^"'\s]{1,2000})/i.exec(attributes.get('content') ?? '')?.[1] ?? null
  );
}

function isHidden(attributes: Attributes): boolean {
  return (
    attributes.has('hidden') ||
    attributes.get('aria-hidden') === 'true' ||
    HIDDEN.test(attributes.get('style') ?? '') ||
    HIDDEN_CLASS.test(attributes.get('class') ?? '')
  );
}

/** A request or an answer in a form, shown or not. */
function isPassed(name: string, attributes: Attributes): boolean {
  return name === 'input' && /^(?:SAML(?:Request|Response)|wresult)$/.test(attributes.get('name') ?? '');
}

function look(name: string, attributes: Attributes, seen: Seen): void {
  if (name === 'meta') seen.refresh ??= refreshIn(attributes);
  if (name === 'input' && attributes.get('type')?.toLowerCase() === 'password') seen.hasPassword = true;
  if (isInput(name, attributes)) seen.hasInput = true;
  const leads = name === 'a' ? attributes.get('href') : name === 'form' ? attributes.get('action') : undefined;
  if (leads === undefined) return;
  if (name === 'a') seen.links += 1;
  if (SIGN_OUT.test(leads)) seen.hasSignOut = true;
}

function isInput(name: string, attributes: Attributes): boolean {
  if (name === 'select' || name === 'textarea') return true;
  return name === 'input' && !/^(?:hidden|submit|button|reset|image)$/i.test(attributes.get('type') ?? '');
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
