import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { writeSamlTracer } from '#shared/formats/write-saml-tracer.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { JsonReport } from '#shared/report/json-report.ts';
import { findLeaks } from '#test/fixtures/leaks.ts';
import { recordHttp } from '#test/fixtures/record-http.ts';
import { runCli, runInside } from '#test/fixtures/run-cli.ts';
import { makeCompanionWorld } from '../companion/companion-world.ts';
import { makeIdpWorld } from '../idp/idp-world.ts';

let folder: string;
let companionTraffic: readonly Exchange[];
let chainTraffic: readonly Exchange[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-redact-'));
  companionTraffic = await recordCompanion();
  chainTraffic = await recordChain();
});
afterAll(() => rm(folder, { recursive: true }));

/** A login and a logout between the companion and the test IdP, over real HTTP. */
async function recordCompanion(): Promise<readonly Exchange[]> {
  const recording = recordHttp();
  const world = await makeCompanionWorld();
  await world.logIn('Anne');
  await world.browser.click(await world.browser.open(`${world.url()}/hub/`), 'Log out');
  await world.close();
  recording.stop();
  return recording.exchanges;
}

/** Two service providers made of node-saml, one after the other, and a logout of both. */
async function recordChain(): Promise<readonly Exchange[]> {
  const recording = recordHttp();
  const world = await makeIdpWorld();
  const providers = [await world.addSp('sp1'), await world.addSp('sp2')];
  for (const { url } of providers) {
    const page = await world.browser.open(`${url}/login`);
    if (page.forms.length > 0) await world.browser.press(page, 'Grace');
  }
  await world.browser.open(`${providers[0]?.url}/logout`);
  await world.close();
  recording.stop();
  return recording.exchanges;
}

const FORMS: readonly (readonly [string, (exchanges: readonly Exchange[]) => string])[] = [
  ['har', writeHar],
  ['saml-tracer', (exchanges) => writeSamlTracer(exchanges, new Map(), 0)],
  ['trace', writeOwnTrace],
];

async function inspect(file: string): Promise<JsonReport> {
  const run = await runInside(['inspect', file, '--format', 'json']);
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout);
}

async function redact(name: string, text: string): Promise<{ before: JsonReport; after: JsonReport; text: string }> {
  const [original, redacted] = [join(folder, `${name}.json`), join(folder, `${name}-redacted.json`)];
  await writeFile(original, text);
  const run = await runInside(['redact', original, '-o', redacted]);
  expect([run.status, run.stdout]).toEqual([0, '']);
  return { before: await inspect(original), after: await inspect(redacted), text: await readFile(redacted, 'utf8') };
}

/** What a report says apart from names, values and signatures. */
function gist({ input, messages, flows, findings }: JsonReport) {
  return {
    input,
    flows: flows.map(({ kind, outcome, initiator, messages: indexes, cause }) => ({
      kind,
      outcome,
      initiator,
      indexes,
      cause,
    })),
    messages: messages.map(
      ({
        kind,
        binding,
        status,
        issueInstant,
        decoding,
        encrypted,
        attributes,
        subject,
        sessionIndexes,
        signatures,
      }) => ({
        ...{ kind, binding, status: status?.codes, issueInstant, encrypted, steps: decoding.length },
        attributes: attributes.map(({ name, friendlyName, nameFormat, values }) => ({
          name,
          friendlyName,
          nameFormat,
          values: values.length,
        })),
        format: subject?.nameId?.format,
        sessions: sessionIndexes.length,
        signatures: signatures.map(({ on, algorithm, digest }) => ({ on, algorithm, digest })),
      }),
    ),
    findings: findings
      .filter(({ code }) => !code.startsWith('signature-'))
      .map(({ code, outcome, severity, message, path }) => ({ code, outcome, severity, message, path })),
  };
}

/** Everything in a report and a recording that names somebody or something, with its parts. */
function originalsOf({ messages }: JsonReport, exchanges: readonly Exchange[]): string[] {
  const said = messages.flatMap(
    ({ id, issuer, destination, inResponseTo, relayState, subject, sessionIndexes, attributes }) => [
      ...[id, issuer, destination, inResponseTo, relayState, subject?.nameId?.value],
      ...[...sessionIndexes, ...attributes.flatMap(({ values }) => values)],
    ],
  );
  const headers = exchanges.flatMap(({ requestHeaders, responseHeaders }) => [...requestHeaders, ...responseHeaders]);
  const cookies = headers
    .filter(({ name }) => /^(?:set-)?cookie$/i.test(name))
    .flatMap(({ name, value }) => (name.startsWith('set') ? value.split(';', 1) : value.split(';')))
    .map((pair) => pair.slice(pair.indexOf('=') + 1));
  const hosts = exchanges.map(({ url }) => new URL(url).host).filter((host) => !/^(?:localhost|127\.)/.test(host));
  const parts = said.flatMap((value) => (value?.includes('@') ? value.split('@') : []));
  return [...said, ...cookies, ...hosts, ...parts]
    .filter((each) => typeof each === 'string')
    .filter(
      (each) =>
        each.length > 3 &&
        !/^(?:true|https?:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?(?:\/[a-z/]*)?|\/[a-z/]*)$/.test(each),
    );
}

