import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HIDDEN_CHARACTERS } from '#shared/base/visible-text.ts';
import { runCli } from '#test/fixtures/run-cli.ts';

/** Clears the screen, by either form of CSI, and turns the rest around. */
const HOSTILE = '\u009b2J\u007f\u202egpj';

let folder: string;
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'escape-'));
  const xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" IssueInstant="2026-01-01T00:00:00Z" Destination="${HOSTILE}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${HOSTILE}</saml:Issuer></samlp:Response>`;
  await writeFile(path('message'), xml);
  await writeFile(path('connection.yaml'), `"\\e[2J${HOSTILE}": 1\n`);
  await writeFile(
    path('escape.yaml'),
    `idp: { metadata: "\\e[2J${HOSTILE}" }\nsp: { entityId: s, acs: https://s.example/ }\n`,
  );
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

test.each([
  ['inspect', 'message'],
  ['inspect', 'message', '--format', 'json'],
  ['inspect', 'message', '--format', 'md'],
  ['metadata', 'message'],
  ['inspect', 'message', '--connection', 'connection.yaml'],
  ['inspect', 'message', '--connection', 'escape.yaml'],
  ['validate', 'message', '--connection', 'connection.yaml', '--format', 'json'],
  ['inspect', `\u001b[2J${HOSTILE}`],
  [`\u001b[2J${HOSTILE}`],
  ['inspect', `--\u001b[2J${HOSTILE}`],
])('nothing that moves a terminal is printed by %s %s %s %s', async (...args) => {
  const run = await runCli(args.map((arg) => (/^(message|.*\.yaml)$/.test(arg) ? path(arg) : arg)));
  expect(`${run.stdout}${run.stderr}`.replaceAll('\n', '').match(HIDDEN_CHARACTERS)).toBeNull();
  expect(run.stdout + run.stderr).not.toBe('');
});
