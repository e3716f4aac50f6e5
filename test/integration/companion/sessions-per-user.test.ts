import { afterEach, expect, test } from 'vitest';
import { HttpBrowser } from '#test/fixtures/http-browser.ts';
import { type CompanionWorld, makeCompanionWorld } from './companion-world.ts';

let world: CompanionWorld | null = null;

afterEach(async () => {
  await world?.close();
  world = null;
});

async function logInOften(times: number, name = 'Anne'): Promise<HttpBrowser[]> {
  const browsers = Array.from({ length: times }, () => new HttpBrowser());
  for (const browser of browsers) await world?.logIn(name, browser);
  return browsers;
}

async function alive(browsers: readonly HttpBrowser[]): Promise<boolean[]> {
  const url = `${world?.url()}/hub/qps/user`;
  return Promise.all(browsers.map(async (browser) => !(await browser.open(url)).text.includes('"inactive"')));
}

test('a user may have as many sessions as they like, unless the connection says otherwise', async () => {
  world = await makeCompanionWorld();
  expect(await alive(await logInOften(4))).toEqual([true, true, true, true]);
});

test('of more than `sessionsPerUser` the oldest end; other users’ stay', async () => {
  world = await makeCompanionWorld({ extra: '    sessionsPerUser: 2\n' });
  const others = await logInOften(2, 'Eddie');
  const browsers = await logInOften(4);
  expect(await alive(browsers)).toEqual([false, false, true, true]);
  expect(await alive(others)).toEqual([true, true]);
  const ended = world.lines.filter((line) => line.includes('"reason":"sessionsPerUser"'));
  expect(ended.map((line) => JSON.parse(line).sessions)).toEqual([1, 1]);
});

test('those that ended by time do not count, and one that goes on does, after a restart too', async () => {
  let now = Date.now();
  world = await makeCompanionWorld({ extra: '    sessionsPerUser: 2\n', clock: () => now });
  const [first] = await logInOften(1);
  await logInOften(1);
  for (let minutes = 0; minutes < 40; minutes += 20) {
    now += 20 * 60_000;
    expect(await alive(first ? [first] : [])).toEqual([true]);
  }
  await world.restart();
  const [third] = await logInOften(1);
  expect(await alive([first, third].filter((browser) => browser !== undefined))).toEqual([true, true]);
});
