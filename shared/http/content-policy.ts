import { tokenizeHtml } from '#shared/wire/tokenize-html.ts';
import type { Exchange } from './exchange.ts';

/** Of one response so many policies are read; real ones have one or two. */
const MAX_POLICIES = 16;

/** A Content-Security-Policy: its directives by name, in lower case (CSP 3, 2.2). */
type Policy = ReadonlyMap<string, readonly string[]>;

/** The policies that a browser enforces on a page; those that only report are none. */
function contentPolicies(page: Exchange): readonly Policy[] {
  return [...headerPolicies(page), ...metaPolicies(page.responseText ?? '').map(readPolicy)];
}

function headerPolicies({ responseHeaders }: Exchange): readonly Policy[] {
  return responseHeaders
    .filter(({ name }) => name.toLowerCase() === 'content-security-policy')
    .flatMap(({ value }) => value.split(/[,\n]/))
    .slice(0, MAX_POLICIES)
    .map(readPolicy);
}

const META_ATTRIBUTES: ReadonlySet<string> = new Set(['http-equiv', 'content']);
const MAX_HEAD = 20_000;

/** The policies that stand in a page's own head (CSP 3, 3.3): all of them but `frame-ancestors` hold there, too. */
export function metaPolicies(html: string): readonly string[] {
  const head = html.slice(0, MAX_HEAD);
  if (!/content-security-policy/i.test(head)) return [];
  const found: string[] = [];
  tokenizeHtml(head, META_ATTRIBUTES, {
    open: (name, attributes) => {
      const isPolicy = name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy';
      if (isPolicy && found.length < MAX_POLICIES) found.push(attributes.get('content') ?? '');
    },
    close: () => {},
    text: () => {},
  });
  return found;
}

function readPolicy(text: string): Policy {
  const directives = new Map<string, readonly string[]>();
  for (const part of text.split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/);
    // Of a directive that is there twice the first counts (CSP 3, 2.2.1).
    if (name !== '' && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  return directives;
}

/** The `form-action` that keeps a form of a page from being sent there; null where none does (CSP 3, 6.4.2). */
export function formActionAgainst(page: Exchange, target: string): string | null {
  return listAgainst(page, 'form-action', target);
}

/** The `frame-ancestors` that keeps an answer from being shown in a frame of that page; null where none does (CSP 3, 6.4.3). */
export function frameAncestorsAgainst(framed: Exchange, embedder: string | null): string | null {
  for (const policy of headerPolicies(framed)) {
    const sources = policy.get('frame-ancestors');
    if (sources === undefined) continue;
    const isNobody = sources.every((source) => source.toLowerCase() === "'none'");
    if (isNobody || (embedder !== null && !isListed(sources, embedder, framed.url))) return sources.join(' ');
  }
  return null;
}

/** Whether an answer says who may frame it; X-Frame-Options is not looked at then (CSP 3, 6.4.3.2). */
export function namesFrameAncestors(framed: Exchange): boolean {
  return headerPolicies(framed).some((policy) => policy.has('frame-ancestors'));
}

function listAgainst(page: Exchange, name: string, target: string): string | null {
  for (const policy of contentPolicies(page)) {
    const sources = policy.get(name);
    if (sources !== undefined && !isListed(sources, target, page.url)) return sources.join(' ');
  }
  return null;
}

/**
 * What of a policy keeps scripts that stand in the page itself from running: the list for scripts, or that for everything.
 * Null where none does, or where a nonce or a hash may allow them (CSP 3, 6.7.3).
 */
export function inlineScriptsAgainst(page: Exchange, kind: 'element' | 'attribute'): string | null {
  const special = kind === 'element' ? 'script-src-elem' : 'script-src-attr';
  for (const policy of contentPolicies(page)) {
    const sources = policy.get(special) ?? policy.get('script-src') ?? policy.get('default-src');
    if (sources === undefined) continue;
    const isNamed = sources.some((source) => /^'(?:nonce-|sha(?:256|384|512)-)/i.test(source));
    const isOpen = sources.some((source) => source.toLowerCase() === "'unsafe-inline'");
    if (isOpen && !isNamed) continue;
    // A nonce is never one of an attribute (`onload`), a hash only where 'unsafe-hashes' says so.
    const isHashed = sources.some((source) => source.toLowerCase() === "'unsafe-hashes'");
    if (isNamed && (kind === 'element' || isHashed)) continue;
    return sources.join(' ');
  }
  return null;
}

/** Whether an address is on a list of sources (CSP 3, 6.7.2); paths are not compared, since redirects leave them out. */
function isListed(sources: readonly string[], target: string, self: string): boolean {
  const url = URL.parse(target, self);
  return url === null || sources.some((source) => isSource(source.toLowerCase(), url, URL.parse(self)));
}

function isSource(source: string, url: URL, self: URL | null): boolean {
  if (source === '*') return /^(?:https?|wss?):$/.test(url.protocol);
  if (source === "'self'") return self !== null && isSameOrBetter(self, url);
  if (/^[a-z][a-z0-9+.-]*:$/.test(source))
    return url.protocol === source || (source === 'http:' && url.protocol === 'https:');
  const [, scheme, host = '', port] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+|\[[^\]]+\])(?::(\d+|\*))?(?:\/|$)/.exec(source) ?? [];
  if (host === '' || host.startsWith("'")) return false;
  const wanted = scheme ?? self?.protocol.replace(':', '') ?? 'https';
  const isScheme = url.protocol === `${wanted}:` || (wanted === 'http' && url.protocol === 'https:');
  return isScheme && isHost(host, url.hostname) && isPort(port, url);
}

function isSameOrBetter(self: URL, url: URL): boolean {
  if (self.origin === url.origin) return true;
  const isUpgraded = self.protocol === 'http:' && url.protocol === 'https:' && self.port === '' && url.port === '';
  return isUpgraded && self.hostname === url.hostname;
}

function isHost(pattern: string, hostname: string): boolean {
  return pattern.startsWith('*.') ? hostname.endsWith(pattern.slice(1)) : pattern === hostname;
}

function isPort(port: string | undefined, { port: own, protocol }: URL): boolean {
  if (port === '*') return true;
  const standard = protocol === 'https:' ? '443' : '80';
  return (own || standard) === (port ?? standard);
}
