import { beforeAll, describe, expect, test } from 'vitest';
import { decideMessage } from '#server/gate/decide.ts';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { inspectInput } from '#shared/report/inspect.ts';
import type { Connection } from '#shared/saml/connection/connection.ts';
import { verdictsOf } from '#test/fixtures/signer.ts';
import { connectionOf, type Keys, NOW, SP, testKeys } from '#test/unit/checks/kit.ts';
import { change, LOGOUT_BY_IDP, RESPONSE } from '#test/unit/checks/messages.ts';

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
const recipient = (url: string): Change => [/Recipient="[^"]*"/, `Recipient="${url}"`];
const destination = (url: string): Change => [/Destination="[^"]*"/, `Destination="${url}"`];
const OTHER_SUBJECT = '<saml:Subject><saml:NameID>mallory</saml:NameID></saml:Subject>';
const CONFIRMATION = (/<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/.exec(RESPONSE)?.[0] ?? '').replace(
  '<saml:SubjectConfirmationData',
  '<saml:NameID>mallory</saml:NameID><saml:SubjectConfirmationData',
);

async function soundly(changes: readonly Change[]): Promise<string> {
  const changed = changes.reduce((before, [from, to]) => change(before, from, to), RESPONSE);
  const id = /<samlp:Response [^>]*\bID="([^"]*)"/.exec(changed)?.[1] ?? '';
  const signed = await keys.idp.sign(await keys.idp.sign(changed, '_assertion'), id);
  expect(await verdictsOf(signed, [keys.idp.trusted])).toEqual(['Response valid', 'Assertion valid']);
  return signed;
}

async function decide(xml: string | Buffer, settings: Partial<Connection> = {}, requestId: string | null = '_request') {
  const raw = (typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml).toString('base64');
  const connection = connectionOf(keys.idp, settings);
  return await decideMessage({ raw, binding: 'post', connection, now: NOW, requestId });
}

const refusalOf = async (xml: string | Buffer, settings?: Partial<Connection>, requestId?: string | null) => {
  const { verdict, reasons, session } = await decide(xml, settings, requestId);
  expect([verdict, session]).toEqual(['reject', null]);
  const [cause] = reasons;
  return `${cause?.code} ${cause?.variant}`;
};

/** What an inspector who is given the same connection calls an error, of the message as it was sent. */
async function errorsOfInspector(xml: string | Buffer, settings: Partial<Connection> = {}): Promise<readonly string[]> {
  const raw = (typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml).toString('base64');
  const knowledge = await knowledgeFrom({ connection: connectionOf(keys.idp, settings), at: NOW });
  const { findings } = await inspectInput(raw, knowledge);
  const errors = findings.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'error');
  return errors.map(({ code, variant }) => `${code} ${variant}`);
}

describe('is let in', () => {
  test.each<[string, readonly Change[], Partial<Connection>?]>([
    ['the message that all of this starts from', []],
    ['all conditions that the standard has', [also('<saml:OneTimeUse/><saml:ProxyRestriction Count="0"/>')]],
    [
      'two AudienceRestrictions that both hold',
      [also(`<saml:AudienceRestriction><saml:Audience>${SP}</saml:Audience></saml:AudienceRestriction>`)],
    ],
    ['a Recipient that is written otherwise but the same', [recipient('HTTPS://SP.example:443/acs')]],
    ['an ID that begins with a digit, as some products make', [['ID="_response"', 'ID="1-response"']]],
    [
      'everything that the schema has, each in its place',
      [
        ['<samlp:Status>', '<samlp:Extensions><x xmlns="urn:x"/></samlp:Extensions><samlp:Status>'],
        [
          '</saml:Conditions>',
          '</saml:Conditions><saml:Advice><saml:AssertionIDRef>_x</saml:AssertionIDRef></saml:Advice>',
        ],
        ['<saml:AuthnContext>', '<saml:SubjectLocality Address="192.0.2.1"/><saml:AuthnContext>'],
        [
          '</saml:AttributeStatement>',
          '</saml:AttributeStatement><saml:AttributeStatement><saml:Attribute Name="a"/></saml:AttributeStatement>',
        ],
      ],
    ],
    ['an element in the response that nobody reads', [['<samlp:Status>', '<x xmlns="urn:x"/><samlp:Status>']]],
    ['an assertion of 50 minutes ago', [[ISSUED, 'IssueInstant="2026-01-01T11:10:00Z"']]],
    [
      'an assertion of two hours ago where the connection allows a day',
      [[ISSUED, 'IssueInstant="2026-01-01T10:00:00Z"']],
      { maxAge: 86_400_000 },
    ],
  ])('%s', async (_, changes, settings) => {
    const xml = await soundly(changes);
    const { verdict, reasons } = await decide(xml, settings);
    expect([verdict, reasons]).toEqual(['accept', []]);
    expect(await errorsOfInspector(xml, settings)).toEqual([]);
  });
});

