import type { Exchange, Header } from './exchange.ts';

/** The value of the first header of that name, in any case; null where there is none (rfc9110 5.1). */
export function headerValue(headers: readonly Header[], name: string): string | null {
  const wanted = name.toLowerCase();
  return headers.find((header) => header.name.toLowerCase() === wanted)?.value ?? null;
}

/** `text/html; charset=UTF-8` -> `text/html`, in lower case. */
export function essenceOf(mimeType: string): string {
  return (mimeType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/**
 * Whether a response of this media type says something that is worth keeping: a form or a SOAP envelope, or why somebody
 * was turned away (a page, JSON, problem+json, plain text). Scripts, styles and pictures say nothing.
 */
export function isTellingType(mimeType: string): boolean {
  const essence = essenceOf(mimeType);
  return /^(?:text\/(?:html|plain|xml|json)|application\/(?:xhtml\+xml|json|xml))$|[/+](?:xml|json)$/.test(essence);
}

/** The Location of a redirect (rfc9110 15.4); null for any other response, where that header means something else. */
export function redirectHeader(status: number | null, headers: readonly Header[]): string | null {
  return status !== null && status >= 300 && status < 400 ? headerValue(headers, 'location') : null;
}

/** A redirect target as an absolute URL (rfc9110 10.2.2); as it stands where it cannot be resolved, null where there is none. */
export function absoluteTarget(location: string | null, base: string): string | null {
  if (!location) return null;
  return URL.canParse(location, base) ? new URL(location, base).href : location;
}

/** Gives every exchange an id of its own: a repeated one gets a number behind it. Keeps the objects that need no change. */
export function withUniqueIds(exchanges: readonly Exchange[]): readonly Exchange[] {
  return exchanges.map(createUniqueIds());
}

/** The same for exchanges that come one by one. */
export function createUniqueIds(): (exchange: Exchange) => Exchange {
  const seen = new Set<string>();
  let number = 0;
  return (exchange) => {
    let id = exchange.id;
    while (seen.has(id)) {
      number += 1;
      id = `${exchange.id}~${number}`;
    }
    seen.add(id);
    return id === exchange.id ? exchange : { ...exchange, id };
  };
}

/** Whether a response sets or removes any cookie. */
export function setsCookies({ responseHeaders }: Exchange): boolean {
  return responseHeaders.some(({ name }) => name.toLowerCase() === 'set-cookie');
}
