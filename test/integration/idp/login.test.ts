import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importPrivateKey } from '#shared/crypto/import-private-key.ts';
import { readCertificate } from '#shared/crypto/read-certificate.ts';
import { signElement } from '#shared/crypto/sign-element.ts';
import { verifySignatures } from '#shared/crypto/verify-signatures.ts';
import type { Response } from '#shared/saml/messages.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { writeAuthnRequest } from '#shared/saml/write/write-authn-request.ts';
import { readForm } from '#shared/wire/read-message.ts';
import { writePostValue } from '#shared/wire/write-post.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { describeIdp, type IdpWorld, makeIdpWorld } from './idp-world.ts';

let world: IdpWorld;
let now = Date.now();
const clock = () => now;

beforeEach(async () => {
  now = Date.now();
  world = await makeIdpWorld(clock);
});

afterEach(async () => {
  await world.close();
  expect(world.defects).toEqual([]);
});

/** The Response that the browser last carried to an assertion consumer. */
function lastResponse(): { xml: string; message: Response; relayState: string | null } {
  const post = world.browser.visits.findLast(({ body }) => body?.includes('SAMLResponse='));
  const wire = readForm(post?.body ?? '')[0]?.wire;
  if (!wire) throw new Error('no response was posted');
  const message = readMessage(parseXml(wire.xml));
  if (message.kind !== 'Response') throw new Error(message.kind);
  return { xml: wire.xml, message, relayState: wire.relayState };
}