describe('redact, on recordings of real HTTP', () => {
  it.each(FORMS)(
    '%s of a login and a logout by the companion: the same flows, messages and findings, and no original',
    async (kind, write) => {
      const { before, after, text } = await redact(`companion-${kind}`, write(companionTraffic));
      expect(before.flows.map((flow) => `${flow.kind} ${flow.outcome}`)).toEqual([
        'login succeeded',
        'logout succeeded',
      ]);
      expect(gist(after)).toEqual(gist(before));
      const originals = originalsOf(before, companionTraffic);
      expect(originals.length).toBeGreaterThan(20);
      expect(findLeaks(write(companionTraffic), originals)).toEqual([...new Set(originals)]);
      expect(findLeaks(text, originals)).toEqual([]);
    },
  );

  it.each(FORMS)(
    '%s of a chain of logouts: the same, and the person is one pseudonym in every message',
    async (kind, write) => {
      const { before, after, text } = await redact(`chain-${kind}`, write(chainTraffic));
      expect(before.flows.length).toBe(4);
      expect(gist(after)).toEqual(gist(before));
      expect(findLeaks(text, originalsOf(before, chainTraffic))).toEqual([]);
      const names = (report: JsonReport) => report.messages.map(({ subject }) => subject?.nameId?.value ?? null);
      const places = (values: readonly (string | null)[]) => values.map((value) => values.indexOf(value));
      expect(places(names(after))).toEqual(places(names(before)));
    },
  );

  it('carries its receipt in the file, and tells it on standard error, without an original', async () => {
    const file = join(folder, 'receipt.har');
    await writeFile(file, writeHar(companionTraffic));
    const run = await runInside(['redact', file, '--format', 'json']);
    const receipt = JSON.parse(run.stderr);
    expect(receipt.note).toContain('signatures no longer hold');
    expect(receipt.replaced.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['user', 'value', 'id', 'cookie', 'certificate', 'signature']),
    );
    expect(JSON.parse(run.stdout).log._saml.redaction).toEqual(receipt);
  });

  it('is another file each time: two exports cannot be joined by their pseudonyms', async () => {
    const file = join(folder, 'twice.har');
    await writeFile(file, writeHar(companionTraffic));
    const [one, other] = await Promise.all([runInside(['redact', file]), runInside(['redact', file])]);
    const ids = (text: string) => new Set(text.match(/_[0-9a-f]{16,}/g));
    expect(one.stdout).not.toBe(other.stdout);
    expect([...ids(one.stdout)].filter((id) => ids(other.stdout).has(id))).toEqual([]);
  });
});

describe('redact, as a command', () => {
  it('reads standard input and writes standard output, fit for a pipe', async () => {
    const run = await runCli(['redact', '-'], { stdin: writeHar(companionTraffic) });
    expect(run.status).toBe(0);
    expect(run.stderr).toMatch(/^Replaced: .*\n.*signatures no longer hold\.\n$/);
    const again = await runCli(['inspect', '--format', 'json'], { stdin: run.stdout });
    expect(JSON.parse(again.stdout).flows).toHaveLength(2);
  });

  it.each([
    ['no file', ['redact'], /takes one file/],
    ['two files', ['redact', 'a', 'b'], /takes one file/],
    ['a file that is not there', ['redact', 'nowhere.har'], /nowhere\.har cannot be read: there is no such file/],
    ['an unknown format', ['redact', 'a', '--format', 'xml'], /--format is one of text, json/],
  ])('refuses %s in one line, with status 2', async (_, args, line) => {
    const run = await runInside(args);
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toMatch(line);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('does not write over the original, nor where it may not', async () => {
    const file = join(folder, 'kept.har');
    await writeFile(file, writeHar(companionTraffic));
    expect((await runInside(['redact', file, '-o', file])).stderr).toMatch(/would write over the original/);
    expect(await readFile(file, 'utf8')).toBe(writeHar(companionTraffic));
    const nowhere = await runInside(['redact', file, '-o', join(folder, 'none', 'x.har')]);
    expect([nowhere.status, nowhere.stdout]).toEqual([2, '']);
    expect(nowhere.stderr).toMatch(/cannot be written: there is no such folder/);
  });

  it('passes nothing on of a message that it cannot decode', async () => {
    const file = join(folder, 'broken.xml');
    await writeFile(file, '<samlp:Response ID="_secret-of-anne">');
    const run = await runInside(['redact', file]);
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).not.toContain('anne');
  });

  it('--help teaches by examples', async () => {
    const run = await runInside(['redact', '--help']);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('saml-workbench redact login.har -o');
  });
});
