import { spawnSync } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSPECT_HELP, METADATA_HELP } from '#server/cli/help.ts';
import { makeWorkplace } from '#test/fixtures/outside-tool.ts';
import { plainResponse } from '#test/fixtures/plain-messages.ts';
import { runInside } from '#test/fixtures/run-cli.ts';
import { makeSigner, type Signer } from '#test/fixtures/signer.ts';

const place = makeWorkplace();
afterAll(() => place.remove());

let idp: Signer;
let response: string;
beforeAll(async () => {
  idp = await makeSigner();
  response = place.write('response.xml', await idp.sign(plainResponse(), '_response'));
});

describe('what is no text is called what it is', () => {
  it.each([
    [
      'a certificate in DER',
      () => idp.certificate.der,
      'it is a certificate or key in DER, which belongs to a message',
    ],
    ['something packed with gzip', () => gzipSync(plainResponse()), 'it is packed with gzip: unpack it first'],
    [
      'a ZIP archive',
      () => Buffer.from('PK\u0003\u0004\u0014\u0000', 'latin1'),
      'it is a ZIP archive: unpack it first',
    ],
    ['a picture', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]), 'it is a picture, in which no text is read'],
  ])('%s', async (_, content, words) => {
    const file = place.write('input', content());
    for (const command of ['inspect', 'redact', 'metadata']) {
      const { status, stdout, stderr } = await runInside([command, file]);
      expect({ command, status, stdout }).toEqual({ command, status: 2, stdout: '' });
      expect(stderr).toMatch(/^saml-workbench: [^\n]+\n$/);
      expect(stderr).toContain(words);
    }
  });
});

describe('--cert', () => {
  it('takes a certificate in DER, as Windows saves it, as well as PEM', async () => {
    const outcomeWith = async (content: string | Uint8Array) => {
      const certificate = place.write('idp.cer', content);
      const { stdout } = await runInside(['inspect', response, '--cert', certificate, '--format', 'json']);
      return JSON.parse(stdout).messages[0].signatures[0].outcome;
    };
    expect(await outcomeWith(idp.certificate.der)).toBe('valid');
    expect(await outcomeWith(idp.certificatePem)).toBe('valid');
    expect(await outcomeWith((await makeSigner()).certificate.der)).toBe('invalid');
  });

  it('says of other bytes which file they are in', async () => {
    const certificate = place.write('broken.cer', idp.certificate.der.subarray(0, 100));
    const { status, stderr } = await runInside(['inspect', response, '--cert', certificate]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('broken.cer: ') });
  });
});

describe('with --compare', () => {
  it('what cannot be read of the second file names it', async () => {
    const { status, stderr } = await runInside(['inspect', response, '--compare', place.write('empty.har', '')]);
    expect(status).toBe(2);
    expect(stderr).toContain('empty.har: There is nothing to read: the input is empty.');
  });
});

describe('help', () => {
  it.each([
    ['inspect', INSPECT_HELP],
    ['metadata', METADATA_HELP],
  ])('help %s says what %s --help says', async (command, text) => {
    expect(await runInside(['help', command])).toEqual({ status: 0, stdout: text, stderr: '' });
    expect(await runInside([command, '--help'])).toEqual({ status: 0, stdout: text, stderr: '' });
  });

  it('of a command that does not exist is a mistake in the call', async () => {
    const { status, stderr } = await runInside(['help', 'unknown']);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('there is no command unknown') });
  });
});

if (existsSync('/dev/full')) {
  describe('output that cannot be written', () => {
    it('is one line and status 2, not a verdict on the input', () => {
      const { status, stderr } = spawnSync(process.execPath, ['server/cli/main.ts', 'inspect', response], {
        encoding: 'utf8',
        stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      });
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: 'saml-workbench: standard output cannot be written: there is no space left.\n',
      });
    });
  });
}
