import { saidNo, type WayOfNo } from '#shared/flows/answer-said.ts';
import { onwardOf } from '#shared/flows/onward.ts';
import { type OwnRefusal, ownRefusal } from '#shared/flows/own-refusal.ts';
import { pageShape } from '#shared/flows/page-shape.ts';
import { type ProsePlace, proseOf } from '#shared/flows/prose-words.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import { CHECK_CODES, FLOW_CHECK_CODES } from '#shared/inspection/check-codes.ts';
import { COMPANION } from '#shared/phrases/books/companion.ts';
import { escapeHtml } from '#shared/xml/escape.ts';
import { knownWords } from './known-words.ts';
import { redactResponseText } from './redact-page.ts';
import type { Redactor } from './redactor.ts';

/**
 * What an answer says, without what it says of anybody: messages are redacted as such, and of an answer that says no the
 * known words of products are left (they stand in a public book, and what differs each time is no part of them), in the
 * same form, so that the recording still tells why. Null where nothing is left.
 */
export function redactAnswer(exchange: Exchange, redactor: Redactor): string | null {
  const { responseText } = exchange;
  if (responseText === null) return null;
  const kept = redactResponseText(responseText, redactor);
  const said = kept !== null && CARRIES.test(kept) ? null : saidNo(exchange);
  if (said === null || said.way === 'redirect')
    return kept ?? leadingOn(exchange, redactor) ?? redactPage(responseText);
  const words = knownWords(said.words, responseText);
  const own = ownRefusal(exchange);
  if (own !== null && CODES.has(own.code)) return ownPage(own, words);
  if (said.isProse === true) return page(`${PLAIN_NO[proseOf(exchange)]} ${words}`.trim(), '');
  return words === '' && said.way === 'status' ? null : FORMS[said.way](words);
}

/** Sentences in place of those of a page that says no in sentences alone: as sure, and of nobody. */
const PLAIN_NO: Readonly<Record<ProsePlace, string>> = {
  answer: 'Your sign-in was refused.',
  page: 'Your sign-in was refused.',
  inside: 'Access has ended.',
};

/** Where a page leads on by itself, no redirect needed. */
function leadingOn(exchange: Exchange, redactor: Redactor): string | null {
  const target = exchange.redirectUrl === null ? onwardOf(exchange) : null;
  if (target === null) return null;
  const url = escapeHtml(redactor.url(target, 'kept'));
  return `<!DOCTYPE html>\n<html>\n<head>\n<meta http-equiv="refresh" content="0;url=${url}">\n</head>\n<body></body>\n</html>\n`;
}

/**
 * Of a page that says yes is left that it offers to sign out, which only who is logged in is shown; and of one that shows
 * nothing until a script fills it, that it is empty.
 */
function redactPage(html: string): string | null {
  const { hasSignOut, text } = pageShape(html);
  if (hasSignOut) return page('', '<a href="/logout">Sign out</a>\n');
  return text === '' && html !== '' ? '<!DOCTYPE html>\n<html>\n<body></body>\n</html>\n' : null;
}

/** Codes of findings and of our own pages, which say nothing of anybody; a page may hold any other word where ours has its code. */
const CODES: ReadonlySet<string> = new Set([
  ...CHECK_CODES,
  ...FLOW_CHECK_CODES,
  ...COMPANION.map(({ says }) => says.replace(/^.* /, '')),
]);

/** Of a page of our own companion or identity provider: which of them it is of, the code that tells why, and who can mend it. */
function ownPage({ code, by, owner }: OwnRefusal, words: string): string {
  const title = by === 'sp' ? 'Refused · SAML Workbench' : 'Refused · Test identity provider';
  const named = owner === null ? '' : `<p data-owner="${owner}"></p>\n`;
  const line = `${named}<p>The log has this under the code <code>${code}</code>.</p>`;
  return `<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body>\n<h1>Error</h1>\n<p>${escapeHtml(words)}</p>\n${line}\n</body>\n</html>\n`;
}

/** Whether what is left has a message in it. */
const CARRIES = /SAML|wresult/i;

const FORMS: Readonly<Record<Exclude<WayOfNo, 'redirect'>, (words: string) => string>> = {
  status: (words) => page(words, ''),
  page: (words) => page(words, '<h1>Error</h1>\n'),
  'login-page': (words) => page(words, '<h1>Error</h1>\n<form><input type="password"></form>\n'),
  data: (words) => JSON.stringify({ error: words === '' ? 'redacted' : words }),
};

function page(words: string, head: string): string {
  return `<!DOCTYPE html>\n<html>\n<body>\n${head}<p>${escapeHtml(words)}</p>\n</body>\n</html>\n`;
}
