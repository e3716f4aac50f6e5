import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeHar } from '#shared/formats/write-har.ts';
import { writeOwnTrace } from '#shared/formats/write-own-trace.ts';
import { writeSamlTracer } from '#shared/formats/write-saml-tracer.ts';
import type { Exchange } from '#shared/http/exchange.ts';
import type { JsonReport } from '#shared/report/json-report.ts';
import { type HttpRecording, recordHttp } from '#test/fixtures/record-http.ts';
import { runInside } from '#test/fixtures/run-cli.ts';
import { makeCompanionWorld } from '../companion/companion-world.ts';
import { makeIdpWorld } from '../idp/idp-world.ts';

let folder: string;
let recording: HttpRecording;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-traffic-'));
  recording = recordHttp();
});
afterEach(async () => {
  recording.stop();
  await rm(folder, { recursive: true });
});

/** Inspects a recording as a file, with the metadata of everybody. */
async function inspect(
  text: string,
  metadata: readonly string[],
): Promise<{ status: number | null; report: JsonReport }> {
  await writeFile(join(folder, 'recording.json'), text);
  const files = await Promise.all(
    metadata.map(async (xml, index) => {
      const file = join(folder, `metadata-${index}.xml`);
      await writeFile(file, xml);
      return ['--metadata', file];
    }),
  );
  const run = await runInside(['inspect', join(folder, 'recording.json'), '--format', 'json', ...files.flat()]);
  expect(run.stderr).toBe('');
  return { status: run.status, report: JSON.parse(run.stdout) };
}

const flowsOf = ({ flows }: JsonReport) =>
  flows.map(({ kind, outcome, initiator }) => `${kind} ${outcome} ${initiator}`);
const troublesOf = ({ findings }: JsonReport) =>
  findings
    .filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info')
    .map(({ code, title }) => [code, title]);
const outcomesOf = ({ messages }: JsonReport) =>
  new Set(messages.flatMap(({ signatures }) => signatures.map(({ outcome }) => outcome)));

/** A recording in each form that people send. */
const FORMS: readonly (readonly [string, (exchanges: readonly Exchange[]) => string])[] = [
  ['a HAR', writeHar],
  ['an export of SAML-tracer', (exchanges) => writeSamlTracer(exchanges, new Map(), Date.now())],
  ['our own trace', writeOwnTrace],
];

describe('a login and a logout between the companion and the test IdP, recorded from real HTTP', () => {
  it('is healthy in every form of recording: two flows, every signature valid, no error and no warning', async () => {
    const world = await makeCompanionWorld();
    await world.logIn('Anne');
    await world.browser.click(await world.browser.open(`${world.url()}/hub/`), 'Log out');
    const metadata = [world.idp.metadata, ...world.companion().metadata];
    await world.close();
    for (const [name, write] of FORMS) {
      const { status, report } = await inspect(write(recording.exchanges), metadata);
      expect([name, flowsOf(report)]).toEqual([name, ['login succeeded sp', 'logout succeeded sp']]);
      expect([name, troublesOf(report), status]).toEqual([name, [], 0]);
      expect(outcomesOf(report)).toEqual(new Set(['valid']));
      expect(report.messages.map(({ kind }) => kind)).toEqual([
        'AuthnRequest',
        'Response',
        'LogoutRequest',
        'LogoutResponse',
      ]);
      expect(report.messages[1]?.attributes.find(({ name: each }) => each === 'groups')?.values).toEqual(['SalesUS']);
      expect(report.messages[2]?.subject?.nameId).toEqual(report.messages[1]?.subject?.nameId);
      expect(report.messages[2]?.sessionIndexes).toEqual(report.messages[1]?.sessionIndexes);
    }
  });

  it('knows a logout that the IdP begins, and the login before it', async () => {
    const world = await makeCompanionWorld();
    await world.logIn('Eddie');
    await world.browser.press(await world.browser.open(world.idp.url), 'Log out everywhere');
    const metadata = [world.idp.metadata, ...world.companion().metadata];
    await world.close();
    const { status, report } = await inspect(writeHar(recording.exchanges), metadata);
    expect(flowsOf(report)).toEqual(['login succeeded sp', 'logout succeeded idp']);
    expect([troublesOf(report), status]).toEqual([[], 0]);
  });

  it('knows both without being told anything, but then says what it could not check', async () => {
    const world = await makeCompanionWorld();
    await world.logIn('Eddie');
    await world.browser.press(await world.browser.open(world.idp.url), 'Log out everywhere');
    await world.close();
    const { status, report } = await inspect(writeHar(recording.exchanges), []);
    expect(flowsOf(report)).toEqual(['login succeeded sp', 'logout succeeded idp']);
    expect([troublesOf(report), status]).toEqual([[], 0]);
    expect(report.findings.map(({ code, outcome }) => `${code} ${outcome}`)).toContain('signature-untrusted unknown');
  });
});

