import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toFingerprint } from '#shared/explain/facts/certificate-facts.ts';
import { IDP, makeWorld, SP, type World } from '#test/fixtures/recording.ts';
import { runInside } from '#test/fixtures/run-cli.ts';

let folder: string;
let world: World;
const file = (name: string) => join(folder, name);
const base64Of = ({ certificate }: World['sp']) => Buffer.from(certificate.der).toString('base64');
const bare = (xml: string) => xml.replace(/^<\?xml.*?\?>\s*/, '');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-metadata-'));
  world = await makeWorld();
  const signed = await world.idp.sign(
    `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_fed" validUntil="2026-02-01T00:00:00Z">${bare(world.idpMetadata)}${bare(world.spMetadata)}</md:EntitiesDescriptor>`,
    '_fed',
  );
  const files: Record<string, string> = {
    'idp.xml': world.idpMetadata,
    'fed.xml': signed,
    'tampered.xml': signed.replaceAll('https://sp.example/saml/acs', 'https://evil.example/saml/acs'),
    'expired.xml': signed.replace('2026-02-01', '2025-02-01'),
    'cert.pem': world.idp.certificatePem,
    'other.xml': '<a xmlns="urn:oasis:names:tc:SAML:2.0:protocol"/>',
    'text.txt': 'hello there',
    'page.txt': `This XML file does not appear to have any style information associated with it. The document tree is shown below.\n${bare(world.idpMetadata)}`,
    'page.html': '<!doctype html><html><body>Metadata of our IdP</body></html>',
    'login.html': '<!doctype html><html><body><form><input name="p" type="password"></form></body></html>',
    'spaced.xml': world.idpMetadata.replace(`entityID="${IDP}`, `entityID="${IDP} `),
    'early.xml': world.idpMetadata,
    'chain.xml': world.idpMetadata.replace('</ds:X509Certificate>', `${base64Of(world.sp)}$&`),
    'secret.xml': world.idpMetadata.replace(
      /<ds:X509Certificate>[^<]*/,
      () => `<ds:X509Certificate>${world.idp.privateKeyPem}`,
    ),
    'unnamed.xml': world.idpMetadata.replace(/ xmlns:md="[^"]*"/, '').replaceAll('md:', ''),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(file(name), content);
});
afterAll(() => rm(folder, { recursive: true }));

async function json(...args: string[]) {
  const { status, stdout } = await runInside(['metadata', ...args, '--format', 'json']);
  return { status, report: JSON.parse(stdout) };
}

describe('inspect and metadata', () => {
  const told = (report: { findings: { code: string; variant?: string }[] }) => report.findings.map(({ code }) => code);

  test.each([
    ['idp.xml', 0, []],
    ['spaced.xml', 1, ['metadata-white-space']],
    ['early.xml', 1, ['metadata-certificate-expired']],
    ['chain.xml', 1, ['metadata-certificate-unreadable']],
    ['secret.xml', 1, ['metadata-certificate-unreadable']],
    ['unnamed.xml', 1, ['namespace-wrong']],
    ['page.txt', 0, []],
  ])('say the same of %s, and end with %i', async (name, status, codes) => {
    const at = name === 'early.xml' ? ['--at', '2025-06-01T00:00:00Z'] : [];
    const one = await json(file(name), ...at);
    const { status: other, stdout } = await runInside(['inspect', file(name), ...at, '--format', 'json']);
    expect([one.status, other]).toEqual([status, status]);
    expect(told(JSON.parse(stdout))).toEqual(told(one.report));
    expect(told(one.report)).toEqual(expect.arrayContaining(codes));
    expect(told(one.report).slice(0, codes.length)).toEqual(codes);
  });

  test('a private key in the place of a certificate is named and not printed', async () => {
    const secret = world.idp.privateKeyPem.split('\n')[2] ?? '';
    expect(secret.length).toBeGreaterThan(60);
    for (const args of [
      ['metadata'],
      ['inspect'],
      ['inspect', '--format', 'md', '--all'],
      ['metadata', '--format', 'json'],
    ]) {
      const [command = '', ...more] = args;
      const { stdout } = await runInside([command, file('secret.xml'), ...more]);
      expect(stdout).toContain('private key in place of the certificate');
      expect(stdout).not.toContain(secret);
    }
  });
});

