import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { pickMessage, readPost, readRedirect } from '#server/saml/read-incoming.ts';
import { readUrl } from '#shared/wire/read-message.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { writeRedirectQuery } from '#shared/wire/write-redirect.ts';

const XML = '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a"/>';

describe('the one message of a form or a query', () => {
  test('is picked, whatever other parameters there are', () => {
    expect(pickMessage('a=b&SAMLResponse=x%3D%3D&RelayState=r+s&client=1')).toEqual({
      name: 'SAMLResponse',
      value: 'x==',
      relayState: 'r s',
    });
    expect(pickMessage('SAMLRequest=x')).toEqual({ name: 'SAMLRequest', value: 'x', relayState: null });
    expect(pickMessage('SAMLRequest=x&RelayState=')).toMatchObject({ relayState: '' });
  });

  test.each([
    ['SAMLResponse=a&SAMLResponse=a', 'it is there more than once'],
    ['SAMLResponse=a&SAMLRequest=b', 'there is a SAMLResponse beside it'],
    ['SAMLReques%74=a&SAMLResponse=b', 'its name is percent-escaped'],
    ['SAMLResponse=a&Relay%53tate=b', 'its name is percent-escaped'],
    ['SAMLRequest=a&Sig%41lg=b', 'its name is percent-escaped'],
    ['SAMLRequest=a&Signature=b&Signature=c', 'it is there more than once'],
  ])('is refused where readers could differ: %s', (raw, reason) => {
    expect(() => pickMessage(raw)).toThrow(reason);
    expect(() => readRedirect(raw)).toThrow(reason);
  });

  test('names are compared exactly: another case is another parameter', () => {
    expect(() => pickMessage('samlresponse=a')).toThrow('There is no SAMLRequest or SAMLResponse');
  });
});

test('a redirect message is read with its signature over the raw octets', async () => {
  const signer = { algorithm: 'urn:alg', sign: async () => new Uint8Array([1, 2, 3]) };
  const query = await writeRedirectQuery({ parameter: 'SAMLRequest', xml: XML, relayState: 'a b', signer });
  const wire = readRedirect(query);
  expect(wire).toMatchObject({ xml: XML, binding: 'redirect', relayState: 'a b' });
  expect(wire.redirectSignature).toMatchObject({
    signedText: query.replace(/&Signature=.*/, ''),
    algorithm: 'urn:alg',
  });
});

test('a POST value is read, and what is none is told', () => {
  const parameter = { name: 'SAMLRequest', relayState: 'a b' } as const;
  const wire = readPost({ ...parameter, value: writePostValue(XML) });
  expect(wire).toMatchObject({ xml: XML, binding: 'post', parameter: 'SAMLRequest', redirectSignature: null });
  expect(wire.relayState).toBe('a b');
  expect(() => readPost({ ...parameter, value: '$$$' })).toThrow('Not base64');
});

test('a redirect message whose deflated data has no end mark is refused, though the inspector reads it', () => {
  const xml = XML.replace('/>', '></samlp:LogoutRequest>');
  const packed = (finishFlush: number) => deflateRawSync(xml, { finishFlush }).toString('base64');
  const query = (finishFlush: number) => `SAMLRequest=${encodeURIComponent(packed(finishFlush))}`;
  expect(readRedirect(query(constants.Z_FINISH)).xml).toBe(xml);
  expect(() => readRedirect(query(constants.Z_SYNC_FLUSH))).toThrow('it ends too early');
  expect(readUrl(query(constants.Z_SYNC_FLUSH))[0]?.wire?.xml).toBe(xml);
});
