import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import { toJsonReport } from '#shared/report/json-report.ts';
import { writePostForm } from '#shared/wire/write-post.ts';

const xmlIn = (encoding: string) =>
  `<?xml version="1.0" encoding="${encoding}"?><p:LogoutResponse xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" InResponseTo="_ä~?>?" Version="2.0"/>`;
const XML = xmlIn('UTF-8');
const bytes = Buffer.from(XML);
const base64 = bytes.toString('base64');
const deflated = deflateRawSync(bytes).toString('base64');
const escaped = encodeURIComponent;
const lines = (text: string) => text.replace(/.{60}/g, '$&\r\n');
const latin = Buffer.from(xmlIn('ISO-8859-1'), 'latin1').toString('base64');
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const page = (form: string) => `<!DOCTYPE html><html><body onload="x()">${form}</body></html>`;
const input = (value: string) => `<input type="hidden" name="SAMLResponse" value="${value}">`;

async function read(text: string | Uint8Array) {
  const { messages } = toJsonReport(await inspectInput(text, await knowledgeFrom({})), { all: false });
  return messages.map(({ kind, binding, inResponseTo, relayState, decoding }) => ({
    kind,
    binding,
    inResponseTo,
    relayState,
    decoding: decoding.join('; '),
  }));
}

/** Each with the input, how it travelled, and words that its decoding must have said. */
const CASES: readonly (readonly [string, string | Uint8Array, string, string])[] = [
  ['redirect', `https://sp/slo?SAMLResponse=${escaped(deflated)}`, 'redirect', 'raw deflate'],
  ['redirect, not deflated', `https://sp/slo?SAMLResponse=${escaped(base64)}`, 'redirect', 'not deflated'],
  [
    'redirect, zlib',
    `https://sp/slo?SAMLResponse=${escaped(deflateSync(bytes).toString('base64'))}`,
    'redirect',
    'zlib deflate',
  ],
  [
    'redirect, gzip',
    `https://sp/slo?SAMLResponse=${escaped(gzipSync(bytes).toString('base64'))}`,
    'redirect',
    'gzip deflate',
  ],
  ['redirect, escaped twice', `https://sp/slo?SAMLResponse=${escaped(escaped(deflated))}`, 'redirect', 'escaped twice'],
  ['redirect, plus not escaped', `https://sp/slo?SAMLResponse=${deflated}`, 'redirect', 'raw deflate'],
  [
    'redirect, base64url without padding',
    `https://sp/slo?SAMLResponse=${deflateRawSync(bytes).toString('base64url')}`,
    'redirect',
    'base64',
  ],
  [
    'redirect, lower-case escapes',
    `https://sp/slo?SAMLResponse=${escaped(deflated).replace(/%../g, (x) => x.toLowerCase())}`,
    'redirect',
    'raw deflate',
  ],
  [
    'redirect, line breaks in the URL',
    lines(`https://sp/slo?SAMLResponse=${escaped(deflated)}`),
    'redirect',
    'line breaks',
  ],
  ['redirect, a query alone', `?RelayState=r&SAMLResponse=${escaped(deflated)}`, 'redirect', 'raw deflate'],
  [
    'redirect, a whole request',
    `GET /slo?SAMLResponse=${escaped(deflated)} HTTP/1.1\r\nHost: sp\r\n\r\n`,
    'redirect',
    'raw deflate',
  ],
  [
    'redirect, custom name',
    `https://sp/slo?token=${escaped(deflated)}`,
    'redirect',
    'found by its content in the parameter token',
  ],
  ['post', `SAMLResponse=${escaped(base64)}`, 'post', 'base64; UTF-8'],
  ['post, deflated', `a=b&SAMLResponse=${escaped(base64)}`, 'post', 'base64; UTF-8'],
  ['post, line breaks', `SAMLResponse=${escaped(lines(base64))}`, 'post', 'with line breaks'],
  ['post, no padding', `SAMLResponse=${escaped(base64.replace(/=+$/, ''))}`, 'post', 'base64'],
  ['post, custom name', `RelayState=r&token=${escaped(base64)}`, 'post', 'parameter token'],
  ['post, custom name, XML as it is', `RelayState=r&token=${escaped(XML)}`, 'post', 'parameter token'],
  ['post, XML as it is', `SAMLResponse=${escaped(XML)}`, 'post', 'the XML itself'],
  ['post, ISO-8859-1', `SAMLResponse=${escaped(latin)}`, 'post', 'ISO-8859-1'],
  [
    'post, UTF-16',
    `SAMLResponse=${escaped(utf16(xmlIn('UTF-16')).toString('base64'))}`,
    'post',
    'UTF-16LE with a byte order mark',
  ],
  [
    'post, byte order mark',
    `SAMLResponse=${escaped(Buffer.from(`\uFEFF${XML}`).toString('base64'))}`,
    'post',
    'UTF-8 with a byte order mark',
  ],
  ['post, a whole request', `POST /slo HTTP/1.1\r\nHost: sp\r\n\r\nSAMLResponse=${escaped(base64)}`, 'post', 'base64'],
  ['a value', base64, 'unknown', 'base64'],
  ['a value with line breaks', lines(base64), 'unknown', 'with line breaks'],
  ['a value, deflated', deflated, 'unknown', 'raw deflate'],
  ['a value, escaped', escaped(deflated), 'unknown', 'percent escapes decoded'],
  ['a value, escaped twice', escaped(escaped(base64)), 'unknown', 'escaped twice'],
  ['a value in UTF-16', utf16(base64), 'unknown', 'base64'],
  ['XML', XML, 'unknown', 'the XML itself'],
  ['XML in a file of ISO-8859-1', Buffer.from(xmlIn('ISO-8859-1'), 'latin1'), 'unknown', 'the XML itself'],
  ['XML of ISO-8859-1, saved anew in UTF-8', Buffer.from(xmlIn('ISO-8859-1')), 'unknown', 'the XML itself'],
  ['XML in a file of UTF-16', utf16(xmlIn('UTF-16')), 'unknown', 'the XML itself'],
  [
    'HTML of ours',
    writePostForm({ action: 'https://sp/slo', parameter: 'SAMLResponse', value: base64, nonce: 'n' }),
    'post',
    'goes by post to https://sp/slo',
  ],
  [
    'HTML in upper case, unquoted',
    page(`<FORM METHOD=POST ACTION=https://sp/slo><INPUT TYPE=hidden NAME=SAMLResponse VALUE=${base64}></FORM>`),
    'post',
    'goes by post to https://sp/slo',
  ],
  [
    'HTML with entities',
    page(
      `<form method="post" action="https&#x3a;&#x2f;&#x2f;sp/slo">${input(base64.replace(/\+/g, '&#x2b;').replace(/=/g, '&#61;').replace(/\//g, '&sol;'))}</form>`,
    ),
    'post',
    'goes by post to https://sp/slo',
  ],
  [
    'HTML with several forms',
    page(`<form action="/search"><input name=q value=x></form><form method=post action=/slo>${input(base64)}</form>`),
    'post',
    'goes by post to /slo',
  ],
  [
    'HTML, single quotes and line breaks',
    page(`<form\n method='post'\n action='/slo'\n><input\n name='SAMLResponse'\n value='${lines(base64)}'\n/></form>`),
    'post',
    'with line breaks',
  ],
  [
    'HTML, a textarea',
    page(`<form method=post action=/slo><textarea name=SAMLResponse>${base64}</textarea></form>`),
    'post',
    'base64',
  ],
  ['JSON of parameters', JSON.stringify({ SAMLResponse: base64, RelayState: 'r' }), 'post', 'base64'],
];

describe('however a message was wrapped, it is read, and each step is told', () => {
  test.each(CASES)('%s', async (_, text, binding, said) => {
    const [message, ...more] = await read(text);
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      kind: 'LogoutResponse',
      binding,
      inResponseTo: '_ä~?>?',
      decoding: expect.stringContaining(said),
    });
  });
});
