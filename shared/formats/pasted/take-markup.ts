import type { DecodingStep } from '#shared/wire/message.ts';
import { decodePercent } from '#shared/wire/percent.ts';
import { makeStep } from '#shared/wire/steps.ts';
import type { Finder } from './finder.ts';
import type { Passage } from './passage.ts';
import { unescapeHtml, unescapeString } from './unescape.ts';

const ROOTS = [
  ...[
    'Response',
    'AuthnRequest',
    'LogoutRequest',
    'LogoutResponse',
    'Assertion',
    'ArtifactResolve',
    'ArtifactResponse',
  ],
  ...['AttributeQuery', 'ManageNameIDRequest', 'ManageNameIDResponse', 'NameIDMappingRequest', 'NameIDMappingResponse'],
  ...['Request', 'EntityDescriptor', 'EntitiesDescriptor', 'Envelope'],
  ...['RequestSecurityTokenResponseCollection', 'RequestSecurityTokenResponse'],
];
const NAMES = [...ROOTS, ...ROOTS.map((name) => name.toLowerCase())].join('|');

/** Where a message may begin: `<` in any escape, and the name of one. In groups: the bracket as written, the name. */
export const MARKUP_START = String.raw`(<|&(?:amp;){0,3}(?:lt|#60|#[xX]3[cC]);|\\{1,7}(?:u003|x3)[cC]|%(?:25){0,2}3[cC])((?:[A-Za-z_][\w.-]{0,40}(?::|%(?:25)?3[aA]))?(?:${NAMES}))(?![\w.:-])`;

const TAG_END =
  /(\\{0,7}\/|%(?:25)?2[fF])?\s{0,9}(?:>|&(?:amp;){0,3}(?:gt|#62|#[xX]3[eE]);|\\{1,7}(?:u003|x3)[eE]|%(?:25){0,2}3[eE])/;
/** The namespaces of SAML and of WS-Trust, colons and slashes escaped or not; a prefix that is usual tells as much. */
const SPEAKS_OF_SAML = /oasis.{1,9}names.{1,9}tc.{1,9}saml|ws-trust|\/02\/trust/i;
const USUAL_PREFIX = /^(?:saml|md:)/i;
/** As many times one escape may stand in another. */
const MOST_ROUNDS = 5;

/** Markup that was found: a message, or none of SAML. */
export interface TakenMarkup {
  readonly passage: Passage | null;
  /** Where to go on; for what is no message, behind what was gone through in vain. */
  readonly end: number;
}

/**
 * Takes the message that begins at a place of a text, up to its end tag, or up to the text's end where that is missing.
 * What does not speak of SAML in its start tag is none; of an envelope the whole counts.
 *
 * @param open its bracket as written, @param name its name
 */
export function takeMarkup(
  text: string,
  start: number,
  { open, name }: { readonly open: string; readonly name: string },
  find: Finder,
): TakenMarkup {
  const next = find(open, start + open.length);
  const head = text.slice(start, next === -1 ? undefined : next);
  const isEnvelope = /envelope$/i.test(name);
  if (!isEnvelope && !SPEAKS_OF_SAML.test(head) && !USUAL_PREFIX.test(name)) {
    return { passage: null, end: start + open.length };
  }
  const extent = extentOf(text, start, { open, name, head });
  const raw = text.slice(start, extent.end);
  if (isEnvelope && !SPEAKS_OF_SAML.test(raw)) return { passage: null, end: extent.end };
  const { xml, steps } = withoutEscapes(raw);
  const cut = extent.isWhole ? [] : [makeStep('found-cut')];
  return {
    passage: { kind: isEnvelope ? 'soap' : 'xml', text: xml.trim(), steps: [...steps, ...cut] },
    end: extent.end,
  };
}

interface Tag {
  readonly open: string;
  readonly name: string;
  /** The text from the start tag to the next bracket. */
  readonly head: string;
}

/** Counts start and end tags of the same name, since one may stand within another. */
function extentOf(
  text: string,
  start: number,
  { open, name, head }: Tag,
): { readonly end: number; readonly isWhole: boolean } {
  const ended = TAG_END.exec(head);
  if (ended?.[1] !== undefined) return { end: start + ended.index + ended[0].length, isWhole: true };
  const tags = new RegExp(`${literal(open)}(\\\\{0,7}/|%(?:25)?2[fF])?${literal(name)}(?![\\w.:-])`, 'g');
  tags.lastIndex = start;
  let depth = 0;
  for (let tag = tags.exec(text); tag !== null; tag = tags.exec(text)) {
    depth += tag[1] === undefined ? 1 : -1;
    if (depth > 0) continue;
    const rest = TAG_END.exec(text.slice(tags.lastIndex, tags.lastIndex + 40));
    return { end: tags.lastIndex + (rest === null ? 0 : rest.index + rest[0].length), isWhole: rest !== null };
  }
  return { end: text.length, isWhole: false };
}

function literal(text: string): string {
  return text.replace(/[\\.]/g, '\\$&');
}

function withoutEscapes(raw: string): { readonly xml: string; readonly steps: readonly DecodingStep[] } {
  const steps: DecodingStep[] = [];
  let xml = raw;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const hidden = escapeOf(xml);
    if (hidden === null) break;
    xml = UNESCAPE[hidden](xml);
    steps.push(makeStep('found-escaped', { escape: hidden }));
  }
  return { xml, steps };
}

const UNESCAPE = {
  'a string': unescapeString,
  HTML: unescapeHtml,
  'doubled quotes': (text: string) => text.replaceAll('""', '"'),
  'a URL': (text: string) => decodePercent(text, text.includes('+') && !text.includes('%20')).text,
} as const;

/** What still hides the markup: its first bracket, the first quotation mark of its attributes, its line ends. */
function escapeOf(text: string): keyof typeof UNESCAPE | null {
  if (text.startsWith('&')) return 'HTML';
  if (text.startsWith('\\')) return 'a string';
  if (text.startsWith('%')) return 'a URL';
  const quote = /^[^>=]{0,4096}=\s{0,9}(\\{1,7}["'u]|&|""(?=[^"\s>/]))/.exec(text)?.[1];
  if (quote === '&') return 'HTML';
  // As a cell of a table and a verbatim string of C# have them.
  if (quote === '""') return 'doubled quotes';
  if (quote !== undefined || /<\\+\/|>(?:\\+r)?\\+n/.test(text)) return 'a string';
  return null;
}