describe('is refused, though soundly signed, and the inspector says the same (attacks#not-understood, attacks#schema)', () => {
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
    [
      'a Recipient by way of another folder',
      [recipient('https://sp.example/x/../acs')],
      'recipient-mismatch rewritten',
    ],
    ['a Recipient with a dot', [recipient('https://sp.example/./acs')], 'recipient-mismatch rewritten'],
    ['a Recipient with escaped dots', [recipient('https://sp.example/x/%2E%2e/acs')], 'recipient-mismatch rewritten'],
    ['a Recipient with an escape', [recipient('https://sp.example/%61cs')], 'recipient-mismatch path'],
    ['a Recipient with a fragment', [recipient('https://sp.example/acs#x')], 'recipient-mismatch rewritten'],
    ['a Recipient with a user name', [recipient('https://x@sp.example/acs')], 'recipient-mismatch rewritten'],
    ['a Recipient with backslashes', [recipient('https:\\\\sp.example\\acs')], 'recipient-mismatch rewritten'],
    ['a Destination with a fragment', [destination('https://sp.example/acs#x')], 'destination-mismatch rewritten'],
    [
      'a Destination by way of another folder',
      [destination('https://sp.example/x/../acs')],
      'destination-mismatch rewritten',
    ],
    ['an ID with a space behind it', [['ID="_response"', 'ID="_response "']], 'id-missing white-space'],
    ['no AuthnContext', [[/<saml:AuthnContext>.*<\/saml:AuthnContext>/, '']], 'schema-violated missing'],
    [
      'an empty AuthnContext',
      [[/<saml:AuthnContext>.*<\/saml:AuthnContext>/, '<saml:AuthnContext/>']],
      'schema-violated nothing-said',
    ],
    ['no AuthnInstant', [[/ AuthnInstant="[^"]*"/, '']], 'schema-violated attribute-missing'],
    [
      'an end that is misspelt',
      [[/(?<=<saml:Conditions [^>]*)NotOnOrAfter/, 'NotOnOrafter']],
      'schema-violated attribute-unexpected',
    ],
    ['an AuthnInstant that is none', [[/AuthnInstant="[^"]*"/, 'AuthnInstant="lately"']], 'authn-instant unreadable'],
    ['no Method', [[/ Method="[^"]*"/, '']], 'schema-violated attribute-missing'],
    ['an attribute without a Name', [[' Name="group"', '']], 'schema-violated attribute-missing'],
    ['two subjects', [['<saml:Subject>', `${OTHER_SUBJECT}<saml:Subject>`]], 'schema-violated repeated'],
    [
      'a second subject behind the first',
      [['</saml:Subject>', `</saml:Subject>${OTHER_SUBJECT}`]],
      'schema-violated repeated',
    ],
    [
      'two NameIDs',
      [['</saml:NameID>', '</saml:NameID><saml:NameID>mallory</saml:NameID>']],
      'schema-violated repeated',
    ],
    ['two Conditions', [['<saml:Conditions ', '<saml:Conditions/><saml:Conditions ']], 'schema-violated repeated'],
    [
      'two status',
      [['</samlp:Status>', '</samlp:Status><samlp:Status><samlp:StatusCode Value="urn:x"/></samlp:Status>']],
      'schema-violated repeated',
    ],
    [
      'two issuers',
      [['</saml:Issuer>', '</saml:Issuer><saml:Issuer>urn:evil</saml:Issuer>']],
      'schema-violated repeated',
    ],
    [
      'somebody who may confirm, before who is meant',
      [
        [/(<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>)(?=<\/saml:Subject>)/, ''],
        ['<saml:Subject>', `<saml:Subject>${CONFIRMATION}`],
      ],
      'schema-violated order',
    ],
    [
      'an element that an assertion does not have',
      [['</saml:Conditions>', '</saml:Conditions><x xmlns="urn:x"/>']],
      'schema-violated unexpected',
    ],
    [
      'a name with another inside',
      [['>anne<', '>an<saml:NameID>mallory</saml:NameID>ne<']],
      'schema-violated unexpected',
    ],
    [
      'an audience with an element inside',
      [['</saml:Audience>', '<x xmlns="urn:x">.evil</x></saml:Audience>']],
      'schema-violated unexpected',
    ],
    [
      'an issuer with an element inside',
      [['</saml:Issuer>', '<x xmlns="urn:x">.evil</x></saml:Issuer>']],
      'schema-violated unexpected',
    ],
    [
      'a signed response without issuer',
      [['<saml:Issuer>https://idp.example/metadata</saml:Issuer>', '']],
      'issuer-missing missing',
    ],
    [
      'an assertion without issuer',
      [['<saml:Issuer>https://idp.example/metadata</saml:Issuer><saml:Subject>', '<saml:Subject>']],
      'issuer-missing missing',
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
    const xml = await soundly(changes);
    expect(await refusalOf(xml)).toBe(reason);
    expect(await errorsOfInspector(xml)).toContain(reason);
  });

  test('a condition whose type is by a prefix of the response around it, which nobody signed', async () => {
    const type = `<saml:OneTimeUse ${XSI} xsi:type="x:OneTimeUseType"/></saml:Conditions>`;
    const open = change(change(RESPONSE, '</saml:Conditions>', type), ' ID="_resp', ' xmlns:x="urn:x" ID="_resp');
    const signed = await keys.idp.sign(open, '_assertion');
    const turned = change(signed, 'xmlns:x="urn:x"', 'xmlns:x="urn:oasis:names:tc:SAML:2.0:assertion"');
    expect(await verdictsOf(turned, [keys.idp.trusted])).toEqual(['Assertion valid']);
    expect(await refusalOf(turned)).toBe('condition-unknown type');
    const own = await keys.idp.sign(change(open, 'x:One', 'saml:One'), '_assertion');
    expect((await decide(own)).reasons).toEqual([]);
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

test('a logout request without issuer is refused for that, and not because its key were somebody else\u2019s', async () => {
  const xml = await keys.idp.sign(change(LOGOUT_BY_IDP, /<saml:Issuer>.*<\/saml:Issuer>/, ''), '_logout');
  expect(await refusalOf(xml)).toBe('issuer-missing missing');
});

describe('bytes that are two texts (attacks#two-texts)', () => {
  const MARK = '\uFEFF';
  const wide = (xml: string) => Buffer.from(xml, 'utf16le');

  test('are refused, and the same text in bytes that are one is let in', async () => {
    const xml = await soundly([]);
    const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>${xml}`;
    // What .NET's StringWriter declares is no second text: UTF-16 cannot begin like this.
    const accepted = [xml, MARK + xml, wide(MARK + xml), declared('UTF-8'), declared('utf-16')];
    for (const each of accepted) expect((await decide(each)).reasons).toEqual([]);
    expect(await refusalOf(wide(xml))).toBe('encoding-doubtful mark-missing');
    expect(await errorsOfInspector(wide(xml))).toContain('encoding-doubtful mark-missing');
    expect(await refusalOf(wide(xml).swap16())).toBe('encoding-doubtful mark-missing');
    expect(await refusalOf(MARK + MARK + xml)).toBe('encoding-doubtful mark-again');
    expect(await refusalOf(wide(MARK + MARK + xml))).toBe('encoding-doubtful mark-again');
    const narrow = wide(`${MARK}<?xml version="1.0" encoding="utf-8"?>${xml}`);
    expect(await refusalOf(narrow)).toBe('encoding-doubtful declaration');
    expect(await refusalOf(`${MARK}<?xml version="1.0" encoding="iso-8859-1"?>${xml}`)).toBe(
      'encoding-doubtful declaration',
    );
  });
});

describe('a logout request over SOAP', () => {
  const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
  const decideSoap = async (header: string) => {
    const signed = await keys.idp.sign(LOGOUT_BY_IDP, '_logout');
    const raw = `<s:Envelope xmlns:s="${SOAP}"><s:Header>${header}</s:Header><s:Body>${signed}</s:Body></s:Envelope>`;
    const { verdict, reasons } = await decideMessage({
      raw,
      binding: 'soap',
      connection: connectionOf(keys.idp),
      now: NOW,
    });
    return [verdict, ...reasons.map(({ code }) => code)];
  };

  test('is refused where a header has the ID of the message', async () => {
    expect(await decideSoap('<x:Trace xmlns:x="urn:x" ID="_other"/>')).toEqual(['accept']);
    expect(await decideSoap('<x:Trace xmlns:x="urn:x" ID="_logout"/>')).toEqual(['reject', 'duplicate-id']);
    expect(await decideSoap('<x:Trace xmlns:x="urn:x"><y Id="_logout"/></x:Trace>')).toEqual([
      'reject',
      'duplicate-id',
    ]);
  });
});
