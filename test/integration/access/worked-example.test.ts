import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from '../companion/companion-world.ts';
import { field, qpsClient, tokenOf } from './qps-client.ts';

const run = promisify(execFile);

let world: CompanionWorld;
let page: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  world = await makeCompanionWorld();
  page = await readFile('docs/ways-in.md', 'utf8');
  environment = { ...process.env, COMPANION: world.url(), KEY: await tokenOf(world) };
});

afterAll(() => world.close());

/** The first block of a language. */
function block(language: string): string {
  const text = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(page)?.[1];
  if (text === undefined) throw new Error(`The page has no example in ${language}.`);
  return text;
}

/** What a browser sees that brings a ticket. */
async function hubWith(ticket: string): Promise<string> {
  return (await new HttpBrowser().open(`${world.url()}/hub/?qlikTicket=${ticket}`)).text;
}

function expectQlikGroup(hub: string): void {
  expect(hub).toContain('Welcome, jeff');
  expect(hub).toContain('QlikGroup Group summary');
  expect(hub).not.toContain('Pipeline');
}

describe('Attributes [{"group":"QlikGroup"},{"group":"Sales"}] open the QlikGroup stream', () => {
  test('by curl', async () => {
    const { stdout } = await run('sh', ['-c', block('sh')], { env: environment });
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ ...JSON.parse(block('json')), Ticket: expect.any(String) });
    expectQlikGroup(await hubWith(answer.Ticket));
  });

  test('by TypeScript, to the app that was wanted', async () => {
    const args = ['--input-type=module-typescript', '--eval', block('ts')];
    const { stdout } = await run(process.execPath, args, { env: environment });
    const browser = new HttpBrowser();
    const app = await browser.open(stdout.trim());
    expect([app.url, app.status]).toEqual([`${world.url()}/hub/app/all`, 200]);
    expectQlikGroup((await browser.open(`${world.url()}/hub/`)).text);
  });

  test('by the JSON of the C# example', async () => {
    const body = /"""\n(.*?)"""/s.exec(block('cs'))?.[1] ?? '';
    const answer = await qpsClient(world)('POST', 'hub/ticket', { body });
    expect(answer.status).toBe(201);
    expectQlikGroup(await hubWith(field(answer, 'Ticket')));
  });

  test('and without QlikGroup they do not', async () => {
    const body = block('cs').replaceAll('QlikGroup', 'Other');
    const answer = await qpsClient(world)('POST', 'hub/ticket', { body: /"""\n(.*?)"""/s.exec(body)?.[1] ?? '' });
    expect(await hubWith(field(answer, 'Ticket'))).toContain('None of the 3 streams is');
  });
});

test('the shipped configuration has the stream that the page speaks of', async () => {
  expect(await readFile('server/companion.yaml', 'utf8')).toContain('name: QlikGroup');
});
