import { describe, test } from 'vitest';
import { createContext } from '#shared/checks/engine/context.ts';
import { runChecks } from '#shared/checks/run-checks.ts';
import { wordsFor } from '#shared/explain/words.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import type { Knowledge } from '#shared/inspection/knowledge.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import type { XmlDocument } from '#shared/xml/tree.ts';
import { expectLinear } from '#test/fixtures/growth.ts';
import { NOW } from '#test/unit/checks/kit.ts';
import { LOGOUT_BY_SP, RESPONSE } from '#test/unit/checks/messages.ts';

/** Reads and checks a message, and words what was found. */
function examine(document: XmlDocument, knowledge: Knowledge): void {
  const message = readMessage(document);
  const around = { wire: null, redirectSignature: null, receivedUrl: null, request: null };
  const subject = { index: 0, document, message, signatures: [], receivedAt: NOW, now: NOW, ...around };
  const earlier = [{ message: readMessage(parseXml(RESPONSE)), receivedAt: null }];
  for (const finding of runChecks(createContext({ ...subject, earlier }, knowledge, null))) wordsFor(finding);
}

const ATTRIBUTE = '<saml:Attribute Name="group"><saml:AttributeValue>Sales</saml:AttributeValue></saml:Attribute>';
const VALUE = '<saml:AttributeValue>Sales</saml:AttributeValue>';
const CONFIRMATION =
  '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData/></saml:SubjectConfirmation>';

/** One dimension of a message each, grown `n` times. */
const DIMENSIONS: readonly (readonly [string, (n: number) => string])[] = [
  ['attributes', (n) => RESPONSE.replace(ATTRIBUTE, ATTRIBUTE.repeat(n))],
  ['values', (n) => RESPONSE.replace(VALUE, VALUE.repeat(n))],
  [
    'values that are GUIDs',
    (n) => RESPONSE.replace(VALUE, VALUE.replace('Sales', '3f2a8c1e-0000-4000-8000-123456789abc').repeat(n)),
  ],
  ['a joined list', (n) => RESPONSE.replace('>Sales<', `>${'a,'.repeat(n)}b<`)],
  ['white space in a value', (n) => RESPONSE.replace('>Sales<', `>x${' '.repeat(n)}x<`)],
  ['white space in an attribute', (n) => RESPONSE.replace('Recipient="', `Recipient="x${' '.repeat(n)}x`)],
  ['white space in an instant', (n) => RESPONSE.replace('NotBefore="', `NotBefore="x${' '.repeat(n)}x`)],
  ['a long URL', (n) => RESPONSE.replace('Destination="', `Destination="https://h/${'/a'.repeat(n)}`)],
  ['a long ID', (n) => RESPONSE.replace('ID="_response', `ID="${'_'.repeat(n)}!`)],
  ['a long issuer', (n) => RESPONSE.replaceAll('<saml:Issuer>', `<saml:Issuer>${'ping/realms/'.repeat(n)}`)],
  [
    'assertions',
    (n) => RESPONSE.replace('</samlp:Response>', `${'<saml:Assertion ID="_b"/>'.repeat(n)}</samlp:Response>`),
  ],
  ['confirmations', (n) => RESPONSE.replace('</saml:Subject>', `${CONFIRMATION.repeat(n)}</saml:Subject>`)],
  [
    'audiences',
    (n) => RESPONSE.replace('<saml:Audience>', `${'<saml:Audience>x</saml:Audience>'.repeat(n)}<saml:Audience>`),
  ],
  [
    'restrictions',
    (n) =>
      RESPONSE.replace(
        '<saml:AudienceRestriction>',
        `${'<saml:AudienceRestriction/>'.repeat(n)}<saml:AudienceRestriction>`,
      ),
  ],
  ['status codes', (n) => RESPONSE.replace('</samlp:Status>', `${'<samlp:StatusCode/>'.repeat(n)}</samlp:Status>`)],
  [
    'session indexes',
    (n) =>
      LOGOUT_BY_SP.replace(
        '</samlp:LogoutRequest>',
        `${'<samlp:SessionIndex>s</samlp:SessionIndex>'.repeat(n)}</samlp:LogoutRequest>`,
      ),
  ],
];

describe('time grows no faster than the message', { timeout: 60_000 }, () => {
  test.each(DIMENSIONS)('%s', async (_, grow) => {
    const knowledge = await knowledgeFrom({ at: NOW });
    await expectLinear(
      (size) => parseXml(grow(size)),
      (document) => examine(document, knowledge),
      500,
    );
  });
});