describe('a login that a service provider asks for (saml-profiles 4.1)', () => {
  test.each([
    ['Anne Foster', '["SalesUS"]', ['SalesUS']],
    ['Eddie Reese', '["SalesAUS"]', ['SalesAUS']],
    ['Grace Lund', '["SalesUS","SalesAUS","QlikGroup"]', ['SalesUS', 'SalesAUS', 'QlikGroup']],
  ])('%s arrives with every group, in order, and RelayState comes back', async (name, _, groups) => {
    const sp = await world.addSp('sp1');
    const picking = await world.browser.open(`${sp.url}/login`);
    expect(picking.text).toContain('asks for no password');
    const page = await world.browser.press(picking, `Log in as ${name}`);
    expect(page.text).toContain(`logged in as ${name}`);
    expect(page.url).toContain('state=state-1');
    const attribute = lastResponse().message.assertions[0]?.attributes.find((candidate) => candidate.name === 'groups');
    expect(attribute).toMatchObject({ values: groups, friendlyName: 'group' });
  });

  test('a user in no group sends no attribute for it, rather than an empty one', async () => {
    const sp = await world.addSp('sp1');
    await world.browser.press(await world.browser.open(`${sp.url}/login`), 'Noel Brandt');
    expect(lastResponse().message.assertions[0]?.attributes.map(({ name }) => name)).toEqual([
      'uid',
      'email',
      'displayName',
      'givenName',
      'surname',
    ]);
  });

  test('response and assertion are both signed with rsa-sha256, by the certificate of the metadata', async () => {
    const sp = await world.addSp('sp1');
    await world.browser.press(await world.browser.open(`${sp.url}/login`), 'Anne');
    const certificate = await readCertificate(describeIdp(world.idp).certificate);
    const reports = await verifySignatures(parseXml(lastResponse().xml), [
      { certificate, entityId: null, source: 'pasted' },
    ]);
    expect(reports.map(({ on, outcome, algorithm }) => [on, outcome, algorithm])).toEqual([
      ['Response', 'valid', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'],
      ['Assertion', 'valid', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'],
    ]);
  });

  test('what the profile demands of a bearer assertion is there (saml-profiles 4.1.4.2)', async () => {
    const sp = await world.addSp('sp1');
    await world.browser.press(await world.browser.open(`${sp.url}/login`), 'Anne');
    const { message } = lastResponse();
    const [assertion] = message.assertions;
    expect(message).toMatchObject({ destination: `${sp.url}/acs`, issuer: { value: world.idp.entityId } });
    expect(assertion).toMatchObject({
      issuer: { value: world.idp.entityId },
      subject: {
        nameId: {
          format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
          nameQualifier: world.idp.entityId,
          spNameQualifier: sp.entityId,
        },
        confirmations: [
          {
            data: {
              recipient: `${sp.url}/acs`,
              inResponseTo: message.inResponseTo,
              notBefore: null,
              notOnOrAfter: { time: now + 300_000 },
            },
          },
        ],
      },
      conditions: { audienceRestrictions: [{ audiences: [sp.entityId] }], notOnOrAfter: { time: now + 300_000 } },
      authnStatements: [{ authnInstant: { time: now }, sessionNotOnOrAfter: { time: now + 8 * 3600_000 } }],
    });
    expect(message.inResponseTo).toMatch(/^_/);
  });

  test('the persistent name is the same at every login and another at every service provider (saml-core 8.3.7)', async () => {
    const [one, two] = [await world.addSp('sp1'), await world.addSp('sp2')];
    const nameAt = async (url: string) => {
      const page = await world.browser.open(url);
      if (page.forms.length > 0) await world.browser.press(page, 'Anne');
      return lastResponse().message.assertions[0]?.subject?.nameId?.value;
    };
    const first = await nameAt(`${one.url}/login`);
    const other = await nameAt(`${two.url}/login`);
    world.browser.cookies.clear('127.0.0.1');
    expect(await nameAt(`${one.url}/login`)).toBe(first);
    expect(other).not.toBe(first);
  });

  test('by POST: the session is found although a Lax cookie stays behind', async () => {
    const sp = await world.addSp('sp1', { saml: { authnRequestBinding: 'HTTP-POST' } });
    await world.browser.press(await world.browser.open(`${sp.url}/login?post`), 'Anne');
    const again = await world.browser.open(`${sp.url}/login?post`);
    expect(again.text).toContain('logged in as Anne Foster');
    expect(
      world.browser.visits.some(
        ({ method, url, cookies }) => method === 'POST' && url === `${world.idp.url}/sso` && cookies === '',
      ),
    ).toBe(true);
  });
});

describe('the name of the user', () => {
  const FORMAT = 'urn:oasis:names:tc:SAML';
  test.each([
    [
      `${FORMAT}:1.1:nameid-format:emailAddress`,
      `${FORMAT}:1.1:nameid-format:emailAddress`,
      /^anne\.foster@example\.com$/,
    ],
    [`${FORMAT}:2.0:nameid-format:transient`, `${FORMAT}:2.0:nameid-format:transient`, /^_/],
    [`${FORMAT}:1.1:nameid-format:unspecified`, `${FORMAT}:2.0:nameid-format:persistent`, /^[\w-]{43}$/],
  ])('%s is answered with %s (saml-core 3.4.1.1)', async (asked, given, value) => {
    const sp = await world.addSp('sp1', { saml: { identifierFormat: asked } });
    await world.browser.press(await world.browser.open(`${sp.url}/login`), 'Anne');
    const nameId = lastResponse().message.assertions[0]?.subject?.nameId;
    expect(nameId).toMatchObject({ format: given });
    expect(nameId?.value).toMatch(value);
  });

  test('where the request asks for none, the service provider’s metadata decides (saml-metadata 2.4.2)', async () => {
    const sp = await world.addSp('sp1', { nameIdFormats: ['urn:unknown', `${FORMAT}:1.1:nameid-format:emailAddress`] });
    await world.browser.press(await world.browser.open(`${sp.url}/login`), 'Anne');
    expect(lastResponse().message.assertions[0]?.subject?.nameId?.value).toBe('anne.foster@example.com');
  });
});

describe('single sign-on', () => {
  test('a second service provider asks nobody anything', async () => {
    const [one, two] = [await world.addSp('sp1'), await world.addSp('sp2')];
    await world.browser.press(await world.browser.open(`${one.url}/login`), 'Grace');
    expect((await world.browser.open(`${two.url}/login`)).text).toContain('logged in as Grace Lund');
  });

  test('ForceAuthn asks again, and picking another user changes who it is (saml-core 3.4.1)', async () => {
    const sp = await world.addSp('sp1');
    await world.browser.press(await world.browser.open(`${sp.url}/login`), 'Anne');
    const forced = await world.browser.open(`${sp.url}/login?force`);
    expect(forced.text).toContain('ForceAuthn');
    expect((await world.browser.press(forced, 'Eddie')).text).toContain('logged in as Eddie Reese');
    expect((await world.browser.open(`${sp.url}/login`)).text).toContain('Eddie Reese');
  });

  test('IsPassive without a session is answered with NoPassive, with one it logs in (saml-core 3.4.1)', async () => {
    const sp = await world.addSp('sp1');
    await world.browser.open(`${sp.url}/login?passive`);
    expect(lastResponse().message).toMatchObject({
      assertions: [],
      status: {
        codes: ['urn:oasis:names:tc:SAML:2.0:status:Responder', 'urn:oasis:names:tc:SAML:2.0:status:NoPassive'],
      },
    });
    await world.browser.press(await world.browser.open(`${sp.url}/login`), 'Anne');
    expect((await world.browser.open(`${sp.url}/login?passive`)).text).toContain('Anne Foster');
  });

  test('the session ends after eight hours', async () => {
    const sp = await world.addSp('sp1', { saml: { acceptedClockSkewMs: -1 } });
    await world.browser.press(await world.browser.open(`${sp.url}/login`), 'Anne');
    now += 8 * 3600_000 - 1;
    expect((await world.browser.open(`${sp.url}/login`)).text).toContain('Anne');
    now += 1;
    expect((await world.browser.open(`${sp.url}/login`)).text).toContain('Who do you want to be?');
  });

  test('session and key survive a restart, and so does an open login page', async () => {
    const [one, two] = [await world.addSp('sp1'), await world.addSp('sp2')];
    const before = world.idp.metadata;
    const picking = await world.browser.open(`${one.url}/login`);
    await world.restartIdp();
    expect(world.idp.metadata).toBe(before);
    expect((await world.browser.press(picking, 'Anne')).text).toContain('logged in as Anne Foster');
    await world.restartIdp();
    expect((await world.browser.open(`${two.url}/login`)).text).toContain('logged in as Anne Foster');
  });
});

describe('a login that nobody asked for (saml-profiles 4.1.5)', () => {
  test('starts at the home page and carries no InResponseTo', async () => {
    const sp = await world.addSp('sp1');
    const picking = await world.browser.click(await world.browser.open(world.idp.url), sp.entityId);
    expect((await world.browser.press(picking, 'Anne')).text).toContain('logged in as Anne Foster');
    expect(lastResponse().message.inResponseTo).toBeNull();
    expect(lastResponse().message.assertions[0]?.subject?.confirmations[0]?.data?.inResponseTo).toBeNull();
  });

  test('a service provider that is not known is refused', async () => {
    const page = await world.browser.open(`${world.idp.url}/start?sp=https://elsewhere`);
    expect(page).toMatchObject({ status: 404 });
    expect(page.text).toContain('not known here');
  });
});

describe('refused, with the reason on the page', () => {
  test('an unknown service provider', async () => {
    const sp = await world.addSp('sp1', { saml: { issuer: 'https://stranger/<b>' } });
    const page = await world.browser.open(`${sp.url}/login`);
    expect(page.status).toBe(403);
    expect(page.text).toContain('This service provider is not known here');
    expect(page.text).toContain('https://stranger/<b>');
    expect(page.html).not.toContain('<b>');
    expect(page.text).toContain(sp.entityId);
  });

  test('an assertion consumer that the metadata does not have', async () => {
    const sp = await world.addSp('sp1', { saml: { callbackUrl: 'http://localhost:1/steal' } });
    const page = await world.browser.open(`${sp.url}/login`);
    expect(page.status).toBe(403);
    expect(page.text).toContain('http://localhost:1/steal');
    expect(page.text).toContain(`${sp.url}/acs`);
  });

  test('a request without the signature that the metadata promises', async () => {
    const sp = await world.addSp('sp1');
    const signed = await sp.saml.getAuthorizeUrlAsync('x', undefined, {});
    expect((await world.browser.open(signed)).status).toBe(200);
    const unsigned = signed.replace(/&SigAlg=[^&]*&Signature=[^&]*/, '');
    const page = await world.browser.open(unsigned);
    expect(page).toMatchObject({ status: 403 });
    expect(page.text).toContain('The message is not signed');
  });

  test('a signature that does not fit: RelayState was changed on the way', async () => {
    const sp = await world.addSp('sp1');
    const signed = await sp.saml.getAuthorizeUrlAsync('here', undefined, {});
    const page = await world.browser.open(signed.replace('RelayState=here', 'RelayState=there'));
    expect(page).toMatchObject({ status: 403 });
    expect(page.text).toContain('signature of the message is not valid');
  });

  test.each([
    ['a message twice', (url: string) => `${url}&SAMLRequest=abc`],
    ['request and response at once', (url: string) => `${url}&SAMLResponse=abc`],
    ['an escaped parameter name', (url: string) => url.replace('SAMLRequest=', 'SAMLReques%74=')],
    ['an encoding that nobody knows', (url: string) => `${url}&SAMLEncoding=urn:other`],
    ['no message', (url: string) => url.replace(/\?.*/, '')],
    ['something that is not base64', (url: string) => url.replace(/SAMLRequest=[^&]*/, 'SAMLRequest=!!!')],
  ])('%s', async (_, change) => {
    const sp = await world.addSp('sp1');
    const signed = await sp.saml.getAuthorizeUrlAsync('here', undefined, {});
    expect((await world.browser.open(signed)).status).toBe(200);
    expect((await world.browser.open(change(signed))).status).toBe(400);
  });

  test('a NameID format that it has not (saml-core 3.4.1.1)', async () => {
    const sp = await world.addSp('sp1', {
      saml: { identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos' },
    });
    await world.browser.open(`${sp.url}/login`);
    expect(lastResponse().message.status?.codes).toEqual([
      'urn:oasis:names:tc:SAML:2.0:status:Requester',
      'urn:oasis:names:tc:SAML:2.0:status:InvalidNameIDPolicy',
    ]);
  });

  test.each([
    ['an ID of 16,000 characters', { id: `_${'x'.repeat(16_000)}` }, ''],
    ['a RelayState of 5,000 characters', {}, 'r'.repeat(5000)],
  ])('%s, which would have to be kept', async (_, change, relayState) => {
    const sp = await world.addSp('sp1');
    const draft = {
      id: '_ok',
      issueInstant: now,
      issuer: sp.entityId,
      destination: `${world.idp.url}/sso`,
      acs: `${sp.url}/acs`,
    };
    const post = async (request: typeof draft, state: string) => {
      const privateKey = await importPrivateKey(sp.privateKey);
      const xml = await signElement(writeAuthnRequest(request), { id: request.id, privateKey, certificate: null });
      const body = new URLSearchParams({ SAMLRequest: writePostValue(xml), RelayState: state }).toString();
      return world.browser.send({ method: 'POST', url: `${world.idp.url}/sso`, body, initiator: 'localhost' });
    };
    expect(await post({ ...draft, ...change }, relayState)).toMatchObject({ status: 400 });
    expect(await post(draft, 'short')).toMatchObject({ status: 200 });
  });

  test('a login page that was used already, or left open for too long', async () => {
    const sp = await world.addSp('sp1');
    const picking = await world.browser.open(`${sp.url}/login`);
    expect((await world.browser.press(picking, 'Anne')).status).toBe(200);
    expect(await world.browser.press(picking, 'Anne')).toMatchObject({ status: 410 });
    const late = await world.browser.open(`${sp.url}/login?force`);
    now += 30 * 60_000;
    expect(await world.browser.press(late, 'Anne')).toMatchObject({ status: 410 });
  });

  test('an address that leads nowhere, and a method that is not meant', async () => {
    expect(await world.browser.open(`${world.idp.url}/nowhere`)).toMatchObject({ status: 404 });
    const answer = await fetch(`${world.idp.url}/logout`);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });
});

describe('pages', () => {
  test('run no script but the one that posts, and forbid framing', async () => {
    const sp = await world.addSp('sp1');
    const picking = await world.browser.open(`${sp.url}/login`);
    expect(picking.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self'.*frame-ancestors 'none'$/,
    );
    expect(picking.html).not.toContain('<script');
    const posting = await world.browser.press(picking, 'Anne', () => true);
    const nonce = /script-src 'nonce-([\w-]+)'/.exec(posting.headers.get('content-security-policy') ?? '')?.[1];
    expect(posting.html).toContain(`<script nonce="${nonce}">`);
    expect(posting.headers.get('cache-control')).toBe('no-store');
  });

  test('metadata is what start() gave, as its own media type', async () => {
    const page = await world.browser.open(`${world.idp.url}/metadata`);
    expect(page.html).toBe(world.idp.metadata);
    expect(page.headers.get('content-type')).toContain('application/samlmetadata+xml');
  });
});
