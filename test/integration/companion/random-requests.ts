/** Random choices that a seed repeats. */
export interface Dice {
  /** From 0 to below `count`. */
  below(count: number): number;
  of<T>(choices: readonly T[]): T;
  /** True once in so many times. */
  once(inTimes: number): boolean;
}

/** Mulberry32: small, and the same everywhere. */
export function makeDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    of: (choices) => {
      const choice = choices[below(choices.length)];
      if (choice === undefined) throw new RangeError('there is nothing to choose from');
      return choice;
    },
    once: (inTimes) => below(inTimes) === 0,
  };
}

const METHODS = [
  'GET',
  'POST',
  'HEAD',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PATCH',
  'TRACE',
  'PROPFIND',
  'CONNECT',
  'FOO',
  'get',
];

const PATHS = [
  ...['/', '/healthz', '/api/knowledge', '/pages/style.css', '/inspect', '/inspect/', '/inspect/x', '/nowhere', '*'],
  ...['/hub', '/HUB/', '/hub/', '/hub/app/us', '/hub/saml/login', '/hub/saml/acs', '/hub/saml/arrive', '/hub/saml/slo'],
  ...['/hub/saml/slo/soap', '/hub/saml/metadata', '/hub/logout', '/hub/logout/done', '/hub/qps/user'],
  ...[
    '/metadata',
    '/start',
    '/login',
    '/logout',
    '/logout/skip',
    '/sso',
    '/sso/x',
    '/slo',
    '//evil/x',
    'http://h/hub/',
  ],
];

const PARAMETERS = [
  'SAMLRequest',
  'SAMLResponse',
  'RelayState',
  'SigAlg',
  'Signature',
  'token',
  'id',
  'returnTo',
  'sp',
  'user',
  'login',
  'confirm',
  '__proto__',
];

const HOSTS = ['localhost', 'localhost:80', '[::1]', 'evil.example', 'a b', '[::1', 'u@h', 'h:99999', '', 'h\xff'];

const TYPES = [
  'application/x-www-form-urlencoded',
  'text/xml',
  'application/soap+xml',
  'application/json',
  'multipart/form-data',
  'x',
  '',
];

const HEADERS = [
  ...[
    'Cookie: hub.session=x',
    'Cookie: hub.session.login=%00; hub.session=%',
    'Cookie: __proto__=1; =; ;;',
    'Cookie: test_idp_session=\xff',
  ],
  ...[
    'If-None-Match: *',
    'If-Modified-Since: never',
    'Range: bytes=0-',
    'Accept: \xff/*;q=x',
    'Accept-Encoding: ;;',
    'Origin: null',
  ],
  ...[
    'Expect: 100-continue',
    'Expect: tea',
    'Upgrade: h2c',
    'Referer: http://[',
    'X-HTTP-Method-Override: DELETE',
    'Content-Encoding: gzip',
  ],
  ...[
    'X-Forwarded-Host: a b',
    'X-Forwarded-Proto: gopher',
    'Sec-Fetch-Site: \u001b[2J',
    'Transfer-Encoding: chunked',
    'Content-Length: -1',
  ],
  ...[
    'Content-Length: 99999999999999999999',
    'Content-Length: 5',
    'Content-Type: text/html; charset="\xff',
    ': x',
    'SOAPAction: "',
  ],
];

const NASTY = [
  '%',
  '%zz',
  '%00',
  '%ff',
  '%c0%ae',
  '..%2f',
  '\\',
  '<script>',
  "'",
  '"',
  '&',
  '&&',
  '=',
  '#',
  '%F0%9F%98%80',
  '%ED%A0%80',
  '+',
  ';',
  '[]',
  '%0d%0aX:1',
  '\t',
];

/** What of a real login is changed and sent again. */
export interface Samples {
  /** Queries and forms. */
  readonly messages: readonly string[];
  /** Values of Cookie headers that are somebody's session. */
  readonly cookies: readonly string[];
}

