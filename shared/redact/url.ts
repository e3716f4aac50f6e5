import { decodePercent } from '#shared/wire/percent.ts';
import type { Redactor } from './redactor.ts';

/** scheme, `//` and authority, path, query, fragment (RFC 3986, appendix B). */
const PARTS = /^([a-z][a-z0-9+.-]*:)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;

/** Schemes whose URLs have the parts that are known here; of all others only the scheme stays. */
const HIERARCHICAL = /^(?:https?|wss?|ftp|chrome-extension|moz-extension):$/i;

/**
 * A URL, absolute or relative, with its host and whatever is a value in it replaced, and everything else left as it
 * was written, so that equal URLs stay equal and escapes stay what they are.
 *
 * @param path `replaced` where the URL is about a person and its path is theirs
 */
export function redactUrl(text: string, path: 'kept' | 'replaced', redactor: Redactor): string {
  const [, scheme, authority, steps = '', query, fragment] = PARTS.exec(text) ?? [];
  if (scheme !== undefined && !HIERARCHICAL.test(scheme)) return otherScheme(scheme, text, redactor);
  const place = authority === undefined ? '' : `//${redactAuthority(authority, redactor)}`;
  const tail = query === undefined ? '' : `?${redactor.query(query, 'query')}`;
  const mark = fragment === undefined ? '' : `#${redactFragment(fragment, redactor)}`;
  return `${scheme ?? ''}${place}${redactPath(steps, path, redactor)}${tail}${mark}`;
}

function otherScheme(scheme: string, text: string, redactor: Redactor): string {
  if (text === 'about:blank') return text;
  const rest = text.slice(scheme.length);
  return scheme.toLowerCase() === 'mailto:'
    ? scheme + redactor.value(rest, 'user')
    : `${redactor.kept(scheme)}${redactor.value(rest, 'text')}`;
}

/** `user:password@host:port`: only the port stays. */
export function redactAuthority(authority: string, redactor: Redactor): string {
  const at = authority.lastIndexOf('@');
  const user = at === -1 ? '' : `${redactor.value(authority.slice(0, at), 'credential')}@`;
  const place = authority.slice(at + 1);
  const port = /:\d{0,5}$/.exec(place)?.[0] ?? '';
  return user + redactor.host(place.slice(0, place.length - port.length)) + port;
}

/** Steps after which the name of a customer or a person comes. */
const OWNED = /^(?:realms?|tenants?|orgs?|organi[sz]ations?|customers?|accounts?|users?|people|u|o|home|~)$/i;

function redactPath(path: string, mode: 'kept' | 'replaced', redactor: Redactor): string {
  const steps = path.split('/');
  return steps
    .map((step, index) => {
      const isOwned = OWNED.test(steps[index - 1] ?? '');
      const [name = '', ...matrix] = step.split(';');
      return [
        redactStep(name, mode === 'kept' && !isOwned, redactor),
        ...matrix.map((each) => redactMatrix(each, redactor)),
      ].join(';');
    })
    .join('/');
}

/** Words, file names and versions; what has more than four digits or is longer than 40 characters is an identifier. */
function isPlainStep(step: string): boolean {
  return /^[$@]?[A-Za-z0-9][A-Za-z0-9._~:!-]{0,39}$/.test(step) && step.replace(/\D/g, '').length <= 4;
}

function redactStep(raw: string, isKept: boolean, redactor: Redactor): string {
  const step = decodePercent(raw, false).text;
  if (raw === '' || /^\.\.?$/.test(step)) return raw;
  const other = isKept && isPlainStep(step) ? redactor.kept(step) : redactor.value(step, 'value');
  return other === step ? raw : encodeURIComponent(other.toWellFormed());
}

/** `;jsessionid=...` */
function redactMatrix(text: string, redactor: Redactor): string {
  const equals = text.indexOf('=');
  if (equals === -1) return redactStep(text, false, redactor);
  return `${redactStep(text.slice(0, equals), true, redactor)}=${redactor.value(text.slice(equals + 1), 'cookie')}`;
}

/** A fragment is a list of parameters, a place within an application, or a place with parameters. */
function redactFragment(fragment: string, redactor: Redactor): string {
  if (fragment === '') return '';
  const [place = '', query] = fragment.split(/\?(.*)/s, 2);
  if (query !== undefined && place.startsWith('/'))
    return `${redactPath(place, 'kept', redactor)}?${redactor.query(query, 'query')}`;
  return fragment.includes('=') ? redactor.query(fragment, 'query') : redactPath(fragment, 'kept', redactor);
}
