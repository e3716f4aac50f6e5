import { beforeAll, describe, expect, test } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import { secondOpinion } from '#server/gate/second-opinion.ts';
import { findSignedPart } from '#server/gate/signed-part.ts';
import { LIMITS } from '#shared/base/limits.ts';
import { gatePolicy } from '#shared/gate/gate-policy.ts';
import { checkedMessageOf, examine } from '#shared/inspection/examine.ts';
import type { Assertion } from '#shared/saml/assertion.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { readFormParameters } from '#shared/wire/read-message.ts';
import { verdictsOf } from '#test/fixtures/signer.ts';
import { ACCEPT_NOTHING, connectionOf, type Keys, NOW, testKeys } from '#test/unit/checks/kit.ts';
import { change, RESPONSE } from '#test/unit/checks/messages.ts';

let keys: Keys;
beforeAll(async () => {
  keys = await testKeys();
});

const encode = (xml: string): string => Buffer.from(xml, 'utf8').toString('base64');

function decide(xml: string, changes: Partial<Connection> = {}) {
  const connection = connectionOf(keys.idp, changes);
  return decideMessage({ raw: encode(xml), binding: 'post', connection, now: NOW, requestId: '_request' });
}

/** What the gate's second reader is asked about a message that our own checks would accept. */
async function subjectAndAssertion(xml: string) {
  const [reading] = readFormParameters([{ name: 'SAMLResponse', value: encode(xml) }]);
  if (reading?.wire == null) throw new Error('unreadable');
  const examined = await examine(reading.wire, gatePolicy(connectionOf(keys.idp)));
  const around = {
    index: 0,
    receivedAt: NOW,
    receivedUrl: null,
    now: NOW,
    request: null,
    requestIds: ['_request'],
    earlier: [],
  };
  const subject = checkedMessageOf(examined, around);
  const [assertion] = subject.message.kind === 'Response' ? subject.message.assertions : [];
  if (assertion === undefined) throw new Error('no assertion');
  return { subject, assertion };
}

const DIFFERENT_ON: readonly (readonly [string, string, string])[] = [
  ['a second Subject', '</saml:Subject>', '</saml:Subject><saml:Subject><saml:NameID>eve</saml:NameID></saml:Subject>'],
  ['a second NameID', '</saml:NameID>', '</saml:NameID><saml:NameID>eve</saml:NameID>'],
  [
    'second Conditions',
    '<saml:AuthnStatement',
    '<saml:Conditions NotOnOrAfter="2030-01-01T00:00:00Z"/><saml:AuthnStatement',
  ],
  [
    'XHTML, of which a parser may know that a script holds no references',
    '>Sales<',
    '><script xmlns="http://www.w3.org/1999/xhtml">Sales&lt;/b</script><',
  ],
  [
    'a prefix that is a property of every object',
    '>Sales<',
    '><__proto__:a xmlns:__proto__="urn:x">Sales</__proto__:a><',
  ],
];

describe('what two readers read differently is refused, soundly signed (CVE-2025-25291, CVE-2025-25292)', () => {
  test.each(DIFFERENT_ON)('%s', async (_, from, to) => {
    for (const id of ['_assertion', '_response']) {
      const xml = await keys.idp.sign(change(RESPONSE, from, to), id);
      expect(await verdictsOf(xml, [keys.idp.trusted])).toEqual([
        `${id === '_response' ? 'Response' : 'Assertion'} valid`,
      ]);
      expect(await decide(xml)).toMatchObject({ verdict: 'reject', session: null });
      expect((await decide(await keys.idp.sign(RESPONSE, id))).verdict).toBe('accept');
    }
  });

  test('the same in XML that both know: accepted', async () => {
    const value = '<p:a xmlns:p="urn:x" p:b="1"><b xmlns="urn:y">a&lt;/b></b>\u{1F600}\uFFFD&#13;</p:a>';
    const xml = await keys.idp.sign(change(RESPONSE, '>Sales<', `>${value}<`), '_assertion');
    expect(await decide(xml)).toMatchObject({ verdict: 'accept', reasons: [] });
  });
});

