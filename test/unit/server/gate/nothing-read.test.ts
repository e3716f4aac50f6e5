import { beforeAll, describe, expect, test } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import { connectionOf, type Keys, NOW, testKeys } from '#test/unit/checks/kit.ts';
import { change, LOGOUT_BY_IDP, LOGOUT_RESPONSE, RESPONSE } from '#test/unit/checks/messages.ts';

let keys: Keys;
beforeAll(async () => {
  keys = await testKeys();
});

/** As `validate` asks without --request-id: nobody says which request is waiting. */
async function decide(xml: string, id: string, user = { id: 'NameID', directory: '[CORP]' }) {
  const signed = await keys.idp.sign(xml, id);
  const raw = Buffer.from(signed, 'utf8').toString('base64');
  const connection = connectionOf(keys.idp, { user });
  return await decideMessage({ raw, binding: 'post', connection, now: NOW });
}

const ASSERTION = /<saml:Assertion [\s\S]*<\/saml:Assertion>/;
const NAME = /<saml:NameID [^>]*>anne<\/saml:NameID>/;
const CLOSED =
  '<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>';
const CLOSED_ID = `<saml:EncryptedID>${CLOSED}</saml:EncryptedID>`;

describe('nothing is accepted in which nothing could be read, though it is signed and nobody says what is waited for', () => {
  test.each([
    ['a response without an assertion', RESPONSE, ASSERTION, '', '_response'],
    ['without Status', RESPONSE.replace(ASSERTION, ''), /<samlp:Status>.*<\/samlp:Status>/, '', '_response'],
    [
      'an assertion that stays closed',
      RESPONSE,
      ASSERTION,
      `<saml:EncryptedAssertion>${CLOSED}</saml:EncryptedAssertion>`,
      '_response',
    ],
    ['an empty EncryptedAssertion', RESPONSE, ASSERTION, '<saml:EncryptedAssertion/>', '_response'],
    [
      'an assertion with nothing in it',
      RESPONSE,
      ASSERTION,
      '<saml:Assertion ID="_assertion" Version="2.0"/>',
      '_response',
    ],
    ['a name that stays closed', RESPONSE, NAME, CLOSED_ID, '_response'],
    ['no name', RESPONSE, NAME, '', '_response'],
    ['an empty name', RESPONSE, '>anne<', '><', '_response'],
    ['a logout of a name that stays closed', LOGOUT_BY_IDP, NAME, CLOSED_ID, '_logout'],
    ['a logout of nobody', LOGOUT_BY_IDP, NAME, '', '_logout'],
    ['a logout of an empty name', LOGOUT_BY_IDP, '>anne<', '><', '_logout'],
    ['a logout of a name that is white space', LOGOUT_BY_IDP, '>anne<', '> <', '_logout'],
    ['a logout of a BaseID', LOGOUT_BY_IDP, NAME, '<saml:BaseID/>', '_logout'],
    ['an answer without Status', LOGOUT_RESPONSE, /<samlp:Status>.*<\/samlp:Status>/, '', '_answer'],
    [
      'an answer with an empty Status',
      LOGOUT_RESPONSE,
      /<samlp:Status>.*<\/samlp:Status>/,
      '<samlp:Status/>',
      '_answer',
    ],
    ['an answer with a code that is empty', LOGOUT_RESPONSE, /Value="[^"]*"/, 'Value=""', '_answer'],
  ])('%s', async (_, xml, from, to, id) => {
    const { verdict, reasons } = await decide(change(xml, from, to), id);
    expect(verdict).toBe('reject');
    expect(reasons.length).toBeGreaterThan(0);
  });

  test.each([
    ['a response', RESPONSE, '_response'],
    ['a logout', LOGOUT_BY_IDP, '_logout'],
    ['an answer', LOGOUT_RESPONSE, '_answer'],
    [
      'an answer that says that the logout failed',
      LOGOUT_RESPONSE.replace('status:Success', 'status:Responder'),
      '_answer',
    ],
  ])('%s that can be read is accepted', async (_, xml, id) => {
    expect((await decide(xml, id)).reasons).toEqual([]);
  });

  test('with the user by an attribute, a name that stays closed is refused all the same, and one that is not there is not', async () => {
    const user = { id: 'group', directory: '[CORP]' };
    expect((await decide(change(RESPONSE, NAME, CLOSED_ID), '_response', user)).verdict).toBe('reject');
    expect((await decide(change(RESPONSE, NAME, ''), '_response', user)).verdict).toBe('accept');
  });
});