/** One request, by and large like HTTP: what is sent with a wrong length waits for the rest of it for ever. */
export function writeRequest(dice: Dice, { messages: samples, cookies }: Samples): string {
  const method = dice.once(3) ? dice.of(METHODS) : dice.of(['GET', 'POST']);
  const body = method === 'GET' && !dice.once(8) ? '' : writeBody(dice, samples);
  const lines = [`${method} ${writeTarget(dice, samples)} HTTP/1.${dice.once(10) ? 0 : 1}`];
  if (!dice.once(20)) lines.push(`Host: ${dice.once(5) ? dice.of(HOSTS) : 'localhost'}`);
  if (body !== '') {
    lines.push(`Content-Type: ${dice.once(4) ? dice.of(TYPES) : dice.of(TYPES.slice(0, 2))}`);
    lines.push(`Content-Length: ${dice.once(15) ? dice.below(100_000) : body.length}`);
  }
  if (dice.once(3)) lines.push(`Cookie: ${dice.of(cookies)}`);
  for (let count = dice.below(3); count > 0; count--) if (dice.once(2)) lines.push(dice.of(HEADERS));
  lines.push('Connection: close');
  return `${lines.join(dice.once(60) ? '\n' : '\r\n')}\r\n\r\n${body}`;
}

function writeTarget(dice: Dice, samples: readonly string[]): string {
  const path = dice.once(12) ? mutate(dice, dice.of(PATHS)) : dice.of(PATHS);
  return dice.once(2) ? path : `${path}?${writeQuery(dice, samples)}`;
}

function writeQuery(dice: Dice, samples: readonly string[]): string {
  if (dice.once(2)) return dice.once(3) ? dice.of(samples) : mutate(dice, dice.of(samples));
  return Array.from({ length: dice.below(4) }, () => `${dice.of(PARAMETERS)}=${dice.of(NASTY)}${dice.below(1e6)}`).join(
    '&',
  );
}

function writeBody(dice: Dice, samples: readonly string[]): string {
  if (dice.once(4)) return writeXml(dice);
  if (dice.once(4)) return Array.from({ length: dice.below(300) }, () => String.fromCharCode(dice.below(256))).join('');
  if (dice.once(3))
    return `SAMLResponse=${encodeURIComponent(Buffer.from(writeXml(dice), 'latin1').toString('base64'))}`;
  return writeQuery(dice, samples);
}

const NAMES = [
  'a',
  'p:Response',
  'p:LogoutRequest',
  'p:LogoutResponse',
  'p:AuthnRequest',
  's:Assertion',
  's:Issuer',
  's:NameID',
  'e:Envelope',
  'e:Body',
  'e:Header',
  'd:Signature',
  'd:SignedInfo',
];
const SPACES =
  'xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:d="http://www.w3.org/2000/09/xmldsig#"';

function writeXml(dice: Dice): string {
  const root = dice.of(NAMES);
  const xml = `<${root} ${SPACES} ID="_${dice.below(9)}" Version="2.0" IssueInstant="2026-01-0${dice.below(9)}T00:00:00Z">${writeElements(dice, 4)}</${root}>`;
  const wrapped = dice.once(3) ? `<e:Envelope ${SPACES}><e:Body>${xml}</e:Body></e:Envelope>` : xml;
  return dice.once(3) ? mutate(dice, wrapped) : wrapped;
}

function writeElements(dice: Dice, depth: number): string {
  if (depth === 0) return dice.of(['', 'x', '&amp;', '&#0;', ']]>', '<!--x-->', '\u001b[2J']);
  return Array.from({ length: dice.below(3) }, () => {
    const name = dice.of(NAMES);
    return `<${name}${dice.once(3) ? ` ID="${dice.of(NASTY).replace(/[<"&]/g, '')}"` : ''}>${writeElements(dice, depth - 1)}</${name}>`;
  }).join('');
}

/** Puts something in, takes something out, doubles or turns something around. */
function mutate(dice: Dice, text: string): string {
  const at = dice.below(text.length + 1);
  const rest = at + dice.below(20);
  const kind = dice.below(4);
  if (kind === 0) return text.slice(0, at) + dice.of(NASTY) + text.slice(at);
  if (kind === 1) return text.slice(0, at) + text.slice(rest);
  if (kind === 2) return text.slice(0, rest) + text.slice(at);
  return text.slice(0, at) + String.fromCharCode(33 + dice.below(94)) + text.slice(at + 1);
}
