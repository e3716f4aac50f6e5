import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BINDING } from '#shared/saml/names.ts';
import { readEntityDetails } from '#shared/saml/read-entity-details.ts';
import { readMessage } from '#shared/saml/read-message.ts';
import { parseXml } from '#shared/xml/parse.ts';
import { makeWorkplace, type Workplace } from '#test/fixtures/outside-tool.ts';
import { schemaProblems } from '#test/fixtures/saml-schemas.ts';
import { isSoundForXmlsec1 } from '#test/fixtures/xmlsec1.ts';
import { type CompanionWorld, makeCompanionWorld } from '#test/integration/companion/companion-world.ts';

/** Everything that metadata can say, in two languages where it can. */
const FULL = `
    sp:
      slo:
        redirect: https://sp.example/hub/saml/slo
        post: { location: https://sp.example/hub/saml/slo, responseLocation: https://sp.example/hub/saml/slo/answer }
        soap: https://sp.example/hub/saml/slo/soap
      metadata:
        displayName: { en: Sales figures, de: Umsatz }
        description: Figures of every region & quarter <2026>
        informationUrl: https://sp.example/about?a=1&b=2
        privacyUrl: https://sp.example/privacy
        logo: { url: https://sp.example/logo.png, width: 80, height: 60 }
        organization: { name: Example Ltd, displayName: Example, url: https://example.com }
        contacts:
          - { type: technical, company: Example, givenName: Ada, surname: Byron, email: ada@example.com, phone: "+1 555" }
          - { type: support, email: help@example.com }
        validFor: 48
        cacheFor: 6
        signed: true
        subjectId: pairwise-id
`;

async function fetchMetadata(world: CompanionWorld, headers: Record<string, string> = {}): Promise<string> {
  return (await fetch(`${world.url()}/hub/saml/metadata`, { headers })).text();
}

function detailsOf(xml: string) {
  const message = readMessage(parseXml(xml));
  if (message.kind !== 'Metadata' || message.entities[0] === undefined) throw new Error('no metadata');
  return readEntityDetails(message.entities[0]);
}

describe('the metadata of a connection that says everything', () => {
  let world: CompanionWorld;
  let place: Workplace;
  let xml = '';
  const now = Date.parse('2026-11-28T00:00:00Z');
  beforeAll(async () => {
    place = makeWorkplace();
    world = await makeCompanionWorld({ extra: FULL, clock: () => now });
    xml = await fetchMetadata(world);
  });
  afterAll(async () => {
    place.remove();
    await world.close();
  });

  test('is valid by the schemas of the standard', () => {
    expect(schemaProblems(xml)).toEqual([]);
  });

  test('and an element in the wrong place is not', () => {
    expect(
      schemaProblems(xml.replace(/(<md:KeyDescriptor.*<\/md:KeyDescriptor>)(<md:SingleLogoutService [^>]*>)/, '$2$1')),
    ).not.toEqual([]);
  });

  test('is signed so that xmlsec1 finds it sound with the published certificate; one changed letter, and not', () => {
    const base64 = /<ds:X509Certificate>([^<]+)/.exec(xml)?.[1] ?? '';
    const certificate = place.write(
      'sp.crt',
      `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    );
    expect(isSoundForXmlsec1(place, xml, certificate)).toBe(true);
    expect(isSoundForXmlsec1(place, xml.replace('Umsatz', 'Umsätze'), certificate)).toBe(false);
  });

  test('says it all', () => {
    const { entity, roles, organization, contacts, extensions, cacheDuration } = detailsOf(xml);
    const [role] = roles;
    expect(entity.validUntil?.time).toBe(now + 48 * 3_600_000);
    expect(cacheDuration).toBe('PT21600S');
    expect(extensions.entityAttributes[0]).toMatchObject({
      name: 'urn:oasis:names:tc:SAML:profiles:subject-id:req',
      nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
    });
    expect(role?.extensions.uiInfo).toMatchObject({
      displayNames: [
        { language: 'en', text: 'Sales figures' },
        { language: 'de', text: 'Umsatz' },
      ],
      descriptions: [{ language: 'en', text: 'Figures of every region & quarter <2026>' }],
      informationUrls: [{ language: 'en', text: 'https://sp.example/about?a=1&b=2' }],
      privacyUrls: [{ language: 'en', text: 'https://sp.example/privacy' }],
      logos: [{ url: 'https://sp.example/logo.png', width: 80, height: 60 }],
    });
    expect(organization?.displayNames).toEqual([{ language: 'en', text: 'Example' }]);
    expect(contacts.map(({ type, emails }) => [type, emails])).toEqual([
      ['technical', ['ada@example.com']],
      ['support', ['help@example.com']],
    ]);
    expect(role?.endpoints.filter(({ service }) => service === 'SingleLogoutService')).toMatchObject([
      { binding: BINDING.redirect, responseLocation: null },
      { binding: BINDING.post, responseLocation: 'https://sp.example/hub/saml/slo/answer' },
      { binding: BINDING.soap, responseLocation: null },
    ]);
    expect(role?.attributeConsumingServices[0]?.requested.map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ['uid', true],
      ['groups', false],
      ['email', true],
    ]);
    expect(role?.keys.map(({ use, encryptionMethods }) => [use, encryptionMethods.length])).toEqual([
      ['signing', 0],
      ['encryption', 5],
    ]);
  });

  test('is the same whatever the request says of hosts, ports and paths', async () => {
    const forwarded = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '444',
      'x-forwarded-prefix': '/evil',
      forwarded: 'host=evil.example;proto=https',
    };
    const addresses = (text: string) => [...text.matchAll(/(?:Location|entityID)="([^"]*)"/g)].map(([, url]) => url);
    expect(addresses(await fetchMetadata(world, forwarded))).toEqual(addresses(xml));
    expect(await fetchMetadata(world, forwarded)).not.toContain('evil');
  });
});

test('the metadata of the shortest connection is valid, too, and unsigned', async () => {
  const world = await makeCompanionWorld();
  try {
    const xml = await fetchMetadata(world);
    expect(schemaProblems(xml)).toEqual([]);
    expect(xml).not.toContain('<ds:Signature');
    expect(detailsOf(xml).entity.validUntil).toBeNull();
    expect(world.companion().metadata).toEqual([xml]);
  } finally {
    await world.close();
  }
});