describe('--metadata', () => {
  test.each([
    ['login.html', 'it is the page of a login'],
    ['page.html', 'it is an HTML page'],
    ['text.txt', 'This is not SAML metadata'],
    ['unnamed.xml', 'no namespace'],
  ])('given %s says what it is', async (name, words) => {
    const { status, stderr } = await runInside(['inspect', file('idp.xml'), '--metadata', file(name)]);
    expect(status).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).toContain(name);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  test('is taken from the page on which a browser shows it', async () => {
    const { status, stderr } = await runInside(['inspect', file('idp.xml'), '--metadata', file('page.txt')]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('metadata FILE', () => {
  test('one entity in full: roles, endpoints by binding, keys with their certificates', async () => {
    const { status, report } = await json(file('idp.xml'));
    expect(status).toBe(0);
    expect(report).toMatchObject({
      version: 1,
      kind: 'EntityDescriptor',
      entities: [{ entityId: IDP, roles: ['IdP'] }],
    });
    const [role] = report.entity.roles;
    expect(role.name).toBe('IDPSSODescriptor');
    expect(role.endpoints.map(({ service }: { service: string }) => service)).toContain('SingleSignOnService');
    expect(role.keys[0].certificates[0]).toMatchObject({
      subject: 'CN=idp.example',
      keyType: 'RSA',
      sha256: world.idp.certificate.sha256,
      notAfter: '2027-01-01T00:00:00.000Z',
    });
  });

  test('in words', async () => {
    const { status, stdout } = await runInside(['metadata', file('idp.xml')]);
    expect(status).toBe(0);
    for (const words of [
      IDP,
      'IdP',
      'SingleSignOnService',
      'HTTP-Redirect',
      'Key for',
      toFingerprint(world.idp.certificate.sha256),
      'RSA 2048 bits',
    ]) {
      expect(stdout).toContain(words);
    }
  });

  test('an aggregate in brief, one entity of it in full, the signature judged by the certificate given', async () => {
    const { report } = await json(file('fed.xml'), '--cert', file('cert.pem'));
    expect(report).toMatchObject({
      kind: 'EntitiesDescriptor',
      entity: null,
      signatures: [{ on: 'EntitiesDescriptor', outcome: 'valid', certificate: world.idp.certificate.sha256 }],
    });
    expect(report.entities.map(({ entityId }: { entityId: string }) => entityId)).toEqual([IDP, SP]);
    const picked = await json(file('fed.xml'), '--entity', SP);
    expect(picked.report.entity).toMatchObject({ entityId: SP, roles: [{ name: 'SPSSODescriptor' }] });
  });

  test('that was changed after signing is an error, told first', async () => {
    const { status, stdout } = await runInside(['metadata', file('tampered.xml'), '--cert', file('cert.pem')]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Problems \(\d+\)\n {2}.*changed after it was signed/);
  });

  test('that has expired says so, at the moment that is given', async () => {
    const codes = async (at: string) => {
      const { report } = await json(file('expired.xml'), '--at', at);
      return report.findings.map(({ code }: { code: string }) => code);
    };
    expect(await codes('2026-01-01T00:00:00Z')).toContain('metadata-expired');
    expect(await codes('2025-01-01T00:00:00Z')).not.toContain('metadata-expired');
  });

  test.each([
    [['other.xml'], 'This is a a, not SAML metadata'],
    [['text.txt'], 'neither XML'],
    [['missing.xml'], 'there is no such file'],
    [['fed.xml', '--entity', 'urn:nobody'], 'There is no entity urn:nobody among the 2'],
    [[], 'metadata takes one file'],
    [['idp.xml', '--format', 'md'], '--format is one of text, json'],
  ])('%j ends with 2 and one line', async ([name, ...options], words) => {
    const args = name === undefined ? [] : [file(name), ...options];
    const { status, stdout, stderr } = await runInside(['metadata', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  test('--help teaches', async () => {
    const { status, stdout } = await runInside(['metadata', '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('--entity ID');
  });
});
