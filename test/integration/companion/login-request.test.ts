import { afterEach, describe, expect, test } from 'vitest';
import type { AuthnRequest } from '#shared/saml/messages.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseParameters } from '#shared/wire/parameters.ts';
import { readFormParameters } from '#shared/wire/read-message.ts';
import { readParameters } from '#shared/wire/read-parameters.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { HttpBrowser, type Visit } from '#test/fixtures/http-browser.ts';
import { KEY_KINDS, makeOpensslPair, type OpensslPair } from '#test/fixtures/openssl.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { schemaProblems } from '#test/fixtures/saml-schemas.ts';
import { type CompanionWorld, makeCompanionWorld, type WorldOptions } from './companion-world.ts';
import { beforeAcs, forged, postInstead, responseOf } from './forge.ts';

let world: CompanionWorld;
afterEach(() => world.close());

async function start(extra: string, options: WorldOptions = {}): Promise<void> {
  world = await makeCompanionWorld({ ...options, extra });
}

/** The AuthnRequest that reached the IdP, and how. */
async function asked(
  query = '',
  browser = new HttpBrowser(),
): Promise<{ request: AuthnRequest; xml: string; visit: Visit }> {
  await browser.open(`${world.url()}/hub/saml/login${query}`);
  const visit = browser.visits.findLast(({ url }) => url.startsWith(`${world.idp.url}/sso`) && !/\/sso\/./.test(url));
  if (visit === undefined) throw new Error('the IdP was not asked');
  const xml = messageOf(visit);
  const request = readMessage(parseXml(xml));
  if (request.kind !== 'AuthnRequest') throw new Error(request.kind);
  return { request, xml, visit };
}

function messageOf({ url, body }: Pick<Visit, 'url' | 'body'>): string {
  const parameters = parseParameters(body ?? new URL(url).search.slice(1));
  const [reading] =
    body === null
      ? readParameters(parameters, 'query')
      : readFormParameters(parameters.filter(({ name }) => name === 'SAMLRequest'));
  return reading?.wire?.xml ?? '';
}

describe('a login request', () => {
  test('says nothing but AllowCreate unless the connection does, and is valid by the schema', async () => {
    await start('');
    const { request, xml, visit } = await asked();
    expect(schemaProblems(xml)).toEqual([]);
    expect(visit.method).toBe('GET');
    expect(request).toMatchObject({
      forceAuthn: false,
      isPassive: false,
      nameIdPolicy: { format: null, allowCreate: true },
      requestedAuthnContext: null,
      assertionConsumerServiceUrl: `${world.url()}/hub/saml/acs`,
      protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
      destination: `${world.idp.url}/sso`,
    });
  });

  test('asks for all that the connection says, by POST where that is chosen, and the login goes through', async () => {
    await start(`
    request:
      binding: post
      forceAuthn: true
      nameId: { format: emailAddress, allowCreate: false }
      authnContext: { comparison: minimum, classes: [passwordProtectedTransport, 'https://refeds.org/profile/mfa'] }`);
    const { request, xml, visit } = await asked();
    expect(schemaProblems(xml)).toEqual([]);
    expect(visit.method).toBe('POST');
    expect(request).toMatchObject({
      forceAuthn: true,
      nameIdPolicy: { format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', allowCreate: false },
      requestedAuthnContext: {
        comparison: 'minimum',
        classRefs: [
          'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
          'https://refeds.org/profile/mfa',
        ],
      },
    });
    expect((await world.logIn('Anne')).text).toContain('Welcome');
  });

  test('goes by the binding that the metadata has, or nowhere where it lacks the chosen one', async () => {
    const without = (binding: string) => (xml: string) =>
      xml.replace(new RegExp(`<md:SingleSignOnService Binding="[^"]*${binding}"[^>]*/>`), '');
    await start('', { metadata: without('HTTP-Redirect') });
    expect((await asked()).visit.method).toBe('POST');
    await world.close();
    await start('    request: { binding: post }', { metadata: without('HTTP-POST') });
    const page = await new HttpBrowser().open(`${world.url()}/hub/saml/login`);
    expect([page.status, page.text]).toEqual([503, expect.stringContaining('HTTP-POST, which alone may be used here')]);
  });

  test('may ask for more than the connection does, and for nothing that there is not', async () => {
    await start('');
    expect((await asked('?forceAuthn=true')).request.forceAuthn).toBe(true);
    expect((await asked('?isPassive=true')).request.isPassive).toBe(true);
    expect((await asked('?forceAuthn=false')).request.forceAuthn).toBe(false);
    for (const query of ['forceAuthn=1', 'forceAuthn=', 'isPassive=yes', 'forceAuthn=true&isPassive=true']) {
      const page = await new HttpBrowser().open(`${world.url()}/hub/saml/login?${query}`);
      expect(page.status).toBe(400);
    }
    await world.close();
    await start('    request: { forceAuthn: true }');
    expect((await asked('?forceAuthn=false')).request.forceAuthn).toBe(true);
  });

  test('that is passive ends on a page where nobody is logged in at the IdP, and logs in where somebody is', async () => {
    await start('');
    const browser = new HttpBrowser();
    const page = await browser.open(`${world.url()}/hub/saml/login?isPassive=true`);
    expect([page.status, page.url]).toEqual([403, `${world.url()}/hub/saml/acs`]);
    await world.logIn('Anne', browser);
    expect((await browser.open(`${world.url()}/hub/saml/login?isPassive=true`)).text).toContain('Welcome');
  });
});

describe('with ForceAuthn', () => {
  /** The user was authenticated an hour ago, says what the IdP signed. */
  const hourAgo = (xml: string) =>
    xml.replace(/AuthnInstant="[^"]+"/, `AuthnInstant="${new Date(Date.now() - 3_600_000).toISOString()}"`);

  test('somebody who is logged in at the IdP is asked anew, and an old authentication is refused', async () => {
    await start('');
    await world.logIn('Anne');
    const before = await world.browser.open(`${world.url()}/hub/saml/login?forceAuthn=true`);
    expect(before.forms.some(({ buttons }) => buttons.some(({ text }) => text.includes('Anne')))).toBe(true);
    const page = await world.browser.press(before, 'Anne', ({ url }) => url.endsWith('/saml/acs'));
    const refused = await postInstead(page, await forged(world, page, hourAgo), world.browser);
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('ForceAuthn')]);
  });

  test('its twins: with it a new authentication is taken, without it an old one', async () => {
    await start('');
    const page = await beforeAcs(world);
    expect((await postInstead(page, await forged(world, page, hourAgo), world.browser)).text).toContain('Welcome');
    const again = await world.browser.open(`${world.url()}/hub/saml/login?forceAuthn=true`);
    expect((await world.browser.press(again, 'Anne')).text).toContain('Welcome');
  });
});

