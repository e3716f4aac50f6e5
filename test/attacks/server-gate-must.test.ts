import { beforeAll, describe, expect, test } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import type { Connection } from '#shared/saml/connection.ts';
import { verdictsOf } from '#test/fixtures/signer.ts';
import { connectionOf, type Keys, NOW, SP, testKeys } from '#test/unit/checks/kit.ts';
import { change, RESPONSE } from '#test/unit/checks/messages.ts';

/** What a message must say, and what a reader must understand of it: each is soundly signed and refused all the same. */

let keys: Keys;

beforeAll(async () => {
  keys = await testKeys();
});

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const ISSUED = /IssueInstant="[^"]*"(?=><saml:Issuer>)/;
/** In the confirmation: the response's own stands before it. */
const ASKED = / InResponseTo="_request"(?= NotOnOrAfter)/;

type Change = readonly [from: string | RegExp, to: string];
const also = (condition: string): Change => ['</saml:Conditions>', `${condition}</saml:Conditions>`];

async function soundly(changes: readonly Change[]): Promise<string> {
  const changed = changes.reduce((before, [from, to]) => change(before, from, to), RESPONSE);
  const signed = await keys.idp.sign(await keys.idp.sign(changed, '_assertion'), '_response');
  expect(await verdictsOf(signed, [keys.idp.trusted])).toEqual(['Response valid', 'Assertion valid']);
  return signed;
}

async function decide(xml: string, settings: Partial<Connection> = {}, requestId: string | null = '_request') {
  const raw = Buffer.from(xml, 'utf8').toString('base64');
  const connection = connectionOf(keys.idp, settings);
  return await decideMessage({ raw, binding: 'post', connection, now: NOW, requestId });
}

const refusalOf = async (xml: string, settings?: Partial<Connection>, requestId?: string | null) => {
  const { verdict, reasons, session } = await decide(xml, settings, requestId);
  expect([verdict, session]).toEqual(['reject', null]);
  const [cause] = reasons;
  return `${cause?.code} ${cause?.variant}`;
};

describe('is let in', () => {
  test.each<[string, readonly Change[], Partial<Connection>?]>([
    ['the message that all of this starts from', []],
    ['all conditions that the standard has', [also('<saml:OneTimeUse/><saml:ProxyRestriction Count="0"/>')]],
    [
      'two AudienceRestrictions that both hold',
      [also(`<saml:AudienceRestriction><saml:Audience>${SP}</saml:Audience></saml:AudienceRestriction>`)],
    ],
    ['an assertion of 50 minutes ago', [[ISSUED, 'IssueInstant="2026-01-01T11:10:00Z"']]],
    [
      'an assertion of two hours ago where the connection allows a day',
      [[ISSUED, 'IssueInstant="2026-01-01T10:00:00Z"']],
      { maxAge: 86_400_000 },
    ],
  ])('%s', async (_, changes, settings) => {
    const { verdict, reasons } = await decide(await soundly(changes), settings);
    expect([verdict, reasons]).toEqual(['accept', []]);
  });
});

describe('is refused, though soundly signed', () => {
  test.each<[string, readonly Change[], string]>([
    ['a condition of another namespace', [also('<x:Geo xmlns:x="urn:x"/>')], 'condition-unknown element'],
    ['a condition that SAML does not have', [also('<saml:Geo/>')], 'condition-unknown element'],
    [
      'a condition of an unknown type',
      [also(`<saml:Condition ${XSI} xmlns:x="urn:x" xsi:type="x:Geo"/>`)],
      'condition-unknown type',
    ],
    [
      'a known condition that states another type',
      [also(`<saml:OneTimeUse ${XSI} xmlns:x="urn:x" xsi:type="x:OneTimeUseType"/>`)],
      'condition-unknown type',
    ],
    [
      'a second AudienceRestriction that does not hold',
      [also('<saml:AudienceRestriction><saml:Audience>urn:other</saml:Audience></saml:AudienceRestriction>')],
      'audience-mismatch other',
    ],
    ['an assertion of two hours ago', [[ISSUED, 'IssueInstant="2026-01-01T10:00:00Z"']], 'issue-instant stale'],
    ['an assertion of tomorrow', [[ISSUED, 'IssueInstant="2026-01-02T12:00:00Z"']], 'issue-instant future'],
    ['an assertion without IssueInstant', [[ISSUED, '']], 'issue-instant missing'],
    ['an assertion whose IssueInstant is none', [[ISSUED, 'IssueInstant="today"']], 'issue-instant unreadable'],
    ['a response without IssueInstant', [[/IssueInstant="[^"]*" Destination/, 'Destination']], 'issue-instant missing'],
    ['an assertion that names no request', [[ASKED, '']], 'in-response-to-differs response-signed'],
    [
      'an assertion that answers another request',
      [[ASKED, ' InResponseTo="_stolen"']],
      'in-response-to-differs differs',
    ],
  ])('%s', async (_, changes, reason) => {
    expect(await refusalOf(await soundly(changes))).toBe(reason);
  });

  test('an assertion that names a request in a response that answers none', async () => {
    const xml = await soundly([[' InResponseTo="_request"', '']]);
    const accept = { ...connectionOf(keys.idp).accept, unsolicited: true };
    expect(await refusalOf(xml, { accept }, null)).toBe('unsolicited with-in-response-to');
    const free = await soundly([
      [' InResponseTo="_request"', ''],
      [' InResponseTo="_request"', ''],
    ]);
    expect((await decide(free, { accept }, null)).verdict).toBe('accept');
  });
});