describe('a login whose cookie did not come along, between the companion and the test IdP', () => {
  it('names the cookie first, and differs from the healthy one in that', async () => {
    const world = await makeCompanionWorld();
    const page = await world.browser.open(`${world.url()}/hub/`);
    const answer = await world.browser.press(page, 'Anne', ({ url }) => url.includes('/saml/acs'));
    world.browser.cookies.clear(new URL(world.url()).hostname);
    const [form] = answer.forms;
    if (form === undefined) throw new Error('the IdP gave no form');
    await world.browser.submit(answer, form);
    const failed = recording.exchanges.length;
    await world.logIn('Anne');
    const metadata = [world.idp.metadata, ...world.companion().metadata];
    await world.close();
    const { status, report } = await inspect(writeHar(recording.exchanges.slice(0, failed)), metadata);
    expect(status).toBe(1);
    expect(report.findings[0]?.code).toBe('cookie-not-sent');
    expect(report.flows[0]).toMatchObject({ outcome: 'refused', cause: 'cookie-not-sent' });
    const [one, other] = [join(folder, 'one.json'), join(folder, 'other.json')];
    await writeFile(one, writeOwnTrace(recording.exchanges.slice(0, failed)));
    await writeFile(other, writeOwnTrace(recording.exchanges.slice(failed)));
    const run = await runInside(['inspect', one, '--compare', other, '--format', 'json']);
    const { comparison } = JSON.parse(run.stdout) as JsonReport;
    expect(comparison?.flows.map(({ outcome }) => outcome)).toEqual(['refused', 'succeeded']);
    expect(comparison?.differences.map(({ place, name }) => `${place} ${name}`)).toEqual(
      expect.arrayContaining(['flow HTTP statuses', 'flow cookies missing', 'flow cookies sent again']),
    );
    const text = await runInside(['inspect', one, '--compare', other]);
    expect(text.stdout).toContain('Not compared');
  });
});

describe('a chain of logouts between the test IdP and service providers made of node-saml', () => {
  it('is one flow for the one who asked and one for each of the others', async () => {
    const world = await makeIdpWorld();
    const providers = [await world.addSp('sp1'), await world.addSp('sp2'), await world.addSp('sp3')];
    for (const { url } of providers) {
      const page = await world.browser.open(`${url}/login`);
      if (page.forms.length > 0) await world.browser.press(page, 'Grace');
    }
    await world.browser.open(`${providers[0]?.url}/logout`);
    const metadata = [world.idp.metadata, ...providers.map((sp) => sp.metadata)];
    await world.close();
    const { report } = await inspect(writeHar(recording.exchanges), metadata);
    expect(flowsOf(report)).toEqual([
      'login succeeded sp',
      'login succeeded sp',
      'login succeeded sp',
      'logout succeeded sp',
      'logout succeeded idp',
      'logout succeeded idp',
    ]);
    expect(report.findings.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'error')).toEqual([]);
  });
});
