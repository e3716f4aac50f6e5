import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '#shared/base/base64.ts';
import { encodeUtf8 } from '#shared/base/bytes.ts';
import { deflateRaw, inflateCapped } from '#shared/wire/inflate.ts';
import { readForm, readHtml, readParameterValue, readUrl } from '#shared/wire/read-message.ts';
import { writePostForm, writePostValue } from '#shared/wire/write-post.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';
import { xmlDocument } from '#test/fixtures/xml-arbitrary.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((content) => content.isWellFormed());
const relayState = fc.option(text);
/** Any characters around which is XML as far as the wire is concerned: it ends in `>`. */
const xml = fc
  .oneof(
    xmlDocument,
    text.map((content) => `<a>${content}</a>`),
  )
  // White space around a document means nothing; it is taken off, and recorded, where it stands before it.
  .map((message) => message.trim());
const parameter = fc.constantFrom('SAMLRequest' as const, 'SAMLResponse' as const);

describe('what is written is read back', { timeout: 60_000 }, () => {
  it('redirect, with the signed octets', async () => {
    await fc.assert(
      fc.asyncProperty(xml, relayState, parameter, fc.uint8Array(), async (message, state, name, signature) => {
        const signed: string[] = [];
        const sign = async (octets: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => {
          signed.push(new TextDecoder().decode(octets));
          return new Uint8Array(signature);
        };
        const signer = { algorithm: 'urn:x#a b', sign };
        const query = await writeRedirectQuery({ parameter: name, xml: message, relayState: state, signer });
        const [reading] = readUrl(`https://idp/?${query}`);
        expect(reading?.wire).toMatchObject({
          xml: message,
          relayState: state,
          parameter: name,
        });
        expect(reading?.wire?.redirectSignature).toEqual({
          signedText: signed[0],
          algorithm: signer.algorithm,
          signature: new Uint8Array(signature),
        });
      }),
      { numRuns: 200 },
    );
  });

  it('post, as a body and as a page', () => {
    fc.assert(
      fc.property(xml, relayState, parameter, (message, state, name) => {
        const value = writePostValue(message);
        const body = new URLSearchParams([[name, value], ...(state === null ? [] : [['RelayState', state]])]);
        expect(readForm(body.toString())[0]?.wire).toMatchObject({ xml: message, relayState: state });
        const page = writePostForm({ action: 'https://sp/acs', parameter: name, value, relayState: state, nonce: 'n' });
        expect(readHtml(page)[0]?.wire).toMatchObject({ xml: message, relayState: state });
      }),
      { numRuns: 200 },
    );
  });

  it('deflated bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(inflateCapped(deflateRaw(new Uint8Array(bytes))).bytes).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it('a value, whatever was done to it on the way', () => {
    const change = fc.record({
      deflate: fc.boolean(),
      url: fc.boolean(),
      strip: fc.boolean(),
      wrap: fc.boolean(),
      plusToSpace: fc.boolean(),
      escapes: fc.nat(2),
    });
    fc.assert(
      fc.property(xml, change, (message, { deflate, url, strip, wrap, plusToSpace, escapes }) => {
        const bytes = encodeUtf8(message);
        let value = encodeBase64(deflate ? deflateRaw(bytes) : bytes);
        if (url) value = value.replaceAll('+', '-').replaceAll('/', '_');
        if (strip) value = value.replaceAll('=', '');
        if (wrap) value = value.replace(/.{64}/g, '$&\r\n');
        // Without padding, and with spaces at the ends, deflated data may be read either way: nobody could tell.
        if (plusToSpace && !strip && !wrap) value = value.replaceAll('+', ' ');
        for (let round = 0; round < escapes; round++) value = encodeURIComponent(value);
        expect(readParameterValue(value).wire?.xml).toBe(message);
      }),
      { numRuns: 500 },
    );
  });
});