describe('a reader of ours that was fooled would be found out', () => {
  const fooled: readonly (readonly [string, (assertion: Assertion) => Partial<Assertion>])[] = [
    [
      'about the user',
      ({ subject }) => ({
        subject: subject && { ...subject, nameId: subject.nameId && { ...subject.nameId, value: 'eve' } },
      }),
    ],
    [
      'about an attribute',
      ({ attributes }) => ({ attributes: attributes.map((one) => ({ ...one, values: ['Admin'] })) }),
    ],
    ['about one attribute more', ({ attributes }) => ({ attributes: [...attributes, ...attributes] })],
    ['about the end', ({ conditions }) => ({ conditions: conditions && { ...conditions, notOnOrAfter: null } })],
    [
      'about the audience',
      ({ conditions }) => ({ conditions: conditions && { ...conditions, audienceRestrictions: [] } }),
    ],
    [
      'about the session',
      ({ authnStatements }) => ({ authnStatements: authnStatements.map((one) => ({ ...one, sessionIndex: 'other' })) }),
    ],
  ];
  test.each(fooled)('%s', async (_, change) => {
    const { subject, assertion } = await subjectAndAssertion(await keys.idp.sign(RESPONSE, '_assertion'));
    const connection = connectionOf(keys.idp);
    const wrong = { ...assertion, ...change(assertion) };
    expect(await secondOpinion(subject, wrong, connection)).toMatchObject([
      { code: 'second-reader', outcome: 'fail', variant: 'differs' },
    ]);
    expect(await secondOpinion(subject, assertion, connection)).toMatchObject([
      { code: 'second-opinion', outcome: 'pass' },
    ]);
  });

  test('about what the signature covers', async () => {
    const { subject, assertion } = await subjectAndAssertion(await keys.idp.sign(RESPONSE, '_assertion'));
    const unsigned = await subjectAndAssertion(RESPONSE);
    expect(await secondOpinion(unsigned.subject, unsigned.assertion, connectionOf(keys.idp))).toMatchObject([
      { outcome: 'fail', variant: 'unread' },
    ]);
    expect(await secondOpinion(subject, unsigned.assertion, connectionOf(keys.idp))).toMatchObject([
      { outcome: 'fail', variant: 'unread' },
    ]);
    expect(await secondOpinion(subject, assertion, connectionOf(keys.idp))).toMatchObject([{ outcome: 'pass' }]);
  });
});

describe('a verdict of ours that was given to another element would be found out', () => {
  test('the closed form of one, the opened form of another', async () => {
    const own = await subjectAndAssertion(await keys.idp.sign(RESPONSE, '_assertion'));
    const copied = change(await keys.idp.sign(RESPONSE, '_assertion'), 'ID="_assertion"', 'ID="_forged"');
    const forged = await subjectAndAssertion(change(copied, '>anne<', '>eve<'));
    const [verdict] = own.subject.signatures;
    const [fooled] = forged.subject.signatures;
    if (verdict === undefined || fooled === undefined) throw new Error('no signature');
    const { element } = fooled;
    const closed = { element: verdict.element, signed: own.assertion.element };
    const signatures = [{ ...verdict, element, signed: forged.assertion.element, closed }];
    const subject = { ...forged.subject, signatures };
    expect(await secondOpinion(subject, forged.assertion, connectionOf(keys.idp))).toMatchObject([
      { outcome: 'fail', variant: 'unread' },
    ]);
  });
});

