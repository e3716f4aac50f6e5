import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCompanion } from '#server/companion/start.ts';
import { readConfig } from '#server/config/read-config.ts';
import { makeLog } from '#server/log/log.ts';
import { runInside } from '#test/fixtures/run-cli.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PKCS8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const JWK = privateKey.export({ format: 'jwk' });
const HEX = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('hex');
const lock = { cipher: 'aes-256-cbc', passphrase: 'x' } as const;

/** Private keys in the forms in which people have them. */
const KEYS: Readonly<Record<string, string | Buffer>> = {
  'PKCS#8': PKCS8,
  'PKCS#1': privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  'PKCS#8, encrypted': privateKey.export({ type: 'pkcs8', format: 'pem', ...lock }).toString(),
  'PKCS#1, encrypted': privateKey.export({ type: 'pkcs1', format: 'pem', ...lock }).toString(),
  'PKCS#8 in one line': PKCS8.replaceAll('\n', ''),
  'base64 alone': PKCS8.replace(/-----.*-----\n/g, ''),
  'base64 alone, indented': PKCS8.replace(/-----.*-----\n/g, '').replace(/^/gm, '  '),
  'base64 with a colon behind': PKCS8.replace(/-----.*-----\n/g, '').replace(/$/gm, ':'),
  'base64 in quotes': `key: "${PKCS8}"`,
  'base64 as a list': PKCS8.replace(/^/gm, '- '),
  DER: privateKey.export({ type: 'pkcs8', format: 'der' }),
  'JSON Web Key': JSON.stringify(JWK),
  'JSON Web Key, cut': JSON.stringify(JWK).slice(0, -40),
  hexadecimal: (HEX.match(/.{30}/g) ?? []).map((line) => line.replace(/(..)/g, '$1:')).join('\n'),
  'YAML tag': `!${PKCS8.replaceAll('\n', '')}`,
  'YAML alias': `a: *${PKCS8.replaceAll('\n', '').replaceAll('-', '').replaceAll(' ', '')}`,
  XML: `<key>${PKCS8}</key>`,
  'XML attribute': `<key value="${PKCS8}"/>`,
  'XML entity': `<key>&${PKCS8.replaceAll('\n', '')};</key>`,
  'XML name': `<${PKCS8.replace(/[^A-Za-z0-9]/g, '')}/>`,
};

/** Every 16 characters of the key that stand on one line, in base64 and hexadecimal. */
const PIECES: ReadonlySet<string> = new Set(
  Object.values(KEYS).flatMap((text) =>
    text
      .toString('latin1')
      .split(/\n|"/)
      .flatMap((line) => line.match(/[A-Za-z0-9+/=:]{16}/g) ?? []),
  ),
);

let folder: string;
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wrong-file-'));
  await writeFile(path('message'), 'SAMLResponse=PGEvPg==');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

function expectNothingOf(said: string): void {
  for (const piece of PIECES) expect(said).not.toContain(piece);
}

const IDP = `entityId: i\n  sso: https://i.example/`;
const SP = 'sp: { entityId: s, acs: https://s.example/ }';

describe.each(Object.entries(KEYS))('a private key (%s)', (_, content) => {
  beforeAll(async () => {
    await writeFile(path('key'), content);
    await writeFile(path('metadata.yaml'), `idp: { metadata: key }\n${SP}\n`);
    await writeFile(path('certificate.yaml'), `idp:\n  ${IDP}\n  certificates: [key]\n${SP}\n`);
    await writeFile(path('sp.yaml'), `connections:\n- prefix: hub\n  idp: { metadata: key }\n  sp: { key: key }\n`);
  });

  test.each([
    ['the input', ['inspect', 'key']],
    ['metadata', ['inspect', 'message', '--metadata', 'key']],
    ['a certificate', ['inspect', 'message', '--cert', 'key']],
    ['a key', ['inspect', 'message', '--key', 'key']],
    ['a connection', ['inspect', 'message', '--connection', 'key']],
    ['the metadata of a connection', ['inspect', 'message', '--connection', 'metadata.yaml']],
    ['the certificate of a connection', ['inspect', 'message', '--connection', 'certificate.yaml']],
    ['a connection of the gate', ['validate', 'message', '--connection', 'key']],
    ['the message of the gate', ['validate', 'key', '--connection', 'certificate.yaml']],
    ['metadata to describe', ['metadata', 'key']],
    ['what is compared', ['inspect', 'message', '--compare', 'key']],
  ])('given as %s is not printed', async (_, args) => {
    const files = ['key', 'message', 'metadata.yaml', 'certificate.yaml'];
    const run = await runInside(args.map((arg) => (files.includes(arg) ? path(arg) : arg)));
    expectNothingOf(run.stderr);
    // What is inspected is shown: of an XML document its parts, too.
    if (args[1] !== 'key') expectNothingOf(run.stdout);
  });

  test('given as the configuration is not printed', async () => {
    const error = await readConfig(path('key')).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'WorkbenchError' });
    expectNothingOf(String(error));
  });

  test.each(['sp.yaml'])('named in the configuration is not printed: %s', async (name) => {
    const log = makeLog({ write: (line: string) => expectNothingOf(line) });
    const starting = startCompanion({ config: path(name), port: 0, stateFolder: path('state'), log });
    const error = await starting.catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'WorkbenchError' });
    expectNothingOf(String(error));
    expect(String(error)).not.toContain('\n');
  });
});

test('a configuration that is wrong says where and how, without the value', async () => {
  await writeFile(path('wrong.yaml'), 'port: sesame\nconnections: []\n');
  await expect(readConfig(path('wrong.yaml'))).rejects.toThrow('line 1: port must be a number, not text.');
});