describe('with RequestedAuthnContext', () => {
  const password = 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password';

  test('the class that was asked for is taken, and another is refused', async () => {
    await start('    request: { authnContext: { classes: [password] } }');
    const page = await beforeAcs(world);
    expect(responseOf(page)).toContain(password);
    const other = await forged(world, page, (xml) => xml.replace(password, password.replace('Password', 'Kerberos')));
    const refused = await postInstead(page, other, world.browser);
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('Kerberos')]);
    expect((await world.logIn('Anne')).text).toContain('Welcome');
  });

  test('a weaker one than the minimum is refused, and its twin, a stronger one, is taken', async () => {
    await start('    request: { authnContext: { comparison: minimum, classes: [passwordProtectedTransport] } }');
    const asked = 'ac:classes:PasswordProtectedTransport';
    for (const [given, status] of [
      ['ac:classes:Password', 403],
      ['ac:classes:X509', 200],
    ] as const) {
      const browser = new HttpBrowser();
      const page = await beforeAcs(world, 'Anne', browser);
      const answer = await postInstead(page, await forged(world, page, (xml) => xml.replace(asked, given)), browser);
      expect([given, answer.status]).toEqual([given, status]);
    }
  });
});

describe('messages are signed by the chosen algorithm', () => {
  const algorithms: readonly (readonly [string, keyof typeof KEY_KINDS])[] = [
    ['rsa-sha256', 'RSA 2048'],
    ['rsa-sha384', 'RSA 2048'],
    ['rsa-sha512', 'RSA 2048'],
    ['ecdsa-sha256', 'P-256'],
    ['ecdsa-sha384', 'P-384'],
    ['ecdsa-sha512', 'P-521'],
  ];
  test.each(algorithms)(
    '%s: request and logout by redirect, request by POST; the IdP verifies each',
    async (name, kind) => {
      const place = makeWorkplace();
      try {
        const pair: OpensslPair = makeOpensslPair(place, 'sp', KEY_KINDS[kind]);
        for (const binding of ['redirect', 'post']) {
          await start(`    sp: { key: '${pair.keyFile}', certificate: '${pair.certificateFile}', signature: ${name} }
    request: { binding: ${binding} }`);
          const { visit, xml } = await asked();
          const uri = `http://www.w3.org/2001/04/xmldsig-more#${name}`;
          if (binding === 'redirect') expect(new URL(visit.url).searchParams.get('SigAlg')).toBe(uri);
          else expect(xml).toContain(`<ds:SignatureMethod Algorithm="${uri}">`);
          expect((await world.logIn('Anne')).text).toContain('Welcome');
          const hub = await world.browser.open(`${world.url()}/hub/`);
          expect((await world.browser.click(hub, 'Log out')).text).toContain('logged out');
          if (binding === 'redirect') await world.close();
        }
      } finally {
        place.remove();
      }
    },
  );
});

test('an endpoint given by hand may have another address for answers: the LogoutResponse goes there', async () => {
  await start('', {
    idp: (url) =>
      `{ metadata: idp.xml, slo: { redirect: { location: '${url}/slo', responseLocation: '${url}/slo/answers' }, soap: '${url}/soap' } }`,
  });
  await world.logIn('Anne');
  const home = await world.browser.open(world.idp.url);
  const stopped = await world.browser.press(home, 'Log out everywhere', ({ url }) => url.includes('/slo/answers'));
  const location = stopped.headers.get('location') ?? '';
  expect(location).toMatch(new RegExp(`^${world.idp.url}/slo/answers\\?SAMLResponse=`));
  expect(messageOf({ url: location, body: null })).toContain(`Destination="${world.idp.url}/slo/answers"`);
});
