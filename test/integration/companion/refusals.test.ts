import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { makeSigner, type Signer, verdictsOf } from '#test/fixtures/signer.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';
import {
  beforeAcs,
  companionSigner,
  forged,
  idOf,
  idpSigner,
  postInstead,
  responseOf,
  signResponse,
  unsigned,
} from './forge.ts';

let world: CompanionWorld;
let idp: Signer;
let browser: HttpBrowser;
let page: HttpPage;

beforeAll(async () => {
  world = await makeCompanionWorld({
    attributes: '      - { from: groups, to: group }\n      - { from: email, to: email, required: true }',
  });
  idp = await idpSigner(world);
});

afterAll(async () => {
  await world.close();
  expect(world.lines.filter((line) => line.includes('"event":"defect"'))).toEqual([]);
});

beforeEach(async () => {
  browser = new HttpBrowser();
  page = await beforeAcs(world, 'Anne', browser);
});

async function isLoggedIn(who = browser): Promise<boolean> {
  const { html } = await who.open(`${world.url()}/hub/qps/user`);
  return 'userId' in JSON.parse(html);
}

/** Refused with that code on the page and in the log, and nobody logged in; the untouched message then still gets in. */
async function expectRefused(xml: string, code: string, status = 403): Promise<HttpPage> {
  const refused = await postInstead(page, xml, browser);
  expect(refused.html).toContain(`<code>${code}</code>`);
  expect(refused.status).toBe(status);
  expect(await isLoggedIn()).toBe(false);
  expect(world.lines.findLast((line) => line.includes('"refused"'))).toContain(`"code":"${code}"`);
  const accepted = await postInstead(page, responseOf(page), browser);
  expect(accepted.text).toContain('Welcome, anne');
  return refused;
}

const soundly = (change: (xml: string) => string) => forged(world, page, change);

describe('a Response is refused whose signature is not sound', () => {
  test('changed after signing (xmldsig-core 3.2.1)', async () => {
    const xml = responseOf(page).replace('>SalesUS<', '>SalesAUS<');
    const refused = await expectRefused(xml, 'signature-invalid');
    expect(refused.text).not.toContain('SalesAUS');
  });

  test('not signed at all (saml-profiles 4.1.4.5)', async () => {
    await expectRefused(unsigned(responseOf(page)), 'signature-missing');
  });

  test('signed by a stranger, whose certificate is in KeyInfo', async () => {
    const xml = await signResponse(unsigned(responseOf(page)), await makeSigner('https://evil.example'));
    const stranger = await verdictsOf(xml, [{ ...idp.trusted }]);
    expect(stranger).toEqual(['Response invalid wrong-key', 'Assertion invalid wrong-key']);
    expect((await postInstead(page, xml, browser)).status).toBe(403);
    expect(await isLoggedIn()).toBe(false);
  });

  test('signed by the companion itself', async () => {
    const xml = await signResponse(unsigned(responseOf(page)), await companionSigner(world));
    expect((await postInstead(page, xml, browser)).status).toBe(403);
    expect(await isLoggedIn()).toBe(false);
  });

  test('signed with SHA-1, unless the connection allows it by name', async () => {
    const sha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
    const xml = await signResponse(unsigned(responseOf(page)), idp, { algorithm: sha1 });
    expect(await verdictsOf(xml, [idp.trusted])).toEqual(['Response valid', 'Assertion valid']);
    await expectRefused(xml, 'signature-weak');
  });

  test('the signed assertion stands beside a forged one (signature wrapping)', async () => {
    const signed = await signResponse(unsigned(responseOf(page)), idp, { response: false });
    const assertion = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(signed)?.[0] ?? '';
    const evil = unsigned(assertion)
      .replace(/ID="[^"]+"/, 'ID="_evil"')
      .replace('>SalesUS<', '>SalesAUS<');
    const xml = signed.replace('<saml:Assertion', `${evil}<saml:Assertion`);
    expect(await verdictsOf(xml, [idp.trusted])).toEqual(['Assertion valid']);
    const refused = await postInstead(page, xml, browser);
    expect(refused.status).toBe(403);
    expect(await isLoggedIn()).toBe(false);
  });
});

