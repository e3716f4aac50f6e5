import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '#shared/base/base64.ts';
import { concatBytes, encodeUtf8 } from '#shared/base/bytes.ts';
import { describeStep } from '#shared/inspection/step-words.ts';
import { readForm, readFormParameters, readParameterValue, readUrl } from '#shared/wire/read-message.ts';
import type { WireReading } from '#shared/wire/wire-reading.ts';

const xml = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1">é€😀</samlp:Response>';
const post = encodeBase64(encodeUtf8(xml));
const redirect = encodeBase64(deflateRawSync(encodeUtf8(xml)));
const escaped = encodeURIComponent;

function words({ steps }: WireReading): readonly string[] {
  return steps.map((step) => `${step.deviation ? '! ' : ''}${describeStep(step)}`);
}

function only(readings: readonly WireReading[]): WireReading {
  const [reading, ...others] = readings;
  if (reading === undefined || others.length > 0) throw new Error(`${readings.length} readings`);
  return reading;
}

describe('URLs', () => {
  const url = `https://idp.example/sso?tenant=1&SAMLRequest=${escaped(redirect)}&RelayState=a%20b%2Bc+d#fragment`;

  it('carry a message on the redirect binding, UTF-8 intact (saml-bindings 3.4)', () => {
    const reading = only(readUrl(url));
    expect(reading).toMatchObject({ binding: 'redirect', parameter: 'SAMLRequest', error: null });
    expect(reading.wire).toMatchObject({ xml, relayState: 'a b+c d', redirectSignature: null, steps: reading.steps });
    expect(words(reading)).toEqual([
      'percent escapes decoded',
      'base64',
      expect.stringMatching(/^raw deflate, \d+ bytes -> \d+ bytes$/),
      'UTF-8',
    ]);
  });

  it.each([
    ['a bare query', `SAMLRequest=${escaped(redirect)}`],
    ['a bare query with its mark', `?SAMLRequest=${escaped(redirect)}`],
    ['a bare query with a question mark in RelayState', `RelayState=https://sp/?a&SAMLRequest=${escaped(redirect)}`],
    ['a path', `/sso?SAMLRequest=${escaped(redirect)}`],
    ['a host without scheme', `idp.example/sso?SAMLRequest=${escaped(redirect)}`],
    ['a response', `https://sp/slo?SAMLResponse=${escaped(redirect)}`],
    ['line breaks and spaces around', ` https://sp/slo?SAMLResponse=\n${escaped(redirect)}\n `],
  ])('are read as %s', (_, text) => {
    expect(only(readUrl(text)).wire?.xml).toBe(xml);
  });

  it('carry base64 that was not deflated, too, which is a deviation', () => {
    const reading = only(readUrl(`https://sp/acs?SAMLResponse=${escaped(post)}`));
    expect(reading.wire?.xml).toBe(xml);
    expect(words(reading)).toContain('! not deflated');
  });

  it.each([
    ['zlib', deflateSync(encodeUtf8(xml)), /^! zlib deflate/],
    ['gzip', gzipSync(encodeUtf8(xml)), /^! gzip deflate/],
    [
      'junk behind',
      concatBytes([deflateRawSync(encodeUtf8(xml)), new Uint8Array(3)]),
      /^! raw deflate.*, 3 bytes of junk behind it$/,
    ],
  ])('carry %s as a deviation', (_, bytes, step) => {
    const reading = only(readUrl(`?SAMLRequest=${escaped(encodeBase64(bytes))}`));
    expect(reading.wire?.xml).toBe(xml);
    expect(words(reading)).toContainEqual(expect.stringMatching(step));
  });

  it('carry messages under other names, if that is what they are', () => {
    const reading = only(
      readUrl(`https://sp/?token=${escaped(redirect)}&code=${'A'.repeat(200)}&x=${escaped('<a/>')}`),
    );
    expect(reading).toMatchObject({ parameter: 'token', binding: 'redirect' });
    expect(words(reading)).toContain('! found by its content in the parameter token');
  });

  it.each([
    '',
    'https://idp.example/',
    'https://idp.example/?a=b',
    'mailto:a@b',
    'https://x/?SAMLsomething=AAQ',
    '%',
    '?&=&',
  ])('without a message are empty: %j', (text) => {
    expect(readUrl(text)).toEqual([]);
  });

  it('that were broken do not hide what else is there', () => {
    const readings = readUrl(`?SAMLRequest=!!!&SAMLResponse=${escaped(redirect)}&SAMLResponse=`);
    expect(readings.map(({ parameter, wire, error }) => [parameter, wire?.xml ?? null, error?.code ?? null])).toEqual([
      ['SAMLRequest', null, 'base64-invalid'],
      ['SAMLResponse', xml, null],
      ['SAMLResponse', null, 'input-empty'],
    ]);
    expect(readings.flatMap(words)).toContain('! the parameter SAMLResponse is there 2 times');
  });
});

