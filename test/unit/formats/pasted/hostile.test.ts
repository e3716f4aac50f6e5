import { beforeAll, describe, expect, it } from 'vitest';
import { WorkbenchError } from '#shared/base/errors.ts';
import { detect } from '#shared/formats/detect.ts';
import { findPassages } from '#shared/formats/pasted/find-passages.ts';
import { redactInput } from '#shared/redact/redact-input.ts';
import { expectLinear } from '#test/fixtures/growth.ts';
import { findLeaks } from '#test/fixtures/leaks.ts';
import { KEY } from '../../redact/kit.ts';
import { found, makePieces, type Pieces } from './kit.ts';
import { PASTED_TEXTS } from './texts/all-texts.ts';

function attempt(text: string): void {
  try {
    detect(text);
  } catch (error) {
    expect(error).toBeInstanceOf(WorkbenchError);
  }
}

describe('searching a text takes time in proportion to', () => {
  const long = (text: string) => (size: number) => text.repeat(size);
  it.each<[string, (size: number) => string]>([
    ['quotes', long('"')],
    ['backslashes', long('\\')],
    ['escaped quotes', long('SAMLResponse\\\\\\"')],
    ['JSON that nests', (size) => `${'{"a":['.repeat(size)}1${']}'.repeat(size)}`],
    ['JSON that does not end', long('{"a":[')],
    ['beginnings of base64', long('PHNhbWxwOlJlc3BvbnNlIHhtbG5zOn ')],
    ['runs of base64 that hold markup', long(`${'PHNhbWxwOlJlc3BvbnNl'.repeat(5)}\n`)],
    ['one run of base64', long('PHNhbWxwOlJlc3BvbnNl')],
    ['start tags that do not end', long('<samlp:Response ')],
    ['start tags of nothing', long('<Response>')],
    [
      'start tags, each of its own prefix',
      (size) => Array.from({ length: size }, (_, at) => `<p${at}:Response>`).join(''),
    ],
    ['envelopes without a message', long('<S:Envelope><S:Body></S:Body></S:Envelope>')],
    [
      'envelopes in one another',
      (size) => `${'<S:Envelope>'.repeat(size)}${'</S:Envelope>'.repeat(size)} oasis:names:tc:SAML`,
    ],
    ['envelopes in escapes', long('&lt;Envelope&gt;')],
    ['names without values', long('SAMLResponse ')],
    ['names without ends', long('SAMLResponse=')],
    ['names with quotes that do not close', long('SAMLResponse: "abc\n')],
    ['names in URLs in URLs', long('%3FSAMLRequest%3Da')],
    ['lines that are quoted', long('> x\n')],
    ['lines with numbers', long('12: \n')],
    ['carets', (size) => `curl ^"${'^'.repeat(size)}`],
    ['equals signs and white space', long('SAMLResponse= \n')],
    ['strings that are joined', long(`SAMLResponse: '${'A'.repeat(50)}' + `)],
  ])('%s', async (_, make) => {
    await expectLinear(make, attempt, 2_000);
  });

  it('base64 within base64, to a depth', async () => {
    let text = 'SAMLResponse: none here, only words that say so again and again and again';
    for (let round = 0; round < 12; round++) text = Buffer.from(text).toString('base64');
    expect(findPassages(text)).toEqual([]);
  });

  it('as many messages as are read from one text', () => {
    const text = Array.from(
      { length: 2000 },
      (_, at) => `GET https://idp.example/sso?SAMLRequest=abcdefgh${at} x`,
    ).join('\n');
    expect(findPassages(text)).toHaveLength(500);
  });
});

let pieces: Pieces;
beforeAll(async () => {
  pieces = await makePieces();
});

describe('a text is redacted', () => {
  const secrets = ['anne', 'Zoë', '東京', '_response-a', 'session-a', 'idp.example', 'mallory', 'hunter2hunter2'];

  it.each(PASTED_TEXTS)('$name: nothing of an original is left, and the message is found again', async ({ make }) => {
    const text = `${make(pieces)}\n`;
    expect(findLeaks(text, secrets)).not.toEqual([]);
    const redacted = redactInput(text, KEY);
    expect(redacted.kind).toBe('text');
    expect(findLeaks(redacted.text, secrets)).toEqual([]);
    const { input, messages } = await found(redacted.text, pieces);
    expect(input).toBe('text');
    expect(messages).toMatchObject([{ kind: 'Response' }]);
  });

  it('without what stands around its messages', () => {
    const text = `12:00 user mallory, password hunter2hunter2\nSAMLResponse: ${pieces.value}\nCookie: session=hunter2hunter2`;
    const redacted = redactInput(text, KEY).text;
    expect(findLeaks(redacted, secrets)).toEqual([]);
  });

  it('or refused, where a message in it cannot be read', () => {
    const broken = `user mallory: ${pieces.xml.replace('</saml:Issuer>', '')}`;
    expect(() => redactInput(broken, KEY)).toThrow(/Not well-formed XML/);
  });
});
