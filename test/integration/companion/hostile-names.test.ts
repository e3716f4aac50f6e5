import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { administrator } from '#test/fixtures/api-client.ts';
import { HttpBrowser, type HttpPage } from '#test/fixtures/http-browser.ts';
import { beforeAcs, forged, postInstead } from '#test/integration/companion/forge.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

/** Runs if it is taken for markup, leads into a script if it is taken for an address, reads otherwise if it is drawn as it is. */
const MARKUP = '<img src=x onerror="alert(1)"><svg/onload=alert(1)>';
const BIDI = '\u202Egnp.exe\u2066';
const SCRIPT = 'javascript:alert(1)//';
const escaped = MARKUP.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const DISPLAY = `
  <mdui:UIInfo xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui">
    <mdui:DisplayName xml:lang="en">${escaped}${BIDI}</mdui:DisplayName>
    <mdui:Description xml:lang="en">${escaped}</mdui:Description>
    <mdui:Logo height="16" width="16">${SCRIPT}${escaped}</mdui:Logo>
    <mdui:InformationURL xml:lang="en">${SCRIPT}</mdui:InformationURL>
  </mdui:UIInfo>`;
const ORGANIZATION = `
  <md:Organization><md:OrganizationName xml:lang="en">${escaped}</md:OrganizationName>
    <md:OrganizationDisplayName xml:lang="en">${escaped}${BIDI}</md:OrganizationDisplayName>
    <md:OrganizationURL xml:lang="en">${SCRIPT}</md:OrganizationURL></md:Organization>`;

let world: CompanionWorld;
let admin: ReturnType<typeof administrator>;

beforeAll(async () => {
  const metadata = (xml: string) =>
    xml
      .replace('<md:Extensions>', `$&${DISPLAY}`)
      .replace('</md:EntityDescriptor>', `${ORGANIZATION}</md:EntityDescriptor>`)
      .replace('<md:IDPSSODescriptor ', `<md:IDPSSODescriptor errorURL="${SCRIPT}" `);
  const map = `    - { from: groups, to: group }\n    - { from: '${MARKUP}', to: '${MARKUP}' }\n`;
  world = await makeCompanionWorld({ metadata, attributes: map });
  admin = administrator(() => world.url(), world.companion().newToken ?? '');
});
afterAll(() => world.close());

