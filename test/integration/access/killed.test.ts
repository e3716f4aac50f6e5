import { afterEach, beforeEach, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { makeOwnProcess, type OwnProcess } from '../companion/own-process.ts';
import { field, qpsClient, userBody } from './qps-client.ts';

let companion: OwnProcess;

beforeEach(async () => {
  companion = await makeOwnProcess();
});

afterEach(() => companion.close());

const call = (...args: Parameters<ReturnType<typeof qpsClient>>) =>
  qpsClient({ folder: companion.folder, url: () => companion.url })(...args);

const makeTicket = async (UserId: string): Promise<string> =>
  field(await call('POST', 'hub/ticket', { body: userBody(['QlikGroup'], { UserId }) }), 'Ticket');

const bring = async (ticket: string): Promise<string> =>
  (await new HttpBrowser().open(`${companion.url}/hub/qps/user?qlikTicket=${ticket}`)).text;

test('a ticket that was made is good after kill -9, and one that was used is not, nor is a session lost', async () => {
  await companion.start();
  const [used, kept] = [await makeTicket('used'), await makeTicket('kept')];
  const body = userBody([], { UserId: 'called', SessionId: '89423bb8-c5f6-4da1-8e73-4c6f3a1ad1f3' });
  expect(await call('POST', 'hub/session', { body })).toMatchObject({ status: 201 });
  expect(await bring(used)).toContain('"used"');
  await companion.kill();
  await companion.start();
  expect(await bring(used)).toContain('"inactive"');
  expect(await bring(kept)).toContain('"kept"');
  expect(await call('GET', 'hub/user/CORP/called')).toMatchObject({ status: 200, body: [body] });
  expect(await call('GET', 'hub/user/CORP/used')).toMatchObject({ body: [{ UserId: 'used' }] });
  await companion.kill();
  await companion.start();
  expect(await bring(kept)).toContain('"inactive"');
});

test('killed while tickets are being used, none is used twice', async () => {
  await companion.start();
  const users = Array.from({ length: 60 }, (_, index) => `user${index}`);
  const tickets = await Promise.all(users.map(makeTicket));
  // Each by two browsers at once, a few tickets at a time; the process dies at the twentieth answer, among them.
  const before = tickets.map((): string[] => []);
  const waiting = [...tickets.entries()];
  let answers = 0;
  let killed: Promise<void> | null = null;
  const bringTwice = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && killed === null; next = waiting.shift()) {
      const [index, ticket] = next;
      for (const text of await Promise.all([ticket, ticket].map((each) => bring(each).catch(() => 'gone')))) {
        before[index]?.push(text);
        answers += 1;
        if (answers >= 20) killed ??= companion.kill();
      }
    }
  };
  await Promise.all([bringTwice(), bringTwice(), bringTwice()]);
  await killed;
  expect(waiting.length).toBeGreaterThan(0);
  await companion.start();
  const after = await Promise.all(tickets.map(bring));
  const sessions = await Promise.all(users.map((id) => call('GET', `hub/user/CORP/${id}`)));
  for (const [index, { body }] of sessions.entries()) {
    const seen = [...(before[index] ?? []), after[index]];
    const entered = seen.filter((text) => text?.includes(`"user${index}"`)).length;
    expect(entered).toBeLessThanOrEqual(1);
    expect(Array.isArray(body) ? body.length : -1).toBeLessThanOrEqual(1);
  }
  // What was not reached before is good yet.
  for (const [index] of waiting) expect(after[index]).toContain(`"user${index}"`);
});
