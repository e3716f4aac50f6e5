import { describe, expect, it } from 'vitest';
import { knowledgeFrom } from '#shared/inspection/build-knowledge.ts';
import { recordLogin } from '#test/fixtures/recording.ts';
import { wholeWords } from '#test/fixtures/whole-words.ts';
import { change, reportOf, world } from '../checks/flows/kit.ts';

const SAML2 = /protocolSupportEnumeration="[^"]*"/;
const OLDER = 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"';

/** A login that the SP answers so, inspected with metadata of both sides, of which either is made otherwise. */
async function told(
  status: number,
  { idp = (xml: string) => xml, sp = (xml: string) => xml, responseText = null as string | null },
) {
  const login = change(await recordLogin(world), 'a-3', {
    status,
    ...(status < 400 ? {} : { redirectUrl: null, responseHeaders: [], responseText }),
  });
  return reportOf(login, await knowledgeFrom({ metadataTexts: [idp(world.idpMetadata), sp(world.spMetadata)] }));
}

const WAYS = [
  ['of SAML 1.1 alone', (xml: string) => xml.replace(SAML2, OLDER), 'older protocol'],
  ['of no protocol', (xml: string) => xml.replace(SAML2, ''), 'which protocol'],
  ['of a misspelt protocol', (xml: string) => xml.replace(SAML2, 'protocolSupportEnumeration="SAML2"'), 'SAML2'],
  ['without a key', (xml: string) => xml.replace(/<md:KeyDescriptor[\s\S]*?<\/md:KeyDescriptor>/g, ''), 'has no key'],
  [
    'with a path for a certificate',
    (xml: string) => xml.replace(/MII[\w+/=\s]*/g, '/etc/ssl/idp.crt'),
    'the path of a file',
  ],
] as const;

describe('metadata that was given as trust', () => {
  it.each(WAYS)('%s is the cause of a refusal that says nothing, and its publisher acts', async (_, idp, words) => {
    const report = await told(403, { idp });
    const [first] = report.findings;
    expect(first).toMatchObject({
      code: 'receiver-refused',
      because: { code: 'trusted-metadata-unusable' },
      owner: 'publisher',
    });
    expect(first === undefined ? '' : wholeWords(first).title).toContain(words);
  });

  it.each(WAYS)('%s is that of “unknown issuer”, too', async (_, idp) => {
    const report = await told(403, { idp, responseText: '<p>Unknown issuer</p>' });
    expect(report.findings[0]?.because?.code).toBe('trusted-metadata-unusable');
    expect(report.flows[0]?.confidence).toBe('certain');
  });

  it.each(WAYS)('%s is none where the receiver speaks of something else', async (_, idp) => {
    const report = await told(403, { idp, responseText: '<p>No account exists for this user.</p>' });
    expect(report.findings[0]).toMatchObject({ owner: 'sp', facts: { topic: 'user-not-provisioned' } });
  });

  it.each(WAYS)('%s is a warning where the login succeeded all the same', async (_, idp) => {
    const report = await told(302, { idp });
    expect(report.flows[0]?.outcome).toBe('succeeded');
    expect(report.findings.filter(({ severity, outcome }) => severity === 'error' && outcome === 'fail')).toEqual([]);
    expect(report.findings.some(({ code }) => code === 'trusted-metadata-unusable')).toBe(true);
  });

  it('that says until when it holds in no time that can be read explains a refusal, and is a warning else', async () => {
    const idp = (xml: string) => xml.replace('<md:EntityDescriptor ', '<md:EntityDescriptor validUntil="31.12.2027" ');
    const because = { code: 'trusted-metadata-expired', variant: 'unreadable' };
    const silent = await told(403, { idp });
    expect(silent.findings[0]).toMatchObject({ code: 'receiver-refused', because, owner: 'publisher' });
    expect(silent.flows[0]).toMatchObject({ confidence: 'likely' });
    const named = await told(403, { idp, responseText: '<p>No metadata found for issuer</p>' });
    expect(named.flows[0]).toMatchObject({ confidence: 'certain' });
    const taken = await told(302, { idp });
    expect(taken.flows[0]?.outcome).toBe('succeeded');
    expect(taken.findings.filter(({ code }) => code === 'trusted-metadata-expired')).toMatchObject([
      { severity: 'warning', outcome: 'fail' },
    ]);
  });

  it('that had expired is told once, and by what made the login fail where it did', async () => {
    const idp = (xml: string) =>
      xml.replace('<md:EntityDescriptor ', '<md:EntityDescriptor validUntil="2026-01-05T00:00:00Z" ');
    const expired = (report: Awaited<ReturnType<typeof told>>) =>
      report.findings.filter(({ code, outcome }) => code === 'trusted-metadata-expired' && outcome === 'fail');
    const taken = await told(302, { idp });
    expect(taken.messages).toHaveLength(2);
    expect(expired(taken)).toHaveLength(1);
    const refused = await told(403, { idp, responseText: '<p>No metadata found for issuer</p>' });
    expect(refused.findings[0]).toMatchObject({ because: { code: 'trusted-metadata-expired' } });
    expect(expired(refused).length).toBeLessThanOrEqual(1);
    const of = (name: string) => (xml: string) => idp(xml).replaceAll('https://idp.example', name);
    const both = await knowledgeFrom({ metadataTexts: [idp(world.idpMetadata), idp(world.spMetadata)] });
    expect(expired(await reportOf(await recordLogin(world), both))).toHaveLength(2);
    expect(expired(await told(302, { idp: of('https://other.example') }))).toEqual([]);
  });

  it('that is sound explains nothing', async () => {
    const report = await told(403, {});
    expect(report.findings[0]?.because ?? null).toBe(null);
    expect(report.findings.filter(({ code, outcome }) => /^trusted-/.test(code) && outcome === 'fail')).toEqual([]);
  });

  it('of the SP is the cause where the IdP says that it does not know it', async () => {
    const login = change((await recordLogin(world)).slice(0, 2), 'a-2', {
      status: 400,
      responseText: '<p>Unknown service provider.</p>',
      redirectUrl: null,
    });
    const metadataTexts = [world.idpMetadata, world.spMetadata.replace(SAML2, OLDER)];
    const report = await reportOf(login, await knowledgeFrom({ metadataTexts }));
    expect(report.findings[0]).toMatchObject({
      because: { code: 'trusted-metadata-unusable', variant: 'protocol-older' },
      owner: 'publisher',
    });
    expect((await reportOf(login)).findings[0]).toMatchObject({ owner: 'idp', facts: { topic: 'sp-unknown' } });
  });

  it('without an address for single sign-on is a warning on the request', async () => {
    const idp = (xml: string) => xml.replace(/<md:SingleSignOnService[^>]*>/g, '');
    const found = (await told(302, { idp })).findings.find(({ code }) => code === 'sso-binding-unregistered');
    expect(found).toMatchObject({ outcome: 'fail', variant: 'none' });
  });
});