describe('a Response is refused that says the wrong thing, soundly signed', () => {
  test.each<[string, string, (xml: string) => string]>([
    [
      'another audience',
      'audience-mismatch',
      (xml) => xml.replace(/<saml:Audience>[^<]*/, '<saml:Audience>https://other.example'),
    ],
    [
      'another recipient',
      'recipient-mismatch',
      (xml) => xml.replace(/Recipient="[^"]*"/, 'Recipient="https://other.example/acs"'),
    ],
    [
      'another destination',
      'destination-mismatch',
      (xml) => xml.replace(/Destination="[^"]*"/, 'Destination="https://other.example/acs"'),
    ],
    [
      'another issuer',
      'issuer-mismatch',
      (xml) => xml.replaceAll(/<saml:Issuer>[^<]*/g, '<saml:Issuer>https://other.example'),
    ],
    [
      'expired conditions',
      'conditions-expired',
      (xml) =>
        xml.replace(
          /(<saml:Conditions NotBefore=")[^"]*(" NotOnOrAfter=")[^"]*/,
          '$12019-12-31T00:00:00Z$22020-01-01T00:00:00Z',
        ),
    ],
    [
      'conditions of tomorrow',
      'conditions-not-before',
      (xml) =>
        xml.replace(
          /(<saml:Conditions NotBefore=")[^"]*(" NotOnOrAfter=")[^"]*/,
          '$12099-01-01T00:00:00Z$22099-01-02T00:00:00Z',
        ),
    ],
    [
      'an expired confirmation',
      'subject-confirmation-expired',
      (xml) => xml.replace(/(<saml:SubjectConfirmationData[^>]*NotOnOrAfter=")[^"]*/, '$12020-01-01T00:00:00Z'),
    ],
    [
      'another confirmation method',
      'subject-confirmation-missing',
      (xml) => xml.replace('cm:bearer', 'cm:sender-vouches'),
    ],
    ['no success', 'status-not-success', (xml) => xml.replace('status:Success', 'status:Responder')],
    [
      'an answer to no request of ours',
      'in-response-to-unknown',
      (xml) => xml.replaceAll(/InResponseTo="[^"]*"/g, 'InResponseTo="_other"'),
    ],
    [
      'a confirmation for another request',
      'in-response-to-differs',
      (xml) => xml.replace(/(SubjectConfirmationData[^>]*InResponseTo=")[^"]*/, '$1_other'),
    ],
    [
      'no request at all, where that is not allowed',
      'unsolicited',
      (xml) => xml.replaceAll(/ InResponseTo="[^"]*"/g, ''),
    ],
    ['another version', 'version-unsupported', (xml) => xml.replace('Version="2.0"', 'Version="1.1"')],
    [
      'a comment inside the NameID',
      'comment-in-value',
      (xml) => xml.replace(/(<saml:NameID[^>]*>)/, '$1anne<!-- x -->'),
    ],
  ])('%s', async (_, code, change) => {
    const xml = await soundly(change);
    expect(xml).not.toBe(await soundly((same) => same));
    expect(await verdictsOf(xml, [idp.trusted])).toEqual(['Response valid', 'Assertion valid']);
    await expectRefused(xml, code);
  });

  test('a required attribute is missing: 400, with its name and the names that did come', async () => {
    const xml = await soundly((text) => text.replace(/<saml:Attribute Name="email"[\s\S]*?<\/saml:Attribute>/, ''));
    const refused = await expectRefused(xml, 'attribute-required-missing', 400);
    expect(refused.text).toContain('The required attribute email did not come');
    expect(refused.text).toContain('uid, displayName, givenName, surname, groups');
  });

  test('no user ID: 400, saying where it should have come from', async () => {
    const xml = await soundly((text) => text.replace('Name="uid"', 'Name="login"'));
    const refused = await expectRefused(xml, 'user-unreadable', 400);
    expect(refused.text).toContain('uid did not come');
  });

  test('two user IDs: nobody can say who is meant', async () => {
    const two = '<saml:AttributeValue>eddie</saml:AttributeValue></saml:Attribute>';
    const xml = await soundly((text) => text.replace(/(Name="uid"[\s\S]*?)<\/saml:Attribute>/, `$1${two}`));
    await expectRefused(xml, 'user-unreadable', 400);
  });

  test('a user whose name differs from another one only by a letter that borrows its small letter: 400', async () => {
    const named = (id: string) =>
      soundly((text) => text.replace(/(Name="uid"[\s\S]*?AttributeValue[^>]*>)anne/, `$1${id}`));
    const refused = await expectRefused(await named('\u212Aim'), 'user-unreadable', 400);
    expect(refused.text).toContain('uid came with the character U+212A');
    // Twin: the letter itself, and any other of its language.
    for (const id of ['Kim', 'Kåre']) {
      browser = new HttpBrowser();
      page = await beforeAcs(world, 'Anne', browser);
      expect((await postInstead(page, await named(id), browser)).text).toContain(`Welcome, ${id}`);
    }
  });
});

describe('a login works once', () => {
  test('the same Response again is a replay, in whatever browser (saml-profiles 4.1.4.5)', async () => {
    expect((await postInstead(page, responseOf(page), browser)).text).toContain('Welcome, anne');
    const thief = new HttpBrowser();
    const replayed = await postInstead(page, responseOf(page), thief);
    expect(replayed.status).toBe(403);
    expect(await isLoggedIn(thief)).toBe(false);
  });

  test('a second answer to the same request gets nobody in, though it is another assertion', async () => {
    const second = await soundly((xml) =>
      xml.replace(idOf(xml, 'saml:Assertion'), '_second').replace(idOf(xml, 'samlp:Response'), '_third'),
    );
    expect((await postInstead(page, responseOf(page), browser)).text).toContain('Welcome, anne');
    const refused = await postInstead(page, second, new HttpBrowser());
    expect(refused.html).toContain('<code>in-response-to-unknown</code>');
  });

  test('what nobody asked for gets in once, too, where it is accepted at all', async () => {
    const open = await makeCompanionWorld({ accept: '{ unsolicited: true }' });
    try {
      const asked = await beforeAcs(open, 'Anne', open.browser);
      const xml = await forged(open, asked, (text) => text.replaceAll(/ InResponseTo="[^"]*"/g, ''));
      expect((await postInstead(asked, xml, open.browser)).text).toContain('Welcome, anne');
      const again = await postInstead(asked, xml, new HttpBrowser());
      expect(again.status).toBe(403);
      expect(again.html).toContain('<code>assertion-replayed</code>');
      expect(again.text).toContain('This login was used already');
    } finally {
      await open.close();
    }
  });

  test('two posts of one Response at the same moment: one gets in', async () => {
    const body = new URLSearchParams(page.forms[0]?.fields);
    const post = () => fetch(`${world.url()}/hub/saml/acs`, { method: 'POST', body, redirect: 'manual' });
    const answers = await Promise.all([post(), post(), post()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 403, 403]);
  });

  test('the second step of a login works once, too', async () => {
    const arrive = await browser.submit(page, page.forms[0] ?? fail(), {}, ({ url }) => url.includes('/arrive'));
    const location = new URL(arrive.headers.get('location') ?? '', world.url()).href;
    expect((await browser.open(location)).text).toContain('Welcome, anne');
    const again = await browser.open(location);
    expect(again.status).toBe(400);
    expect(again.html).toContain('<code>arrival-over</code>');
  });
});

function fail(): never {
  throw new Error('no form');
}

describe('what cannot be read is a 400 in one clear line, never a defect', () => {
  const send = (body: string, type = 'application/x-www-form-urlencoded') =>
    fetch(`${world.url()}/hub/saml/acs`, { method: 'POST', body, headers: { 'content-type': type } });

  const encode = (xml: string): string => encodeURIComponent(Buffer.from(xml).toString('base64'));

  test.each([
    ['two responses', 'SAMLResponse=a&SAMLResponse=b', 'parameters-ambiguous'],
    ['a request beside the response', 'SAMLResponse=a&SAMLRequest=b', 'parameters-ambiguous'],
    ['an escaped name', 'SAMLRespons%65=a', 'parameters-ambiguous'],
    ['two RelayStates', 'SAMLResponse=a&RelayState=b&RelayState=c', 'parameters-ambiguous'],
    ['nothing', '', 'message-missing'],
    ['an empty response', 'SAMLResponse=', 'input-empty'],
    ['no base64', 'SAMLResponse=%24%24%24', 'base64-invalid'],
    ['neither XML nor deflated', `SAMLResponse=${encode('hello')}`, 'deflate-invalid'],
    ['broken XML', `SAMLResponse=${encode('<a><b></a>')}`, 'xml-not-well-formed'],
    ['a DOCTYPE', `SAMLResponse=${encode('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')}`, 'xml-doctype'],
    ['10,000 levels', `SAMLResponse=${encode('<a>'.repeat(10_000) + '</a>'.repeat(10_000))}`, 'xml-too-deep'],
    ['a request', `SAMLRequest=${encode('<a/>')}`, 'message-kind-unexpected'],
    ['another document', `SAMLResponse=${encode('<a/>')}`, 'message-kind-unexpected'],
  ])('%s', async (_, body, code) => {
    const answer = await send(body);
    expect(await answer.text()).toContain(`<code>${code}</code>`);
    expect(answer.status).toBe(400);
  });

  test('another content type is a 415', async () => {
    expect((await send('{}', 'application/json')).status).toBe(415);
  });

  test('a body over the limit is a 413, by Content-Length and without', async () => {
    expect((await send(`SAMLResponse=${'A'.repeat(9 * 1024 * 1024)}`)).status).toBe(413);
    const chunks = new ReadableStream({
      start: (controller) => {
        for (let count = 0; count < 9; count++) controller.enqueue(new TextEncoder().encode('A'.repeat(1024 * 1024)));
        controller.close();
      },
    });
    const init = {
      method: 'POST',
      body: chunks,
      duplex: 'half',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    expect((await fetch(`${world.url()}/hub/saml/acs`, init as RequestInit)).status).toBe(413);
  });
});

test('neither page nor log of a refusal has the message, a cookie or a key', async () => {
  const xml = await soundly((text) => text.replace(/<saml:Audience>[^<]*/, '<saml:Audience>https://other.example'));
  const refused = await postInstead(page, xml, browser);
  const nameId = /<saml:NameID[^>]*>([^<]+)/.exec(xml)?.[1] ?? 'none';
  const secrets = [
    nameId,
    Buffer.from(xml).toString('base64').slice(0, 200),
    ...browser.cookies.of('localhost').values(),
    'PRIVATE',
  ];
  for (const secret of secrets) {
    expect(refused.html).not.toContain(secret);
    expect(world.lines.join('')).not.toContain(secret);
  }
});