describe('forms', () => {
  it('carry a message on the POST binding (saml-bindings 3.5)', () => {
    const reading = only(readForm(`SAMLResponse=${escaped(post)}&RelayState=%2Fapp`));
    expect(reading).toMatchObject({ binding: 'post', parameter: 'SAMLResponse' });
    expect(reading.wire).toMatchObject({ xml, relayState: '/app', redirectSignature: null });
    expect(words(reading)).toEqual(['percent escapes decoded', 'base64', 'UTF-8']);
  });

  it.each([
    ['no escapes at all', post, ['! base64 with spaces for plus signs', 'UTF-8']],
    [
      'line breaks',
      escaped(post.replace(/.{76}/g, '$&\r\n')),
      ['percent escapes decoded', 'base64 with line breaks', 'UTF-8'],
    ],
    ['no padding', escaped(post.replaceAll('=', '')), ['percent escapes decoded', '! base64 without padding', 'UTF-8']],
    [
      'escapes of escapes',
      escaped(escaped(post)),
      [
        'percent escapes decoded',
        '! percent escapes decoded once more: the value was escaped twice',
        'base64',
        'UTF-8',
      ],
    ],
    [
      'deflate',
      escaped(redirect),
      ['percent escapes decoded', 'base64', expect.stringMatching(/^! raw deflate/), 'UTF-8'],
    ],
    ['the XML itself', escaped(xml), ['percent escapes decoded', '! the XML itself, not encoded']],
  ])('may have %s', (what, value, steps) => {
    const reading = only(readForm(`SAMLResponse=${value}`));
    expect(reading.wire?.xml).toBe(xml);
    // Whether an unescaped value has a plus sign or a pad to lose depends on the vector.
    if (what !== 'no escapes at all' && what !== 'no padding') expect(words(reading)).toEqual(steps);
  });

  it('whose plus signs became spaces are read, whatever their number', () => {
    for (let length = 0; length < 40; length++) {
      const text = `<r xmlns="urn:oasis:names:tc:SAML:2.0:protocol">${'>~?ÿ'.repeat(length)}</r>`;
      const value = encodeBase64(encodeUtf8(text));
      expect(only(readForm(`SAMLResponse=${value}`)).wire?.xml).toBe(text);
    }
  });

  it('with SigAlg and Signature are SimpleSign, signed over the decoded values', () => {
    const reading = only(readForm(`RelayState=r%20s&Signature=AQID&SigAlg=urn%3Aalg&SAMLResponse=${escaped(post)}`));
    expect(reading.binding).toBe('simplesign');
    expect(reading.wire?.redirectSignature).toEqual({
      signedText: `SAMLResponse=${xml}&RelayState=r s&SigAlg=urn:alg`,
      algorithm: 'urn:alg',
      signature: new Uint8Array([1, 2, 3]),
    });
  });

  it('of WS-Federation carry XML in wresult and their state in wctx', () => {
    const result = '<t:RequestSecurityTokenResponse xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"/>';
    const reading = only(readForm(`wa=wsignin1.0&wresult=${escaped(result)}&wctx=c`));
    expect(reading).toMatchObject({
      binding: 'ws-federation',
      parameter: 'wresult',
      wire: { xml: result, relayState: 'c' },
    });
    expect(words(reading)).toEqual(['percent escapes decoded', 'the XML itself, not encoded']);
  });

  it('that somebody else has decoded are read the same', () => {
    const reading = only(
      readFormParameters([
        { name: 'SAMLResponse', value: post },
        { name: 'RelayState', value: 'a+b' },
      ]),
    );
    expect(reading.wire).toMatchObject({ xml, relayState: 'a+b' });
  });
});

describe('bare values', () => {
  it.each([
    ['base64', post, ['base64', 'UTF-8']],
    ['deflated', redirect, ['base64', expect.stringMatching(/^raw deflate/), 'UTF-8']],
    [
      'escaped',
      escaped(redirect),
      ['percent escapes decoded', 'base64', expect.stringMatching(/^raw deflate/), 'UTF-8'],
    ],
    ['XML', xml, ['the XML itself, not encoded']],
    [
      'XML with a byte order mark and white space',
      `\uFEFF\n${xml}\n`,
      ['the XML itself, not encoded', '! white space around the XML taken off'],
    ],
    [
      'XML in Latin-1 inside base64',
      encodeBase64(
        Uint8Array.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00e9</a>', (char) => char.charCodeAt(0)),
      ),
      ['base64', '! ISO-8859-1'],
    ],
  ])('%s', (_, value, steps) => {
    const reading = readParameterValue(value);
    expect(reading).toMatchObject({ binding: 'unknown', parameter: null, error: null });
    expect(words(reading)).toEqual(steps);
  });

  it.each([
    ['', 'input-empty'],
    ['hello!', 'base64-invalid'],
    ['aGVsbG8gd29ybGQ=', 'deflate-invalid'],
    [redirect.slice(0, 40), 'deflate-invalid'],
    ['%%%%', 'base64-invalid'],
    [encodeBase64(deflateRawSync(new Uint8Array(100_000_000))), 'deflate-bomb'],
    ['A'.repeat(16 * 1024 * 1024 + 1), 'input-too-large'],
  ])('%#: what is none says why', (value, code) => {
    const reading = readParameterValue(value);
    expect(reading.wire).toBeNull();
    expect(reading.error?.code).toBe(code);
  });

  it('keep the steps before a failure', () => {
    expect(words(readParameterValue(encodeBase64(encodeUtf8('<a>\u00e9</a>')).replace('w6k', 'w6n')))).not.toEqual([]);
    const reading = readParameterValue('aGVsbG8gd29ybGQ');
    expect(words(reading)).toEqual(['! base64 without padding']);
    expect(reading.error?.code).toBe('deflate-invalid');
  });
});
