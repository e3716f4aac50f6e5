import type { Exchange } from '#shared/http/exchange.ts';
import { carriesSaml } from '#shared/http/relevance.ts';

/** Counts what carries SAML, of which a page may hold so much. */
export interface MessageBound {
  /** Counts an exchange of the file. */
  add(exchange: Exchange): void;
  /** Whether no more of the file should be taken in. */
  isFull(): boolean;
}

/**
 * A message has a model, findings and a place in a flow, here and in the page: some 30 KB in all, and its text three times over.
 * So many of them, and characters of what carried them, stay within the 500 MB that a large file may take.
 */
const MOST = { exchanges: 7_000, chars: 28 * 1024 * 1024 };

/** Nothing yet. */
export function createMessageBound(most = MOST): MessageBound {
  let exchanges = 0;
  let chars = 0;
  return {
    add(exchange) {
      if (!carriesSaml(exchange)) return;
      exchanges += 1;
      chars += exchange.url.length + textChars(exchange);
    },
    isFull: () => exchanges >= most.exchanges || chars >= most.chars,
  };
}

/** Characters of both bodies of an exchange. */
export function textChars({ requestBody, responseText }: Exchange): number {
  return (requestBody?.text?.length ?? 0) + (responseText?.length ?? 0);
}