describe('nothing unsigned reaches the second reader', () => {
  const junk: readonly (readonly [string, string, string])[] = [
    [
      'elements before Status',
      '<samlp:Status>',
      `<samlp:Extensions>${'<a/>'.repeat(10_000)}</samlp:Extensions><samlp:Status>`,
    ],
    ['text', '</samlp:Status>', `<samlp:StatusMessage>${'x'.repeat(100_000)}</samlp:StatusMessage></samlp:Status>`],
    [
      'attributes',
      '<samlp:Status>',
      `<samlp:Status ${Array.from({ length: 200 }, (_, index) => `a${index}="x"`).join(' ')}>`,
    ],
    [
      'namespaces',
      '<samlp:Response ',
      `<samlp:Response ${Array.from({ length: 200 }, (_, index) => `xmlns:p${index}="urn:x:${index}"`).join(' ')} `,
    ],
    ['comments', '<samlp:Status>', `${'<!-- x -->'.repeat(10_000)}<samlp:Status>`],
    ['comments inside what is signed', '<saml:Conditions', `${'<!-- x -->'.repeat(10_000)}<saml:Conditions`],
  ];
  test.each(junk)('%s', async (_, from, to) => {
    const xml = await keys.idp.sign(RESPONSE, '_assertion');
    const [plain, stuffed] = [await subjectAndAssertion(xml), await subjectAndAssertion(change(xml, from, to))];
    const part = findSignedPart(plain.subject, plain.assertion);
    expect(part?.input.text.length).toBeGreaterThan(1000);
    expect(findSignedPart(stuffed.subject, stuffed.assertion)).toEqual(part);
  });

  test('of a signed response only the assertion is read again', async () => {
    const inside = change(
      RESPONSE,
      '</samlp:Status>',
      '<samlp:StatusMessage>signed, too</samlp:StatusMessage></samlp:Status>',
    );
    const { subject, assertion } = await subjectAndAssertion(await keys.idp.sign(inside, '_response'));
    expect(findSignedPart(subject, assertion)?.input.text).toMatch(/^<saml:Assertion [\s\S]*<\/saml:Assertion>$/);
  });
});

describe('what is signed is bounded, too', () => {
  const values = (count: number): string =>
    change(
      RESPONSE,
      '>Sales</saml:AttributeValue>',
      `>Sales</saml:AttributeValue>${'<saml:AttributeValue>x</saml:AttributeValue>'.repeat(count)}`,
    );

  test('more tags than any login has', async () => {
    const { verdict, reasons } = await decide(await keys.idp.sign(values(LIMITS.secondReadingTags / 2), '_assertion'));
    expect([verdict, reasons[0]?.code, reasons[0]?.variant]).toEqual(['reject', 'second-reader', 'too-large']);
    expect((await decide(await keys.idp.sign(values(2_000), '_assertion'))).verdict).toBe('accept');
  });

  test('more characters', async () => {
    const long = change(RESPONSE, '>Sales<', `>${'x'.repeat(LIMITS.secondReadingChars)}<`);
    const { reasons } = await decide(await keys.idp.sign(long, '_assertion'));
    expect(reasons).toMatchObject([{ code: 'second-reader', variant: 'too-large' }]);
    const shorter = change(RESPONSE, '>Sales<', `>${'x'.repeat(LIMITS.secondReadingChars / 4)}<`);
    expect((await decide(await keys.idp.sign(shorter, '_assertion'))).verdict).toBe('accept');
  });
});

describe('where node-saml does not know the algorithm, that is what is said', () => {
  const RSA_SHA384 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384';
  const both: Partial<Connection> = { accept: { ...ACCEPT_NOTHING, secondOpinion: 'both' } };

  test('the login gets in, and the report names the algorithm', async () => {
    const { verdict, findings } = await decide(await keys.idp.sign(RESPONSE, '_assertion', { algorithm: RSA_SHA384 }));
    expect(verdict).toBe('accept');
    expect(findings.filter(({ code }) => code === 'second-opinion')).toMatchObject([
      { outcome: 'unknown', severity: 'info', variant: 'unverified', received: RSA_SHA384 },
    ]);
  });

  test('a connection that demands both refuses it, and names it', async () => {
    const { verdict, reasons } = await decide(
      await keys.idp.sign(RESPONSE, '_assertion', { algorithm: RSA_SHA384 }),
      both,
    );
    expect(verdict).toBe('reject');
    expect(reasons).toMatchObject([{ code: 'second-reader', variant: 'unverified', received: RSA_SHA384 }]);
    const { findings, ...sound } = await decide(await keys.idp.sign(RESPONSE, '_assertion'), both);
    expect(sound.verdict).toBe('accept');
    expect(findings.filter(({ code }) => code === 'second-opinion')).toMatchObject([{ outcome: 'pass' }]);
  });

  test('of two signatures the one that it knows is enough', async () => {
    const inner = await keys.idp.sign(RESPONSE, '_assertion', { algorithm: RSA_SHA384 });
    expect((await decide(await keys.idp.sign(inner, '_response'), both)).verdict).toBe('accept');
  });
});
