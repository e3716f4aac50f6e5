import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encryptPart } from '#test/fixtures/encrypted-response.ts';
import { makeReceiver } from '#test/fixtures/encrypter.ts';
import { plainResponse } from '#test/fixtures/plain-messages.ts';
import { runCli } from '#test/fixtures/run-cli.ts';
import { makeSigner } from '#test/fixtures/signer.ts';

const receiver = makeReceiver();
const stranger = makeReceiver();
const at = (name: string): string => join(receiver.folder, name);
afterAll(() => {
  receiver.dispose();
  stranger.dispose();
});

beforeAll(async () => {
  const signer = await makeSigner();
  const sealed = encryptPart(
    await signer.sign(plainResponse(), '_assertion'),
    /<saml:Assertion .*<\/saml:Assertion>/s,
    'EncryptedAssertion',
    receiver,
  );
  writeFileSync(at('response.xml'), sealed);
  writeFileSync(at('idp.pem'), signer.certificatePem);
  writeFileSync(at('stranger.pem'), stranger.privateKeyPem);
});

async function inspect(...args: string[]) {
  const { stdout } = await runCli([
    'inspect',
    at('response.xml'),
    '--cert',
    at('idp.pem'),
    '--format',
    'json',
    ...args,
  ]);
  const { messages, findings } = JSON.parse(stdout);
  return { message: messages[0], codes: findings.map(({ code }: { code: string }) => code) };
}

it('inspect without a key: the assertion is encrypted, and nothing in it is known', async () => {
  const { message, codes } = await inspect();
  expect(message).toMatchObject({ encrypted: true, subject: null, signatures: [] });
  expect(codes).toContain('encrypted-assertion-unreadable');
});

it('inspect --key: what is inside is read and verified', async () => {
  const { message, codes } = await inspect('--key', at('key.pem'));
  expect(message).toMatchObject({
    encrypted: true,
    subject: { nameId: { value: 'anne' } },
    attributes: [{ name: 'group', values: ['Sales'] }],
    signatures: [{ on: 'Assertion', outcome: 'valid' }],
  });
  expect(codes).not.toContain('encrypted-assertion-unreadable');
});

it('inspect --key with another key says that it is the wrong one', async () => {
  const { message, codes } = await inspect('--key', at('stranger.pem'));
  expect(message.subject).toBe(null);
  expect(codes).toContain('encrypted-part-closed');
});

it.each<[string, readonly string[], boolean]>([
  ['without its key says that it is closed', [], true],
  ['with its key shows what is inside, and says of nothing that it is not shown', ['--key', at('key.pem')], false],
])('inspect %s', async (_, args, isClosed) => {
  const { stdout } = await runCli(['inspect', at('response.xml'), '--all', ...args]);
  expect([stdout.includes('EncryptedAssertion: closed'), stdout.includes('Sales')]).toEqual([isClosed, !isClosed]);
  expect(stdout).not.toContain('not shown');
});