/** What a browser would run or be led to, or what would turn the text of a page. */
function harmful({ html }: Pick<HttpPage, 'html'>): readonly string[] {
  return [
    /<(?:img|svg)\b[^>]*(?:src=x|onload|onerror)/i,
    /<[a-z][^>]*\son\w+\s*=/i,
    /(?:href|src|action|formaction|content)\s*=\s*["']?\s*(?:0;\s*url=)?javascript:/i,
    /[\u202A-\u202E\u2066-\u2069]/,
  ].flatMap((pattern) => pattern.exec(html)?.[0] ?? []);
}

/** A login of Anne's whose assertion says something else, soundly signed. */
async function logInWith(change: (xml: string) => string, browser = new HttpBrowser()): Promise<HttpPage> {
  const before = await beforeAcs(world, 'Anne', browser);
  return postInstead(before, await forged(world, before, change), browser);
}

const hostileNameId = (xml: string) => xml.replace(/(<saml:NameID\b[^>]*>)[^<]*/, `$1${escaped}${BIDI}`);
const hostileAttributes = (xml: string) =>
  xml
    .replace('Name="displayName"', `Name="${escaped}" FriendlyName="${escaped}"`)
    .replace(/Anne Foster(?=<)/, `${escaped}${BIDI}`)
    .replace('>SalesUS<', `>${escaped}${BIDI}<`);

test('the twin: what is looked for is found where it is there', () => {
  const html = `<p>${MARKUP}</p><a href="${SCRIPT}">x</a>${BIDI}<form action="javascript:x">`;
  expect(harmful({ html })).toHaveLength(4);
  expect(harmful({ html: `<p>${escaped} javascript:alert(1)</p>` })).toEqual([]);
});

describe('markup, scripts and characters that turn text', () => {
  test('as NameID, name and value of attributes are text on the hub, whose session says them as they came', async () => {
    const browser = new HttpBrowser();
    const hub = await logInWith((xml) => hostileAttributes(hostileNameId(xml)), browser);
    expect([hub.status, hub.text]).toEqual([200, expect.stringContaining('Welcome')]);
    expect(hub.text).toContain(MARKUP);
    expect(hub.text).toContain('[U+202E]gnp.exe');
    expect(harmful(hub)).toEqual([]);
    const listed = await admin.call('GET', '/api/sessions?connection=hub');
    const [{ id = '' } = {}] = (listed.body as { readonly sessions: readonly { readonly id: string }[] }).sessions;
    const { body } = await admin.call('GET', `/api/sessions/${id}`);
    expect(JSON.stringify(body)).toContain(JSON.stringify(BIDI).slice(1, -1));
    const goodbye = await browser.click(hub, 'Log out');
    expect(harmful(goodbye)).toEqual([]);
  });

  test.each([
    ['of the NameID, of attributes and of their values', (xml: string) => hostileAttributes(hostileNameId(xml))],
    ['of the issuer', (xml: string) => xml.replaceAll(/(<saml:Issuer>)[^<]*/g, `$1${escaped}${BIDI}`)],
    ['of the audience', (xml: string) => xml.replaceAll(/(<saml:Audience>)[^<]*/g, `$1${escaped}${BIDI}`)],
    ['of the destination', (xml: string) => xml.replace(/Destination="[^"]*"/, `Destination="${SCRIPT}${escaped}"`)],
    [
      'of the status',
      (xml: string) =>
        xml.replace(
          /<samlp:StatusCode Value="[^"]*"\s*\/>/,
          `<samlp:StatusCode Value="${escaped}"/><samlp:StatusMessage>${escaped}${BIDI}</samlp:StatusMessage>`,
        ),
    ],
  ])('in the words %s are text on the page of refusal, in its report and in the message to send', async (_, change) => {
    // One that is not addressed to anybody here is refused whatever else it says.
    const page = await logInWith((xml) =>
      change(xml).replaceAll(/Recipient="[^"]*"/g, 'Recipient="https://elsewhere.example/"'),
    );
    expect([400, 403]).toContain(page.status);
    expect(harmful(page)).toEqual([]);
    const [reference = ''] = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(page.text) ?? [];
    const { status, body } = await admin.call('GET', `/api/logins/${reference}`);
    expect(status).toBe(200);
    const { message } = body as { readonly message: string };
    expect(message).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    const log = world.lines.filter((line) => line.includes(reference)).join('\n');
    expect(log).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  });

  test('in the metadata of the identity provider are text on start page, refusals and where entities are chosen', async () => {
    for (const path of [
      '/',
      '/hub/',
      '/hub/saml/login?entityID=%3Cimg%20src=x%20onerror=alert(1)%3E',
      '/hub/nothing',
    ]) {
      expect([path, harmful(await new HttpBrowser().open(`${world.url()}${path}`))]).toEqual([path, []]);
    }
    const metadata = world.idp.metadata.replace('<md:Extensions>', `$&${DISPLAY}`);
    const { body } = await admin.call('POST', '/api/metadata', { metadata });
    expect(body).toMatchObject({ idps: [{ name: expect.stringContaining(MARKUP) }] });
  });
});

describe('an identity provider whose metadata names an address that is none of the web', () => {
  test.each([['javascript:alert(1)'], ['data:text/html,x'], ['/path/alone'], ['not an address']])(
    'such as %s is not led to by any binding: the page says that it cannot be asked, and the console warns',
    async (address) => {
      const metadata = world.idp.metadata.replaceAll(/(SingleSignOnService [^>]*Location=)"[^"]*"/g, `$1"${address}"`);
      const document = { prefix: 'nowhere', idp: { metadata } };
      expect(await admin.call('POST', '/api/connections', { document })).toMatchObject({ status: 201 });
      for (const binding of [undefined, 'redirect', 'post']) {
        const { body } = await admin.call('GET', '/api/connections/nowhere');
        const { revision, document, warnings } = body as {
          readonly revision: string;
          readonly document: object;
          readonly warnings: readonly { readonly code: string }[];
        };
        expect(warnings.map(({ code }) => code)).toEqual(['idp-address-missing']);
        const request = binding === undefined ? {} : { request: { binding } };
        await admin.call('PUT', '/api/connections/nowhere', { revision, document: { ...document, ...request } });
        const page = await new HttpBrowser().open(`${world.url()}/nowhere/saml/login`);
        expect([page.status, page.headers.get('location'), harmful(page)]).toEqual([503, null, []]);
        expect(page.text).toContain('cannot be asked');
      }
      const { body } = await admin.call('GET', '/api/connections/nowhere');
      await admin.call('DELETE', '/api/connections/nowhere', {
        revision: (body as { readonly revision: string }).revision,
      });
    },
  );

  test('the twin: one of the web is led to, and nothing is warned of', async () => {
    const document = { prefix: 'somewhere', idp: { metadata: world.idp.metadata } };
    expect(await admin.call('POST', '/api/connections', { document })).toMatchObject({ status: 201 });
    const { body } = await admin.call('GET', '/api/connections/somewhere');
    expect(body).toMatchObject({ warnings: [] });
    const page = await new HttpBrowser().open(`${world.url()}/somewhere/saml/login`);
    expect(new URL(page.url).origin).toBe(new URL(world.idp.url).origin);
  });
});
